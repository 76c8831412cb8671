"""A snapshot carries what the held-out rows say: loss, accuracy, and the curve of the loss, also in a fork."""

import numpy as np
import pytest

from perceptop.core.protocol.commands import Fork, GoTo, Step
from perceptop.core.session.report import report_of_snapshot
from tests.core.sessions import run_out, session


@pytest.fixture
def table(tmp_path):
    """A table of two kinds, and noise."""
    numbers = np.random.default_rng(3).normal(size=(50, 2)).round(3)
    rows = "".join(f"{a},{b},{'yes' if a + b > 0 else 'no'}\n" for a, b in numbers.tolist())
    path = tmp_path / "t.csv"
    path.write_text("a,b,kind\n" + rows)
    return str(path)


def after(made, *commands):
    for command in commands:
        made.handle(command)
        run_out(made)
    return made.snapshot()


def test_the_numbers_are_those_of_the_trainer(table):
    made = session(table)
    snapshot = after(made, Step(20))
    trainer, numbers = made.trainer, snapshot.numbers
    assert numbers.test_loss == trainer.test_loss
    assert numbers.accuracy == trainer.accuracy
    assert numbers.test_accuracy == trainer.test_accuracy
    assert report_of_snapshot(snapshot).as_json()["test_loss"] == numbers.test_loss
    assert any(line.startswith("test loss") for line in report_of_snapshot(snapshot).sentences())


def test_the_curve_has_the_test_loss_of_every_epoch(table):
    made, alone = session(table), session(table).trainer
    curve = after(made, Step(10)).test_curve
    for place in range(10):
        assert curve.lows[place] == curve.highs[place] == alone.test_loss
        alone.run(epochs=1)


def test_a_fork_keeps_the_curve_up_to_where_it_left(table):
    made = session(table)
    before = after(made, Step(10)).test_curve
    after(made, GoTo(4), Fork())
    curve = made.snapshot().test_curve
    assert len(curve.lows) == 5
    assert (curve.lows[:4] == before.lows[:4]).all()


def test_without_held_out_rows_there_is_none():
    snapshot = after(session("xor"), Step(3))
    assert snapshot.test_curve is None
    assert snapshot.numbers.test_loss is None
    assert "test_loss" not in report_of_snapshot(snapshot).as_json()
