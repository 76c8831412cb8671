"""Colors and attributes on the way to the terminal: only what changes is written.

Textual sets all colors anew for each piece of text, and resets them after it: two thirds of what a frame takes. A slow
line shows the rest sooner.
"""

import re
from functools import lru_cache
from itertools import islice

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"\A(?:\r?\n|\r|\x1b\[\d+;\d+H)*")
"""What draws nothing, and looks the same in any style."""
_COLORS = {"38", "48"}
NONE = ""
"""The parameters of a reset."""


def with_style_changes_only(text: str) -> str:
    """Return text that looks the same, with less to set. It begins and ends with the terminal's own style."""
    pieces = _STYLE.split(text)
    if len(pieces) == 1:
        return text
    shown = asked = NONE
    written = [pieces[0]]
    for parameters, drawn in zip(islice(pieces, 1, None, 2), islice(pieces, 2, None, 2), strict=True):
        # A sequence after a reset sets all there is; Textual writes no other.
        asked = parameters if asked == NONE or parameters in ("", "0") else f"{asked};{parameters}"
        if asked == "0":
            asked = NONE
        if not drawn:
            continue
        if "\x1b" in drawn or drawn[0] in "\r\n":
            rest = _MOVES.sub("", drawn, count=1)
            written.append(drawn[: len(drawn) - len(rest)])
            drawn = rest
            if not drawn:
                continue
            # Erasing, say, takes the colors that are set.
            if "\x1b" in drawn and shown != asked:
                written.append(_change(shown, NONE))
                shown = NONE
        if asked != shown:
            written.append(_change(shown, asked))
            shown = asked
        written.append(drawn)
    if shown != asked:
        written.append(_change(shown, asked))
    return "".join(written)


@lru_cache(8192)
def _change(before: str, after: str) -> str:
    """Return the sequence from one style to the other: what is new, or a reset first if anything has to end."""
    old, new = _parts(before), _parts(after)
    ended = [name for name in old if name not in new]
    if ended:
        return f"\x1b[0;{after}m" if after else "\x1b[0m"
    changed = ";".join(value for name, value in new.items() if old.get(name) != value)
    # Without parameters it would be a reset.
    return f"\x1b[{changed}m" if changed else ""


def _parts(parameters: str) -> dict[str, str]:
    """Return the parameters by what they set: an attribute itself, or one of the two colors."""
    parts: dict[str, str] = {}
    left = parameters.split(";") if parameters else []
    while left:
        size = {"2": 5, "5": 3}.get(left[1] if len(left) > 1 else "", 1) if left[0] in _COLORS else 1
        taken, left = left[:size], left[size:]
        parts[_name(taken[0])] = ";".join(taken)
    return parts


def _name(parameter: str) -> str:
    number = int(parameter or "0")
    if number == 38 or 30 <= number <= 37 or 90 <= number <= 97:
        return "color"
    if number == 48 or 40 <= number <= 47 or 100 <= number <= 107:
        return "background"
    return parameter
