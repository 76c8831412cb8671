"""The command that repeats a run whose data was given other settings on the way."""

import numpy as np
import pytest

from perceptop.app.run.options import RunOptions
from perceptop.app.run.repeat_command import command_again
from perceptop.core.protocol.changes import Change
from perceptop.core.protocol.commands import GoTo, Make, Rebuild, Reseed, Step
from tests.app.run.test_repeat import begun, opened
from tests.core.sessions import do

TABLE = "a,b,kind\n" + "".join(f"{row % 7},{row * row % 11},{'yes' if row % 3 else 'no'}\n" for row in range(60))
BEGUN = {
    "noise": ("moons", {}, {"noise": 0.3}),
    "features of a sample": ("moons", {"test": 0.4}, {"features": ("x1", "x2", "x1*x2"), "layers": (3, 4, 1)}),
    "a table's test rows": ("table.csv", {"seed": 3}, {"test": 0.5}),
    "a table's features and network": ("table.csv", {}, {"features": ("a*b", "sin(a)"), "hidden": (5,), "seed": 9}),
    "any data": ("and", {}, {"features": ("a*b", "a", "b"), "optimizer": "adam"}),
}


@pytest.mark.by_default(2)
@pytest.mark.parametrize(("name", "told", "settings"), BEGUN.values(), ids=BEGUN)
def test_the_command_repeats_it(name, told, settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text(TABLE)
    options = RunOptions(name, {"hidden": (3,)}, table=told, paused=True)
    made, given = begun(options)
    commands = [Step(2), Reseed(5), Rebuild(tuple(settings.items())), Step(9), Make(Change("l2", 0.01)), Step(5)]
    snapshot = do(made, *commands)
    assert snapshot.progress.notice == ""
    again = opened(command_again(snapshot, given, options, tmp_path))[1]
    do(again, GoTo(0), Step(14))
    np.testing.assert_array_equal(again.trainer.network.theta, made.trainer.network.theta)
    assert again.snapshot().about.values == snapshot.about.values
    assert again.trainer.test_loss == made.trainer.test_loss
