"""A real token classifier, tiny and not trained, made on the disk and loaded from it; skipped without torch."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.huggingface import HuggingFaceSuggester
from annotations.suggest.suggestion import BatchSuggester, Suggester
from seeds.errors import SourceError
from seeds.toml.table import TomlTable
from tests.sizes import examples

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"饿了么在北京阿里巴。,", "open", "##ai", "1", "##2"]
TAGS = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
POSITIONS = 32


def table(content: str) -> TomlTable:
    file = TomlTable.parse(Path("zhupi.toml"), f"[suggest.huggingface]\n{content}\n".encode())
    return file.table("suggest").table("huggingface")


def suggester(project: Path, content: str = "") -> HuggingFaceSuggester:
    return HuggingFaceSuggester(table(f'model = "tiny"\n{content}'), project, default_schema())


def build(folder: Path, architecture: str = "BertForTokenClassification") -> None:
    """Save a model whose tag of a token is that of its place in the vocabulary, whatever stands around it."""
    torch: Any = pytest.importorskip("torch")
    transformers: Any = pytest.importorskip("transformers")
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), "utf-8")
    tokenizer = transformers.BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=POSITIONS)
    tokenizer.save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=len(VOCABULARY) + len(VOCABULARY) % 2,
        num_hidden_layers=0,
        num_attention_heads=1,
        intermediate_size=4,
        max_position_embeddings=POSITIONS,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: number for number, tag in enumerate(TAGS)},
    )
    model = getattr(transformers, architecture)(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        if hasattr(model, "classifier"):
            embeddings = model.bert.embeddings
            embeddings.LayerNorm.weight.fill_(1.0)
            embeddings.word_embeddings.weight[:, : len(VOCABULARY)] = torch.eye(len(VOCABULARY))
            model.classifier.weight[0] = 0.5
            for tag, characters in {1: ["饿", "阿", "open"], 2: [*"了么里巴"], 3: ["北"], 4: ["京"]}.items():
                for character in characters:
                    model.classifier.weight[tag, VOCABULARY.index(character)] = 2.0
    model.save_pretrained(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    build(folder / "tiny")
    return folder


@pytest.fixture(scope="module")
def model(project: Path) -> HuggingFaceSuggester:
    return suggester(project, 'labels = { GPE = "LOC" }\nbatch-size = 3')


def test_spans_of_the_text_as_given(model: HuggingFaceSuggester) -> None:
    text = "餓了麼在北京。\nOpenAI,阿里巴巴12"
    found = model.suggest(text)
    assert [(text[item.start : item.end], item.label) for item in found] == [
        ("餓了麼", "ORG"),
        ("北京", "LOC"),
        ("OpenAI", "ORG"),
        ("阿里巴巴", "ORG"),
    ]
    assert all(0.9 < item.score <= 1 and item.origin == "huggingface" for item in found)


@pytest.mark.parametrize("sentence", ["餓了麼在北京。", "餓了麼在北京", "a餓了麼在北京", "😀。\0餓了麼在北京 "])
def test_many_texts_longer_than_the_model(model: HuggingFaceSuggester, sentence: str) -> None:
    texts = ["", sentence * 40, " ", sentence, sentence * 3]
    found = list(model.suggest_all(texts))
    assert found == [model.suggest(text) for text in texts]
    assert [len(items) for items in found][::2] == [0, 0, 6]
    assert {texts[1][item.start : item.end] for item in found[1]} >= {"餓了麼", "北京"}
    if sentence.endswith("。"):
        assert {texts[1][item.start : item.end] for item in found[1]} == {"餓了麼", "北京"}
        assert len(found[1]) == 80


@settings(max_examples=examples(60))
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("餓了麼北京 o\n\ud800\0")), max_size=80))
def test_any_text_will_do(model: HuggingFaceSuggester, text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in model.suggest(text))


def test_the_model_is_a_suggester_with_a_version(project: Path) -> None:
    model: Suggester = suggester(project)
    assert isinstance(model, BatchSuggester)
    assert model.version == suggester(project).version != suggester(project, "min-score = 0.5").version


def test_a_model_for_something_else_is_told(tmp_path: Path) -> None:
    build(tmp_path / "tiny", "BertForMaskedLM")
    with pytest.raises(SourceError, match="tiny: the model cannot be used: it was not trained to classify tokens"):
        suggester(tmp_path).suggest("北京")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_broken_folder_is_told_and_nothing_is_downloaded(tmp_path: Path, name: str) -> None:
    build(tmp_path / "tiny")
    (tmp_path / "tiny" / name).write_text("{}")
    with pytest.raises(SourceError, match="tiny: the model cannot be used: "):
        suggester(tmp_path).suggest("北京")


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    (tmp_path / "tiny").mkdir()
    with pytest.raises(SourceError, match="tiny: the model cannot be used: "):
        suggester(tmp_path).suggest("北京")
    (tmp_path / "tiny" / "config.json").write_text(json.dumps({"model_type": "no-such-model"}))
    with pytest.raises(SourceError, match="tiny: the model cannot be used: "):
        suggester(tmp_path).suggest("北京")
