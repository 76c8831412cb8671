"""The talk on starts that get stuck: what its captions say is so, and its end leads to a study."""

import numpy as np
import pytest

from perceptop import load_experiment
from perceptop.app.live.app import Live, ViewOptions
from perceptop.app.run.options import RunOptions
from perceptop.app.teaching.presenter.caption import Caption
from perceptop.app.teaching.presenter.cues import read_cues
from perceptop.app.teaching.presenter.screen import Presenter
from perceptop.app.terminal.exit_codes import MANY
from perceptop.core.experiments.study.study import Study
from tests.app.direct import DirectSource
from tests.core.sessions import session

EXPERIMENT = load_experiment("xor-stuck")
SOLVED, STUCK = 13, 12


def test_one_seed_is_solved_and_the_one_before_it_is_not():
    [setting] = Study(EXPERIMENT, starts=2, first_seed=STUCK, epochs=2000).run(1).settings
    stuck, solved = setting.outcomes
    assert (stuck.seed, stuck.state, solved.seed, solved.state) == (STUCK, "stuck", SOLVED, "solved")
    assert 300 < solved.solved_at <= 500
    assert EXPERIMENT.seed == STUCK


def test_two_rows_answer_one_half_and_are_one_point_to_the_hidden_neurons():
    trainer = EXPERIMENT.trainer(STUCK)
    trainer.run(epochs=2000)
    outputs = trainer.outputs.ravel()
    rows = np.flatnonzero(abs(outputs - 0.5) < 0.01)
    assert len(rows) == 2
    hidden = trainer.network.forward(EXPERIMENT.dataset.inputs[rows]).activations[1]
    np.testing.assert_allclose(hidden[0], hidden[1], atol=0.01)


@pytest.mark.slow
async def test_the_talk_shows_what_it_says_and_its_end_leads_to_a_study():
    made = session("xor-stuck")
    cues = read_cues("xor-stuck", made.snapshot().about)
    app = Live(DirectSource(made), made.snapshot(), RunOptions("xor-stuck"), ViewOptions(cues=cues))
    targets, seen = EXPERIMENT.dataset.targets.ravel() > 0.5, {}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for _ in range(2 * len(cues)):
            if not isinstance(app.screen, Presenter):
                break
            numbers, caption = app.feed.latest.numbers, app.screen.query_one(Caption).subject(app.feed.latest)
            seen[caption] = int(((numbers.outputs.ravel() > 0.5) == targets).sum())
            await pilot.press("space")
            await pilot.pause()
            await pilot.pause()
        assert (seen["Solved"], seen["It does not"]) == (4, 3)
        assert seen["Stuck: two rows answer one half"] < 4
        assert not isinstance(app.screen, Presenter)
        await pilot.press("M")
    assert app.return_code == MANY
