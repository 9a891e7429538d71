"""Find and load suggesters that other packages bring along, in the entry-point group ``zhupi.suggesters``.

An entry point has the suggester's name and loads a factory: a class or function that returns a suggester. It is called
with the values of the table ``[suggest.NAME]`` of the project's ``zhupi.toml``, a plain ``dict``, if it takes an
argument, and with nothing if it takes none::

    [project.entry-points."zhupi.suggesters"]
    stars = "stars.suggester:StarSuggester"

One that sends texts away says where in an attribute ``sends_to``, such as ``https://host``; the user is shown that.
"""

from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint, entry_points
from inspect import Parameter, signature

from annotations.suggest.suggestion import Suggester
from seeds.errors import NotFoundError, Problem, SourceError, ZhupiError
from seeds.i18n import _

GROUP = "zhupi.suggesters"

_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL)


def plugin_names() -> list[str]:
    """Return the names of the suggesters that are installed as plug-ins; none of them is loaded."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def find_plugin(name: str) -> EntryPoint | None:
    """Return the entry point of a name, which is not loaded; the first, where several go by the name."""
    return next(iter(entry_points(group=GROUP, name=name)), None)


def load_plugin(name: str, table: Mapping[str, object]) -> Suggester:
    """Make the suggester of a plug-in with the values of its own table of settings.

    Raises ``SourceError`` where that fails in whatever way, and ``NotFoundError`` where there is no such plug-in.
    """
    point = find_plugin(name)
    if point is None:
        raise NotFoundError.nearest(_("suggester"), name, plugin_names())
    try:
        return _call(point.load(), table)
    except ZhupiError:
        raise
    except Exception as error:
        message = _("cannot be loaded: {why}").format(why=f"{type(error).__name__}: {error}")
        raise SourceError(
            Problem(name, message, advice=_("it is a plug-in: {target}").format(target=point.value))
        ) from error


def _call(factory: Callable[..., Suggester], table: Mapping[str, object]) -> Suggester:
    if any(item.kind in _POSITIONAL for item in signature(factory).parameters.values()):
        return factory(dict(table))
    return factory()
