"""Real pipelines of spaCy, saved to a folder and loaded from it."""

from importlib.metadata import version
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Span, SpanGroup

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.spacy_pipeline import ENTITY_SCORE, SpacySuggester
from annotations.suggest.suggestion import BatchSuggester, Suggester, Suggestion
from seeds.errors import SourceError
from seeds.toml.table import TomlTable
from tests.sizes import examples

TEXT = "餓了麼在北京。\n\n北京 OpenAI"
LABELS = 'labels = { COMPANY = "ORG", GPE = "LOC", MISC = "" }'


def table(content: str) -> TomlTable:
    file = TomlTable.parse(Path("zhupi.toml"), f"[suggest.spacy]\n{content}\n".encode())
    return file.table("suggest").table("spacy")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with a pipeline that knows a few names, in simplified script."""
    folder = tmp_path_factory.mktemp("project")
    pipeline = spacy.blank("zh")
    ruler = pipeline.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    names = [("COMPANY", "饿了么"), ("GPE", "北京"), ("MISC", "OpenAI"), ("GPE", "了解")]
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in names])
    pipeline.to_disk(folder / "ruler")
    return folder


def suggester(project: Path, content: str = LABELS) -> SpacySuggester:
    return SpacySuggester(table(f'model = "ruler"\n{content}'), project, default_schema())


@pytest.fixture(scope="module")
def model(project: Path) -> SpacySuggester:
    return suggester(project)


def test_entities_are_found_in_the_other_script_and_led_back(project: Path) -> None:
    found = suggester(project).suggest(TEXT)
    assert found == [
        Suggestion(0, 3, "ORG", ENTITY_SCORE, "spacy"),
        Suggestion(4, 6, "LOC", ENTITY_SCORE, "spacy"),
        Suggestion(9, 11, "LOC", ENTITY_SCORE, "spacy"),
    ]
    assert [TEXT[item.start : item.end] for item in found] == ["餓了麼", "北京", "北京"]


def test_a_pipeline_may_want_the_text_as_it_is(project: Path) -> None:
    found = suggester(project, f'script = "original"\n{LABELS}').suggest(TEXT)
    assert [TEXT[item.start : item.end] for item in found] == ["北京", "北京"]


def test_labels_that_are_not_mapped_keep_their_names(project: Path) -> None:
    assert {item.label for item in suggester(project, "").suggest(TEXT)} == {"COMPANY", "GPE", "MISC"}


def test_scores_below_the_least_are_left_out(project: Path) -> None:
    assert not suggester(project, f"min-score = {ENTITY_SCORE + 0.1}").suggest(TEXT)


def test_many_texts_are_the_texts_one_by_one(project: Path) -> None:
    model = suggester(project)
    texts = ["", "北京", TEXT * 300, " \n", "😀", "OpenAI北京"]
    assert list(model.suggest_all(texts)) == [model.suggest(text) for text in texts]


def test_a_long_text_is_cut_where_no_name_is(project: Path) -> None:
    text = "餓了麼在北京，" * 2000
    assert len(suggester(project).suggest(text)) == 4000


@hypothesis_settings(max_examples=examples(40))
@given(text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("餓了麼北京 \n\ud800\0")), max_size=40))
def test_any_text_will_do(model: SpacySuggester, text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in model.suggest(text))


def test_scores_of_groups_of_spans_are_kept(tmp_path: Path) -> None:
    @Language.component("test_scored_spans")
    def scored(document: Doc) -> Doc:
        spans = [Span(document, 0, end, label="LOC") for end in (2, 3, 2)]
        document.spans["sc"] = SpanGroup(document, name="sc", spans=spans, attrs={"scores": [0.25, 1.5, 0.5]})
        return document

    pipeline = spacy.blank("zh")
    pipeline.add_pipe("test_scored_spans")
    pipeline.to_disk(tmp_path / "sc")
    model = SpacySuggester(table('model = "sc"'), tmp_path, default_schema())
    assert model.suggest("北京市") == [Suggestion(0, 2, "LOC", 0.5, "spacy"), Suggestion(0, 3, "LOC", 1.0, "spacy")]


def test_a_folder_that_holds_no_pipeline_is_told(tmp_path: Path) -> None:
    (tmp_path / "ruler").mkdir()
    with pytest.raises(SourceError, match=r"ruler: the model cannot be used: OSError: .*ruler"):
        suggester(tmp_path).suggest("北京")


def test_the_pipeline_is_a_suggester_with_a_version(project: Path) -> None:
    model: Suggester = suggester(project)
    assert isinstance(model, BatchSuggester)
    assert model.version.startswith(version("spacy"))
    assert model.version == suggester(project).version != suggester(project, "").version
