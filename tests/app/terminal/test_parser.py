"""Input that no terminal should send: it is passed over, and what follows it is heard."""

import pytest
from textual import events

from perceptop.app.terminal.input_parser import InputParser

RUBBISH = {
    "Latin-1": b"\xe4\xf6\xfc",
    "half a character": b"\xe2\x82",
    "binary": bytes(range(128, 256)),
    "a number that is too large": b"\x1b[999999999999999999999A",
    "a letter beyond Unicode": b"\x1b[99999999u",
    "half a surrogate pair": b"\x1b[55296u",
    "a size beyond reason": b"\x1b[48;99999999;99999999;9;9t",
    "a size of nothing": b"\x1b[48;0;0;0;0t",
    "a mouse far away": b"\x1b[<0;99999999999;5M",
}


def heard(parser, data):
    return list(parser.feed(data))


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_passed_over_and_the_next_key_is_heard(name):
    parser = InputParser()
    assert heard(parser, RUBBISH[name]) == []
    [key] = heard(parser, b"s")
    assert (key.key, key.character) == ("s", "s")


def test_a_character_may_come_in_two_pieces():
    parser = InputParser()
    assert heard(parser, "δ".encode()[:1]) == []
    assert [key.character for key in heard(parser, "δ".encode()[1:])] == ["δ"]


def test_a_size_beyond_reason_does_not_change_where_the_mouse_is():
    parser = InputParser()
    [resize] = heard(parser, b"\x1b[48;40;120;400;1200t")
    assert resize.size == (120, 40)
    for rubbish in ("a size of nothing", "a size beyond reason", "a number that is too large"):
        heard(parser, RUBBISH[rubbish])
    [click] = heard(parser, b"\x1b[<0;101;101M")
    assert (click.x, click.y) == (10.0, 10.0)


def test_what_is_pasted_has_no_control_characters():
    [paste] = [
        event
        for event in heard(InputParser(), b"\x1b[200~rate\x07 0.3\x9b\xc2\x9b\x00\x1b[201~s")
        if isinstance(event, events.Paste)
    ]
    assert paste.text == "rate 0.3"
