import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.suggest.learned.model import Model
from annotations.suggest.learned.prior import Meaning
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import prepare, train
from seeds.errors import SourceError
from tests.sizes import examples


@pytest.fixture(scope="session")
def model(articles: list[AnnotatedText]) -> Model:
    trained = train(prepare(articles, ()))
    return Model(
        replace(
            trained.info, f1={"": 0.9, "PER": 0.8}, sources=("letters", "第二"), meanings={"PER": Meaning("人物", 0.75)}
        ),
        trained.weights,
    )


def test_a_model_is_the_same_after_saving(model: Model, articles: list[AnnotatedText], tmp_path: Path) -> None:
    path = tmp_path / "new" / "learned.model"
    model.save(path)
    again = Model.load(path)
    assert (again.info, again.version) == (model.info, model.version)
    example = prepare(articles[:1], ())[0]
    assert again.spans(example.features) == model.spans(example.features) != []
    assert [file.name for file in path.parent.iterdir()] == ["learned.model"]


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused(model: Model, tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "learned.model"
    model.save(path)
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        near_the_head = data.draw(st.booleans())
        place = data.draw(st.integers(0, 300 if near_the_head else len(content) - 1))
        content[place] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"learned\.model: .*run: zhupi learn"):
        Model.load(path)


def test_a_model_with_other_features_is_refused(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "learned.model"
    model.save(path)
    magic, about, weights = path.read_bytes().split(b"\n", 2)
    other = json.loads(about) | {"features": -1}
    path.write_bytes(b"\n".join((magic, json.dumps(other).encode(), weights)))
    with pytest.raises(SourceError, match="another version"):
        Model.load(path)


def test_a_model_of_an_earlier_version_is_refused_with_a_clear_word(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "learned.model"
    model.save(path)
    magic, about, weights = path.read_bytes().split(b"\n", 2)
    earlier = {name: value for name, value in json.loads(about).items() if name != "meanings"} | {"features": 1}
    path.write_bytes(b"\n".join((magic, json.dumps(earlier).encode(), weights)))
    with pytest.raises(SourceError, match="another version"):
        Model.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        Model.load(tmp_path / "none.model")


def test_nothing_is_found_in_nothing(model: Model) -> None:
    assert model.spans([]) == []
