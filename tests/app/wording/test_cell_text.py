"""Text is measured in cells."""

import pytest

from perceptop.app.wording.cell_text import cells, clean, fit, pad


@pytest.mark.parametrize("width", range(8))
@pytest.mark.parametrize("text", ["", "abc", "日本語", "a日b本", "e\u0301a\u200b\x07"])
def test_fit_and_pad_keep_to_the_width(text, width):
    assert cells(fit(text, width)) <= width
    assert cells(pad(text, width)) == width


def test_what_is_cut_says_so():
    assert fit("abcdef", 4) == "abc…"


def test_clean_keeps_only_what_takes_cells():
    assert clean("a\x1b\n\u200db\u0301") == "ab"
