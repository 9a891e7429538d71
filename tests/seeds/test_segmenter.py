"""Test the segmenter: jieba's words for either script, loaded without a trace."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import ArticleInfo
from seeds.script.converter import load_converter
from seeds.segmentation.segmenter import Segmenter, load_segmenter
from seeds.segmentation.words import Words
from seeds.sources.corpus import Corpus


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in Words(text, load_segmenter().edges).after(0)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("臨近年底,外賣行業的戰火蔓延", ["臨近", "年底", "外賣", "行業", "的", "戰火", "蔓延"]),
        ("临近年底,外卖行业的战火蔓延", ["临近", "年底", "外卖", "行业", "的", "战火", "蔓延"]),
        ("最高3000元,A股漲了", ["最高", "3000元", "A股", "漲", "了"]),
        ("", []),
    ],
)
def test_words_are_those_of_the_dictionary_in_either_script(text: str, words: list[str]) -> None:
    assert cut(text) == words


def test_the_bundled_articles_have_the_same_words_in_both_scripts() -> None:
    corpus = Corpus.open(None)
    simplify = load_converter("t2s")
    for info in corpus.scan():
        assert isinstance(info, ArticleInfo)
        text = corpus.read(info).text
        simplified = simplify.convert(text)
        assert not simplified.map.edits
        edges = load_segmenter().edges
        assert list(Words(text, edges).after(0)) == list(Words(simplified.text, edges).after(0))


@given(st.text(st.sampled_from("淘寶閃購真金白銀龘𠀀A1+_ \n，\ud800\u0301"), max_size=60))
def test_the_edges_rise_and_lie_within_the_text(text: str) -> None:
    edges = load_segmenter().edges(text)
    assert edges == sorted(set(edges))
    assert all(0 < edge < len(text) for edge in edges)


def test_a_text_whose_simplified_form_has_another_length_is_cut_as_it_stands() -> None:
    given_text: list[str] = []

    class Halves:
        def lcut(self, sentence: str) -> list[str]:
            given_text.append(sentence)
            return [sentence[:2], sentence[2:]]

    segmenter = Segmenter(Halves(), load_converter("tw2sp"))
    assert segmenter.edges("這個隨身碟") == [2]
    assert segmenter.edges("這個滑鼠") == [2]
    assert given_text == ["這個隨身碟", "这个鼠标"]


def test_threads_that_load_at_once_share_one() -> None:
    with ThreadPoolExecutor(4) as pool:
        segmenters = set(pool.map(lambda _number: load_segmenter(), range(4)))
    assert len(segmenters) == 1


def test_loading_says_nothing_and_leaves_no_file(tmp_path: Path, root: Path) -> None:
    folders = {name: str(tmp_path) for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    script = "from seeds.segmentation.segmenter import load_segmenter; print(load_segmenter().edges('臨近年底'))"
    run = subprocess.run(
        [sys.executable, "-W", "default", "-c", script],
        env={**os.environ, **folders},
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert (run.stdout, run.stderr) == ("[2]\n", "")
    assert list(tmp_path.iterdir()) == []
