"""Bars of a row's height."""


def line_bar(share: float, width: int) -> tuple[str, str]:
    """A progress line, to half a cell: its done part and its rest, together `width` cells."""
    share = min(max(share, 0.0), 1.0) if share == share else 0.0
    halves = int(share * width * 2)
    whole, half = divmod(halves, 2)
    if half:
        return "━" * whole + "╸", "─" * (width - whole - 1)
    return "━" * whole, "─" * (width - whole)
