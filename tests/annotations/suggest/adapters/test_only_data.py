"""Models in folders are data: no pickle in any format, no code of their own, no connection; and what says so."""

import json
import pickle
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language

from annotations.schema_io.default import default_schema
from annotations.suggest.adapters.gliner import GlinerSuggester
from annotations.suggest.adapters.huggingface import HuggingFaceSuggester
from annotations.suggest.adapters.local_model import LocalModel
from annotations.suggest.adapters.only_data import NotDataError, only_data
from annotations.suggest.adapters.spacy_pipeline import SpacySuggester
from seeds.errors import SourceError
from seeds.toml.table import TomlTable


class Bomb:
    """Make a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.path), "w"))


def model_in(folder: Path, kind: type[LocalModel]) -> LocalModel:
    file = TomlTable.parse(Path("zhupi.toml"), f"[{kind.name}]\nmodel = 'model'\n".encode())
    return kind(file.table(kind.name), folder, default_schema())


def pickles(path: Path) -> dict[str, Callable[[], object]]:
    """Return ways in which libraries unpickle."""
    pickled = pickle.dumps(Bomb(path / "boom"))
    array = path / "array.npy"
    np.save(array, np.array([Bomb(path / "boom")], dtype=object), allow_pickle=True)
    own = type("Own", (pickle._Unpickler,), {})
    (path / "pickled").write_bytes(pickled)
    return {
        "pickle": lambda: pickle.loads(pickled),
        "in Python": lambda: own((path / "pickled").open("rb")).load(),
        "numpy": lambda: np.load(array, allow_pickle=True),
    }


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("way", ["pickle", "in Python", "numpy"])
def test_nothing_is_unpickled_meanwhile(tmp_path: Path, way: str) -> None:
    unpickle = pickles(tmp_path)[way]
    with only_data(tmp_path) as watch:
        with pytest.raises(NotDataError, match="pickle"):
            unpickle()
        assert "safetensors" in watch.reason
    assert not (tmp_path / "boom").exists()
    unpickle()
    assert (tmp_path / "boom").exists(), "plug-ins may, and the test would notice"


def test_code_from_elsewhere_is_not_run_and_what_is_installed_is(tmp_path: Path) -> None:
    (tmp_path / "modeling.py").write_text("done = True\n")
    code = compile("done = True\n", tmp_path / "modeling.py", "exec")
    with only_data(tmp_path) as watch:
        with pytest.raises(NotDataError, match="code of its own"):
            exec(code, {})
        assert "modeling.py" in watch.reason
        sys.path.append(str(tmp_path))  # as libraries do with the folder of such modules
        try:
            with pytest.raises(NotDataError):
                __import__("modeling")
        finally:
            sys.path.remove(str(tmp_path))
        sys.modules.pop("wave", None)
        __import__("wave")
        exec("x = 1", {})
    exec(code, {})


def test_nothing_is_fetched_meanwhile(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()
        with only_data(tmp_path), pytest.raises(ConnectionRefusedError, match="not fetched"):
            socket.create_connection(place)
        with only_data(tmp_path), pytest.raises(OSError, match="not fetched"):
            socket.getaddrinfo("localhost", 80)
        socket.create_connection(place).close()


def test_a_pipeline_of_spacy_that_unpickles_is_refused(tmp_path: Path) -> None:
    pipeline = spacy.blank("zh")
    pipeline.to_disk(tmp_path / "model")
    (tmp_path / "model" / "shape").write_bytes(pickle.dumps(Bomb(tmp_path / "boom")))

    class Pickled:
        """Hold a component with weights as PyTorch's are in spaCy's format."""

        def __call__(self, document: Any) -> Any:
            return document

        def from_disk(self, path: Path, **_options: object) -> "Pickled":
            pickle.loads((path.parent / "shape").read_bytes())
            return self

    def make(nlp: Language, name: str) -> Pickled:
        return Pickled()

    Language.factory("pickled", func=make)
    config = (tmp_path / "model" / "config.cfg").read_text()
    config = config.replace("pipeline = []", 'pipeline = ["pickled"]') + '\n[components.pickled]\nfactory = "pickled"\n'
    (tmp_path / "model" / "config.cfg").write_text(config)
    with pytest.raises(SourceError, match="model: the model cannot be used: it holds a pickle, which can run any code"):
        model_in(tmp_path, SpacySuggester).suggest("北京")
    assert not (tmp_path / "boom").exists()


@pytest.mark.parametrize("kind", [HuggingFaceSuggester, GlinerSuggester])
@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.pkl"])
def test_weights_that_may_be_pickles_are_refused_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[LocalModel], name: str
) -> None:
    def never(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    for module in ("torch", "transformers", "gliner"):
        monkeypatch.setitem(sys.modules, module, ModuleType(module))
    logging = SimpleNamespace(disable_progress_bar=lambda: None)
    monkeypatch.setattr("transformers.utils", SimpleNamespace(logging=logging), raising=False)
    monkeypatch.setattr("gliner.GLiNER", SimpleNamespace(from_pretrained=never), raising=False)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / name).write_bytes(pickle.dumps(1))
    with pytest.raises(SourceError, match=f"{name} may be a pickle.*safetensors"):
        model_in(tmp_path, kind).suggest("北京")
    (tmp_path / "model" / name).unlink()
    with pytest.raises(SourceError, match="no weights as safetensors"):
        model_in(tmp_path, kind).suggest("北京")


def test_a_token_classifier_is_loaded_without_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def load(_folder: str, **options: object) -> None:
        asked.append(options)
        if len(asked) == 2:
            raise ValueError("enough")

    for module in ("torch", "transformers"):
        monkeypatch.setitem(sys.modules, module, ModuleType(module))
    logging = SimpleNamespace(disable_progress_bar=lambda: None)
    monkeypatch.setattr("transformers.utils", SimpleNamespace(logging=logging), raising=False)
    for name in ("AutoTokenizer", "AutoModelForTokenClassification"):
        monkeypatch.setattr(f"transformers.{name}", SimpleNamespace(from_pretrained=load), raising=False)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").touch()
    with pytest.raises(SourceError, match="enough"):
        model_in(tmp_path, HuggingFaceSuggester).suggest("北京")
    own = {"local_files_only": True, "trust_remote_code": False}
    assert asked == [own, {**own, "use_safetensors": True}]


@pytest.mark.parametrize("kind", [HuggingFaceSuggester, GlinerSuggester])
def test_code_that_a_real_library_would_run_is_not(tmp_path: Path, kind: type[LocalModel]) -> None:
    """A model that names a class of its own folder; skipped where torch is not installed."""
    for module in ("torch", "transformers", "gliner"):
        pytest.importorskip(module)
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modeling.py").write_text(f"open({str(tmp_path / 'boom')!r}, 'w')\n")
    names = ("AutoConfig", "AutoModel", "AutoModelForTokenClassification")
    config = {"model_type": "bert", "vocab_size": 20, "auto_map": dict.fromkeys(names, f"{folder}--modeling.Own")}
    config |= {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    own = {"model_name": str(folder), "max_len": 16, "max_width": 4, "hidden_size": 16, "vocab_size": 20}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "gliner_config.json").write_text(json.dumps({**own, "encoder_config": config}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BertTokenizerFast"}))
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na")
    (folder / "model.safetensors").write_bytes(b"\x02\x00\x00\x00\x00\x00\x00\x00{}")
    told = "modeling.py, which is not run" if kind is GlinerSuggester else "the model cannot be used"
    with pytest.raises(SourceError, match=told):
        model_in(tmp_path, kind).suggest("北京")
    assert not (tmp_path / "boom").exists()
