"""GLiNER2's own code for data takes our export as it is, with its positions."""

from pathlib import Path

import pytest

from annotations.exchange.registry import names
from tests.consumers.exports import RECORDS, consumer, exported

pytestmark = [pytest.mark.consumers, pytest.mark.filterwarnings("ignore")]

MARKED = [record for record in RECORDS if record.spans]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Export by the format gliner2."""
    if "gliner2" not in names():
        pytest.skip("there is no format gliner2")
    return exported("gliner2", tmp_path, *MARKED)


def test_gliner2_keeps_every_record_and_every_mention(path: Path) -> None:
    data = consumer("gliner2.training.data")
    raw = data.DataLoader_Factory.load(path, shuffle=False)
    assert len(raw) == len(MARKED)
    checked = data.DataLoader_Factory.load(path, shuffle=False, validate=True)
    assert [item["output"]["entities"] for item in checked] == [item["output"]["entities"] for item in raw]
    found = [
        sorted(
            text[mention["start"] : mention["end"]]
            for mentions in item["output"]["entities"].values()
            for mention in mentions
        )
        for item in raw
        for text in [item["input"]]
    ]
    assert found == [sorted(record.words(span) for span in record.spans) for record in MARKED]


def test_gliner2_validates_the_data_set(path: Path) -> None:
    data = consumer("gliner2.training.data")
    data.TrainingDataset.load(str(path)).validate()
