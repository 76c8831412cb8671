"""Text from strangers: what would drive a terminal is written as its escape, what is too long is cut."""

import pytest

from perceptop.core.errors.printable import describe, one_line, printable, printable_lines, shorten, shorten_middle


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Δw ✓", "Δw ✓"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\t\n\x85", r"\t\n\x85"),
        ("\u202e", r"\u202e"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800", r"\ud800"),
        ("a\u00a0b\u3000c", "a b c"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_escape_and_wide_spaces_as_ordinary_ones(text, seen):
    assert printable(text) == seen
    assert printable(seen) == seen


def test_lines_stay_lines_unless_one_is_asked_for():
    assert printable_lines("a\x1b\nb") == "a\\x1b\nb"
    assert one_line(" a\n\t b\x1b ") == "a b\\x1b"


def test_what_is_longer_than_the_limit_is_cut_to_it():
    assert shorten("abcd", 4) == "abcd"
    assert shorten("abcde", 4) == "abc…"


def test_of_a_long_message_beginning_and_end_are_kept():
    assert shorten_middle("abcdefghi", 9) == "abcdefghi"
    assert shorten_middle("abcdefghij", 9) == "abcdef…ij"
    assert shorten_middle("a" * 50 + "b" * 50, 9) == "aaaaaa…bb"


def test_a_value_is_described_if_it_can_be_written():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert describe("a" * 99) == repr("a" * 81)
    assert describe([1, None]) == "[1, None]"
    assert describe(10**5000) == "a number of more than 4,300 digits"
    assert describe(deep) == "a value nested too deeply to be written"
