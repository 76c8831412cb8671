"""Bars of a row's height."""

EIGHTHS = "▏▎▍▌▋▊▉█"


def block_bar(share: float, width: int) -> str:
    """So much of `width` cells, to an eighth of a cell; without the empty rest. Not a number is nothing."""
    share = min(max(share, 0.0), 1.0) if share == share else 0.0
    eighths = round(share * width * 8)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")


def line_bar(share: float, width: int) -> tuple[str, str]:
    """A progress line, to half a cell: its done part and its rest, together `width` cells."""
    share = min(max(share, 0.0), 1.0) if share == share else 0.0
    halves = int(share * width * 2)
    whole, half = divmod(halves, 2)
    if half:
        return "━" * whole + "╸", "─" * (width - whole - 1)
    return "━" * whole, "─" * (width - whole)
