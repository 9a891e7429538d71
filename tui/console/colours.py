"""Tell how many colours there are."""


def colours() -> int:
    """Return how many colours the application uses by what the environment says of the terminal; 0 for none."""
    from rich.console import Console

    system = Console(force_terminal=True).color_system
    return {"truecolor": 1 << 24, "256": 256, "standard": 16, "windows": 16}.get(system or "", 0)
