"""The log of changes as a file: what is written is read again, and what is wrong is said with its key."""

import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Edit, Event
from perceptop.core.session.timeline.change_file import events_text, read_changes

LAYERS, BIAS = (2, 4, 1), (True, True)
EVENTS = [
    Event(0, 0, Change("learning_rate", 0.1)),
    Event(12, 2, Change("batch", 3)),
    Event(12, 2, Change("optimizer", "adam")),
    Event(40, 0, Edit(0, 2, 1, -0.30000000000000004)),
    Event(41, 0, Edit(1, 3, 0, 7.0)),
    Event(50, 0, Change("target_loss", 0.01)),
    Event(60, 0, Change("batch", "full")),
]


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "events.toml"
    path.write_text(events_text(EVENTS, LAYERS))
    assert read_changes(path, LAYERS, BIAS) == EVENTS
    assert 'weight = "0.b-1.1"' in path.read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[event]]\nlearning_rate = 1", "event 1.epoch: found None, expected a whole number"),
        ("[[event]]\nepoch = 1", "event 1.: found 0 changes, expected one of optimizer"),
        ("[[event]]\nepoch = 1\nmomentum = 0.1\nbatch = 2", "found 2 changes"),
        ('[[event]]\nepoch = 1\nweight = "0.9-1.2"\nvalue = 1', "event 1.weight"),
        ('[[event]]\nepoch = 1\nweight = "0.1-1.2"', "event 1.value: found None, expected a number"),
        ("[[event]]\nepoch = 1\nmomentum = 0.1\ncolor = 2", "event 1.color: found an unknown key"),
        ("event = 3", "event: found 3, expected tables"),
        ("[[event]", "found no valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(tmp_path, text, message):
    path = tmp_path / "events.toml"
    path.write_text(text)
    with pytest.raises(BadInput) as refusal:
        read_changes(path, LAYERS, BIAS)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)
