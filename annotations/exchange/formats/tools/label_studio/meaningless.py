"""List the keys of Label Studio's exports that say nothing of a text.

They are those of the serializers of tasks and annotations in ``label_studio/tasks/serializers.py`` and
``label_studio/data_export/serializers.py``, and of the regions of its editor.
"""

_COUNTS = "how many there are of something that is in the file itself"
_NUMBERS = "a number in Label Studio's own database"
_TIMES = "when, or for how long, somebody worked"
_SHOWN = "how it was shown or drawn"

_TASK = {
    **dict.fromkeys(("id", "inner_id", "project", "updated_by", "comment_authors", "task_path"), _NUMBERS),
    **dict.fromkeys(("created_at", "updated_at", "last_comment_updated_at"), _TIMES),
    **dict.fromkeys(("total_annotations", "cancelled_annotations", "total_predictions"), _COUNTS),
    **dict.fromkeys(("comment_count", "unresolved_comment_count", "overlap", "is_labeled", "allow_skip"), _COUNTS),
    "file_upload": "from which file the task came",
}
_ANNOTATION = {
    **dict.fromkeys(("id", "unique_id", "task", "project", "import_id", "updated_by", "last_created_by"), _NUMBERS),
    **dict.fromkeys(("parent_prediction", "parent_annotation", "cloned_from_completion"), _NUMBERS),
    **dict.fromkeys(("created_at", "updated_at", "draft_created_at", "lead_time", "created_ago"), _TIMES),
    **dict.fromkeys(("result_count", "neighbors", "last_action", "bulk_created"), _COUNTS),
    "prediction": "what was suggested before, which predictions say",
    "completed_by": "who made it, of which a number or an address is read",
    "was_postponed": "how it was shown",
    "created_username": "who made it, which completed_by says",
    "mislabeling": "a score of the service's own",
    "cluster": "a number of the service's own",
}
_REGION = {
    **dict.fromkeys(("from_name", "to_name", "type", "id"), "which control says it of what"),
    **dict.fromkeys(("origin", "readonly", "hidden", "locked", "isDrawing"), _SHOWN),
    "score": "how sure a prediction was, where somebody has answered since",
    "meta": "of which the text is read",
}
_LISTS = ("annotations", "completions", "drafts", "predictions")

MEANINGLESS = (
    _TASK
    | {f"{name}.{key}": why for name in _LISTS for key, why in _ANNOTATION.items()}
    | {f"{name}.result.{key}": why for name in _LISTS for key, why in _REGION.items() if key != "meta"}
)
"""The reason for each key, by its path in a task."""
