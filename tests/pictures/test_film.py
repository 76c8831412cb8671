"""The pictures of the README: made by the real app, and such as a browser shows them without fetching anything."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.pictures.film import RESTING, SCRIPT, SHORT, film

PICTURES = sorted(Path(__file__).parent.glob("*.svg"))
LARGEST = 1_000_000


def text_of(rows):
    return "\n".join("".join(cell.character for cell in row) for row in rows)


def test_the_film_is_the_real_app_learning():
    frames, seconds = film(SHORT)
    first, last = text_of(frames[0][1]), text_of(frames[-1][1])
    assert "epoch 0 " in first
    assert "paused" in first
    assert "epoch 15 " in last
    assert "running" in last
    assert last.endswith("It learns.".ljust(110 - len("  space  ")))
    assert [time for time, _ in frames] == [0, 1.5]
    assert seconds == 2


def test_the_film_takes_about_twenty_seconds_and_rests_while_it_learns():
    assert 18 <= sum(seconds for _, seconds, _, _ in SCRIPT) <= 22
    assert SCRIPT[1][0] == "space"
    assert SCRIPT[0][2] < RESTING < SCRIPT[0][2] + SCRIPT[1][2]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_whole_small_and_needs_nothing_from_elsewhere(path):
    svg = path.read_text()
    assert len(svg) < LARGEST
    assert re.findall(r"https?://[^\"' ]+", svg) == ["http://www.w3.org/2000/svg"]
    assert ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}title").text.startswith("perceptop")
    assert not re.search("[\u2800-\u28ff\u2500-\u259f]", svg), "is drawn as a shape, in no reader's font"
