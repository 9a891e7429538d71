"""Find choices by typing."""

from collections.abc import Mapping

from seeds.script.fold import fold


def matching(choices: Mapping[str, str], query: str) -> list[str]:
    """Return the names of the choices in which, or in what there is to know about them, every word occurs.

    Either script and any case will do. Those whose names begin with what was typed come first.
    """
    typed = fold(query).strip()
    words = typed.split()
    names = [name for name, about in choices.items() if all(word in fold(f"{name} {about}") for word in words)]
    return sorted(names, key=lambda name: not fold(name).startswith(typed))
