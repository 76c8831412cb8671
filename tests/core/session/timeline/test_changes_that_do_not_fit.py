"""A file of changes whose changes cannot be made is refused before the run begins, as `train` refuses it."""

import pytest

from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import Change, Event
from tests.core.sessions import run_out, session

CHANGES = {
    "momentum of adam": ("momentum = 0.5", {"optimizer": "adam"}, "momentum: found 0.5, expected a setting of adam"),
    "batch within an epoch": ("batch_done = 1\nbatch = 1", {"batch": 2}, "batch: found 1, expected a change between"),
    "out of range": ("learning_rate = 0", {}, "learning rate: found 0, expected a number above 0"),
}


@pytest.mark.parametrize(("change", "overrides", "message"), CHANGES.values(), ids=CHANGES)
def test_it_is_refused_with_its_file_and_epoch(change, overrides, message, tmp_path):
    path = tmp_path / "events.toml"
    path.write_text(f"[[event]]\nepoch = 5\n{change}\n")
    with pytest.raises(BadInput) as refusal:
        open_session(RunOptions("xor", overrides, events=str(path)))
    assert str(refusal.value).startswith(f"{path}: event at epoch 5: {message}")


def test_the_curve_has_the_epoch_in_which_a_change_comes_between_two_batches():
    made = session(batch=2, options={"events": [Event(20, 1, Change("learning_rate", 0.3))], "at": 40})
    run_out(made)
    assert list(made.snapshot().curve.epochs) == list(range(41))
