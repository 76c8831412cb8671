"""A little of what `tests/soak/inputs.py` sends at length: random keys, mouse events, pastes and sizes."""

import pytest

from tests.soak.inputs import inputs, soak

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("sample", "seed"), [("xor", 11), ("pixels", 12)])
async def test_the_live_view_survives_whatever_is_sent_to_it(sample, seed):
    await soak(sample, seed, 60)


def test_the_same_seed_sends_the_same():
    def told(seed):
        return [[repr(event) for event in at_once] for at_once in inputs(seed, 500)]

    assert told(1) == told(1)
    assert told(1) != told(2)
