"""A run that was saved opens again where it stood: branches, changes, the bits of every epoch, and how it ends."""

import numpy as np
import pytest

from perceptop.app.run.open_run import open_session
from perceptop.app.run.options import RunOptions
from perceptop.app.run.saved_run import with_saved_run
from perceptop.core.errors.bad_input import BadInput
from perceptop.core.protocol.changes import AddRow, Change, Edit, RemoveRow, SetRow
from perceptop.core.protocol.commands import (
    Choose,
    Delete,
    Fork,
    GoTo,
    Make,
    NextExample,
    Pause,
    Play,
    Rebuild,
    Reseed,
    SaveRun,
    SetSpeed,
    Step,
    Switch,
    WatchFor,
)
from tests.core.sessions import Clock, do, run_out, session

RATE, WEIGHT = Make(Change("learning_rate", 0.3)), Make(Edit(0, 1, 2, -0.5))

COURSES = {
    "changed": [Step(100), RATE, Step(20), WEIGHT, Make(Change("batch", 2)), Step(30)],
    "branches": [Step(300), GoTo(100), Fork(), RATE, Step(500), Fork(), Step(7), Switch(1)],
    "begun again with other settings": [
        Step(30),
        RATE,
        Rebuild((("layers", (2, 3, 2, 1)), ("optimizer", "adam"))),
        Step(20),
        Fork(),
        Step(5),
        Reseed(4),
        Step(9),
        Switch(0),
    ],
    "rows of other data": [
        Step(30),
        Make(AddRow((0.5, 0.5), (1.0,))),
        Step(9),
        Make(RemoveRow(0)),
        Step(5),
        GoTo(33),
        Fork(),
        Make(SetRow(2, (0.25, 1.0), (0.0,))),
        Step(4),
        Reseed(4),
        Step(2),
    ],
    "finished": [Make(Change("target_loss", 0.4)), Play()],
    "as it begins": [],
    "some epochs": [Step(300)],
    "in history": [Step(300), RATE, Step(200), GoTo(250)],
    "former runs": [Step(50), RATE, Reseed(9), Step(60), Fork(), Step(5), Switch(0)],
    "parent deleted": [Step(50), Fork(), Step(60), Switch(1), Delete(0), Fork(), Step(3)],
    "another optimizer": [Step(40), Make(Change("optimizer", "adam")), Step(40)],
    "past its end": [Make(Change("target_loss", 0.4)), Play(), Step(30)],
    "a target past its end": [Make(Change("target_loss", 0.4)), Play(), Step(30), Make(Change("target_loss", 0.2))],
}


def reopened(path):
    made = open_session(with_saved_run(RunOptions(str(path))))
    # As the tests' sessions have it: a clock that moves when it is looked at.
    made._control._clock = made._saving._clock = Clock()
    run_out(made)
    return made


def same(one, other):
    """All that is shown of both is equal, to the last bit."""
    mine, yours = one.snapshot(), other.snapshot()
    for name in ("epoch", "batch", "reached", "state", "sentence", "seed", "speed", "past_end"):
        assert getattr(mine.progress, name) == getattr(yours.progress, name), name
    assert (mine.events, mine.watching, mine.numbers.chosen) == (yours.events, yours.watching, yours.numbers.chosen)
    np.testing.assert_array_equal(one.trainer.network.theta, other.trainer.network.theta)
    assert mine.about == yours.about
    for left, right in zip(mine.branches, yours.branches, strict=True):
        for name in ("name", "parent", "seed", "same_run", "current", "forked_at", "reached"):
            assert getattr(left, name) == getattr(right, name), name
        np.testing.assert_array_equal(left.curve.epochs, right.curve.epochs)
        # Whoever watched has seen two losses at the epoch of a change of a weight or a row: before it and after.
        events = [event for branch in one._timeline.branches for event in branch.recording.events]
        edited = [event.epoch for event in events if not isinstance(event.change, Change)]
        others = ~np.isin(left.curve.epochs, edited)
        np.testing.assert_array_equal(left.curve.lows[others], right.curve.lows[others])
        assert (left.curve.first, left.curve.last) == (right.curve.first, right.curve.last)


@pytest.mark.by_default(3)
@pytest.mark.parametrize("commands", COURSES.values(), ids=COURSES)
def test_a_saved_run_goes_on_as_if_nothing_had_happened(commands, tmp_path):
    made = session()
    for command in commands:
        # A snapshot after each, as somebody who watches has them: it adds the newest epoch to the curve.
        do(made, command)
    do(made, SaveRun(str(tmp_path / "run.toml"), "xor"))
    again = reopened(tmp_path / "run.toml")
    same(made, again)
    for command in (Step(13), GoTo(None), Step(3), Play(), GoTo(20)):
        if isinstance(command, Play) and made.snapshot().progress.past_end:
            continue  # nothing would end it
        do(made, command)
        do(again, command)
        same(made, again)


def test_a_run_within_an_epoch_and_its_settings_are_restored(tmp_path):
    made = session(batch=2, layers=(2, 3, 1), seed=3)
    commands = [Step(5), NextExample(), NextExample(), WatchFor(("flip", "epoch=500")), SetSpeed(10.0), Choose(2)]
    settings = {"batch": 2, "layers": (2, 3, 1), "seed": 3}
    do(made, *commands, SaveRun(str(tmp_path / "run.toml"), "xor", settings))
    assert made.snapshot().progress.batch == 1
    again = reopened(tmp_path / "run.toml")
    same(made, again)
    do(made, Pause(), Step(4))
    do(again, Pause(), Step(4))
    same(made, again)


def test_a_plateau_ends_both_at_the_same_epoch(tmp_path):
    path = tmp_path / "flat.toml"
    path.write_text(
        '[data]\ntruth_table = "xor"\n[network]\nlayers = [2, 2, 1]\nweights = { constant = 0.5 }\n'
        "[training]\nplateau = { epochs = 50, share = 0.5 }\n"
    )
    made = session(str(path))
    do(made, Step(20), SaveRun(str(tmp_path / "run.toml"), str(path)))
    again = reopened(tmp_path / "run.toml")
    do(made, Play())
    do(again, Play())
    assert "plateau" in made.snapshot().progress.sentence
    assert made.snapshot().progress.epoch == 50
    same(made, again)


def test_a_table_is_found_from_the_folder_of_the_run(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    rows = [f"{x},{y},{'a' if x > y else 'b'}" for x in range(8) for y in range(8)]
    (tmp_path / "data" / "points.csv").write_text("\n".join(["x,y,kind", *rows]))
    monkeypatch.chdir(tmp_path)
    told = {"test": 0.25, "seed": 4}
    made = open_session(RunOptions("data/points.csv", {"seed": 5}, table=told, paused=True))
    do(made, Step(3), SaveRun("run.toml", "data/points.csv", {"seed": 5}, told))
    assert 'experiment = "data/points.csv"' in (tmp_path / "run.toml").read_text()
    monkeypatch.chdir("/")
    again = reopened(tmp_path / "run.toml")
    np.testing.assert_array_equal(made.trainer.network.theta, again.trainer.network.theta)
    assert again.snapshot().numbers.test_loss == made.snapshot().numbers.test_loss
    (tmp_path / "data" / "points.csv").write_text("\n".join(["x,y,kind", *rows[::-1]]))
    with pytest.raises(BadInput, match="another start"):
        reopened(tmp_path / "run.toml")


def test_a_run_saved_once_more_is_the_same_file(tmp_path):
    made = session()
    do(made, *COURSES["branches"], SaveRun(str(tmp_path / "one.toml"), "xor"))
    again = open_session(with_saved_run(RunOptions(str(tmp_path / "one.toml"))))
    # Before anything has been replayed, and afterwards.
    again.handle(SaveRun(str(tmp_path / "two.toml"), "xor"))
    again._control._clock = again._saving._clock = Clock()
    run_out(again)
    do(again, SaveRun(str(tmp_path / "three.toml"), "xor"))
    one, two, three = ((tmp_path / f"{name}.toml").read_text() for name in ("one", "two", "three"))
    assert one == three
    position = next(line for line in one.splitlines() if line.startswith("epoch = "))
    assert two == one.replace(position, "epoch = 0", 1)
