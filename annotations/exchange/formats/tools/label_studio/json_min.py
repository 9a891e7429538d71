"""Read the export JSON-MIN of Label Studio's, in which data and results stand side by side, as if it were tasks."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.exchange.formats.tools.label_studio.survey import Object, is_task
from annotations.exchange.shared.unread_keys import TrackedObject, peek, use

_ANNOTATION = ("annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement", "history")
_PER_REGION = {"labels": "labels", "choices": "choices", "text": "textarea"}

# As ``convert_to_json_min`` of ``label_studio_sdk/converter/converter.py`` writes them.
MEANINGLESS: Mapping[str, str] = {
    **dict.fromkeys(("annotation_id", "annotator"), "who made it, which is read, and a number"),
    **dict.fromkeys(("created_at", "updated_at", "lead_time"), "when, or for how long, somebody worked"),
    "agreement": "a number that follows from the annotations",
    "id": "a number in Label Studio's own database",
}


def is_min(value: Object) -> bool:
    """Return whether an object is a task in JSON-MIN."""
    return not is_task(value) and "annotation_id" in value and "lead_time" in value


def as_task(value: Object) -> Object:
    """Return an object of JSON-MIN as a task with one annotation; any other as it is."""
    if not is_min(value):
        return value
    data = TrackedObject({key: item for key, item in dict(value).items() if key not in (*_ANNOTATION, "id")})
    results = [result for name in data for result in _results(name, dict.get(data, name))]
    annotation = {"completed_by": peek(value, "annotator"), "result": results, "created_at": peek(value, "created_at")}
    return TrackedObject({"id": peek(value, "id"), "data": data, "annotations": [TrackedObject(annotation)]})


def use_read(value: Object, task: Object) -> None:
    """Count the keys of an object of JSON-MIN as read that were read as those of a task."""
    data = dict.get(task, "data") if isinstance(task, dict) else None
    if isinstance(data, TrackedObject):
        results = {str(name) for name in data if any(_results(name, dict.get(data, name)))}
        use(value, *data.used, *results)


def _results(name: str, item: object) -> Iterator[TrackedObject]:
    """Yield what a control says: regions with their places, or the choices of the whole text."""
    for value in item if isinstance(item, list) else [item]:
        if not isinstance(value, dict):
            continue
        kinds = (kind for key, kind in _PER_REGION.items() if isinstance(dict.get(value, key), list))
        kind = next(kinds, "")
        if kind and {"start", "end"} <= value.keys():
            region: dict[str, Any] = {"id": f"{value['start']}-{value['end']}", "type": kind, "value": value}
            yield TrackedObject(region | {"from_name": name})
        elif kind == "choices":
            yield TrackedObject({"type": kind, "from_name": name, "value": value})
