"""GLiNER: what it is asked and what becomes of its answers by a stand-in, and a real but tiny model where torch is."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.gliner import GlinerSuggester, words
from annotations.suggest.suggestion import BatchSuggester, Suggester, Suggestion
from seeds.errors import SourceError
from seeds.toml.table import TomlTable

Words = Callable[[str], Sequence[tuple[str, int, int]]]

KNOWN = {"饿了么": "机构", "北京": "地点", "阿里": "company"}


class StandIn:
    """Find words that it knows, if it is asked for their kind."""

    def __init__(self, splitter: str) -> None:
        self.config = SimpleNamespace(words_splitter_type=splitter, max_len=20)
        self.data_processor = SimpleNamespace(words_splitter=None)
        self.asked: list[tuple[list[str], list[str], float]] = []

    def eval(self) -> None:
        """Do nothing."""

    def inference(
        self, texts: list[str], labels: list[str], *, threshold: float, batch_size: int
    ) -> list[list[dict[str, Any]]]:
        assert len(texts) == batch_size
        assert all(len(text) <= self.config.max_len for text in texts)
        self.asked.append((texts, labels, threshold))
        return [self._found(text, labels) for text in texts]

    def _found(self, text: str, labels: list[str]) -> list[dict[str, Any]]:
        split: Words = self.data_processor.words_splitter or (lambda text: [(text, 0, len(text))])
        ranges = [(start, end) for _word, start, end in split(text)]
        return [
            {"start": first, "end": last, "text": text[first:last], "label": KNOWN[text[first:last]], "score": 0.75}
            for number, (first, _end) in enumerate(ranges)
            for _start, last in ranges[number : number + 4]
            if KNOWN.get(text[first:last]) in labels
        ]


def table(content: str) -> TomlTable:
    file = TomlTable.parse(Path("zhupi.toml"), f"[suggest.gliner]\n{content}\n".encode())
    return file.table("suggest").table("gliner")


def suggester(project: Path, content: str = "") -> GlinerSuggester:
    (project / "model").mkdir(exist_ok=True)
    (project / "model" / "model.safetensors").touch()
    return GlinerSuggester(table(f'model = "model"\n{content}'), project, default_schema())


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[StandIn]:
    """Return the models that were loaded; a folder's name says after ``model`` which splitter its model has."""
    models: list[StandIn] = []

    def load(folder: str, *, local_files_only: bool) -> StandIn:
        assert local_files_only
        models.append(StandIn(Path(folder).name.removeprefix("model") or "whitespace"))
        return models[-1]

    module = ModuleType("gliner")
    module.GLiNER = SimpleNamespace(from_pretrained=load)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gliner", module)
    return models


def test_it_is_asked_for_the_titles_of_the_labels_in_simplified_script(tmp_path: Path, loaded: list[StandIn]) -> None:
    model: Suggester = suggester(tmp_path)
    assert model.suggest("餓了麼在北京") == [
        Suggestion(0, 3, "ORG", 0.75, "gliner"),
        Suggestion(4, 6, "LOC", 0.75, "gliner"),
    ]
    ((texts, labels, threshold),) = loaded[0].asked
    assert texts == ["饿了么在北京"]
    assert labels[:4] == ["人物", "机构", "产品与品牌", "地点"]
    assert threshold == 0.5
    assert isinstance(model, BatchSuggester)


def test_the_settings_may_say_what_it_is_asked_for(tmp_path: Path, loaded: list[StandIn]) -> None:
    model = suggester(tmp_path, 'min-score = 0.25\nlabels = { company = "ORG", "机构" = "ORG", person = "" }')
    assert [(item.start, item.label) for item in model.suggest("阿里和餓了麼在北京")] == [(0, "ORG"), (3, "ORG")]
    assert loaded[0].asked[0][1:] == (["company", "机构"], 0.25)


def test_long_texts_come_in_pieces_and_batches(tmp_path: Path, loaded: list[StandIn]) -> None:
    model = suggester(tmp_path, "batch-size = 3")
    found = list(model.suggest_all(["", "餓了麼在北京。" * 20, "北京"]))
    assert [len(items) for items in found] == [0, 40, 1]
    assert len(loaded) == 1
    assert [len(texts) for texts, _labels, _threshold in loaded[0].asked] == [3, 3, 3, 2]


def test_a_model_with_words_of_its_own_keeps_them(tmp_path: Path, loaded: list[StandIn]) -> None:
    (tmp_path / "modelother").mkdir()
    (tmp_path / "modelother" / "model.safetensors").touch()
    model = GlinerSuggester(table('model = "modelother"'), tmp_path, default_schema())
    assert [item.label for item in model.suggest("北京")] == ["LOC"]
    assert not model.suggest("在北京")


def test_a_missing_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(SourceError, match=r"pip install 'zhupi\[gliner\]'"):
        suggester(tmp_path).suggest("北京")


def test_words_are_those_of_chinese_and_not_clauses() -> None:
    text = "餓了麼 在北京發佈iPhone 17，"
    found = list(words(text))
    assert all(text[start:end] == word for word, start, end in found)
    assert {"北京", "iPhone"} <= {word for word, _start, _end in found}


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("餓了麼北京 \n")), max_size=40))
def test_words_are_all_of_a_text_but_space(text: str) -> None:
    found = list(words(text))
    assert "".join(word for word, _start, _end in found) == "".join(text.split())
    assert all(text[start:end] == word for word, start, end in found)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a real model that was not trained."""
    gliner: Any = pytest.importorskip("gliner")
    transformers: Any = pytest.importorskip("transformers")
    project = tmp_path_factory.mktemp("project")
    backbone = project / "backbone"
    backbone.mkdir()
    characters = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"饿了么在北京阿里巴。,人物机构"]
    (backbone / "vocab.txt").write_text("\n".join(characters), "utf-8")
    transformers.BertTokenizerFast(vocab=str(backbone / "vocab.txt")).save_pretrained(backbone)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    transformers.BertModel(transformers.BertConfig(vocab_size=len(characters), **size)).save_pretrained(backbone)
    config = {"model_name": str(backbone), "hidden_size": 16, "max_width": 4, "max_len": 16}
    gliner.GLiNER.from_config(gliner.GLiNERConfig(**config)).save_pretrained(project / "model", safe_serialization=True)
    return project


def test_a_real_model_finds_spans_of_whole_words(tiny: Path) -> None:
    model = suggester(tiny, 'min-score = 0.0\nlabels = { "人物" = "PER", "机构" = "ORG" }')
    text = "餓了麼在北京，阿里巴巴。" * 5
    found = model.suggest(text)
    assert len(found) > 5
    assert {item.label for item in found} <= {"PER", "ORG"}
    edges = {edge for _word, start, end in words(text) for edge in (start, end)}
    assert all(item.start in edges and item.end in edges and 0 <= item.score <= 1 for item in found)
    assert max(item.end for item in found) > 16


@pytest.mark.parametrize("text", ["", " \n", "😀", "\0", "\ud800", "a", "\u200b"])
def test_a_real_model_takes_any_text(tiny: Path, text: str) -> None:
    assert all(item.end <= len(text) for item in suggester(tiny, "min-score = 0.0").suggest(text))


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    pytest.importorskip("gliner")
    with pytest.raises(SourceError, match="model: the model cannot be used: "):
        suggester(tmp_path).suggest("北京")
