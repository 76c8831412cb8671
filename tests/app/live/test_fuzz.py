"""A share of the fuzzed files; `python tests/soak/fuzz.py` runs forty thousand."""

import pytest

from tests.soak.fuzz import fuzz

pytestmark = pytest.mark.slow


def test_damaged_files_of_all_formats_are_read_or_refused_in_one_line(tmp_path):
    failures = []
    fuzz(0, 300, 7, tmp_path, failures.append)
    assert failures == []
