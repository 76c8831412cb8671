"""What a session says besides its numbers: explanations of the present weights, findings, call-outs."""

import pickle

import pytest

from perceptop.core.experiments.samples import sample_names
from perceptop.core.explain.dispatch import explain
from perceptop.core.explain.text import to_text
from perceptop.core.protocol.addresses import GradientsAddress, LossAddress, NeuronAddress, SynapseAddress
from perceptop.core.protocol.commands import Choose, Explain, Pause, Play, Restart, Step
from perceptop.core.protocol.explanation import Link
from tests.core.sessions import do, session

NEURON, SYNAPSE = NeuronAddress(1, 0), SynapseAddress(0, 1, 2)


def play(made, seconds, frames=10):
    """Let it run by its clock, and look at each frame."""
    seen = []
    for _ in range(frames):
        made.clock.now += seconds / frames
        while made.wait() == 0:
            made.advance(1e-9)
            if made.wait() != 0:
                break
        seen.append(made.snapshot())
    return seen


@pytest.mark.parametrize("address", [NEURON, SYNAPSE, LossAddress(), GradientsAddress()])
def test_the_answer_is_of_the_weights_and_the_epoch_that_are_shown(address):
    made = session()
    snapshot = do(made, Step(7), Explain(Link(address, 2)))
    assert snapshot.answer.epoch == snapshot.progress.epoch == 7
    assert snapshot.answer.explanation == explain(made.trainer, Link(address, 2))


def test_nothing_is_explained_until_somebody_asks_nor_afterwards():
    made = session()
    assert do(made, Step(1)).answer is None
    assert do(made, Explain(Link(NEURON))).answer is not None
    assert do(made, Explain(None)).answer is None


def test_a_link_chooses_its_example_and_one_without_leaves_it():
    made = session()
    assert do(made, Explain(Link(NEURON, 3))).numbers.chosen == 3
    assert do(made, Explain(Link(SYNAPSE))).numbers.chosen == 3


def test_the_answer_follows_steps_and_the_choice_of_another_example():
    made = session()
    before = do(made, Explain(Link(NEURON, 0))).answer
    stepped = do(made, Step(1)).answer
    assert stepped.epoch == 1
    assert stepped.explanation != before.explanation
    assert do(made, Choose(2)).answer.explanation.link == Link(NEURON, 2)


def test_w_after_comes_true_on_the_next_step():
    made = session()
    answer = do(made, Step(20), Explain(Link(SYNAPSE))).answer
    predicted = next(line.value for line in answer.explanation.equations if line.name == "w after")
    after = do(made, Step(1)).numbers.weights[0][1, 2]
    assert after == predicted


def test_what_is_not_there_is_refused_and_what_was_explained_stays():
    made = session()
    do(made, Explain(Link(NEURON)))
    snapshot = do(made, Explain(Link(NeuronAddress(5, 0))))
    assert "neuron: found 5.0" in snapshot.progress.notice
    assert snapshot.answer.explanation.link.address == NEURON


def test_given_weights_have_no_gradients_to_check():
    made = session("letters-v1")
    assert "gradient check" in do(made, Explain(Link(GradientsAddress()))).progress.notice


def test_while_nothing_changes_the_answer_is_the_same():
    made = session()
    do(made, Explain(Link(NEURON)))
    assert made.snapshot().answer is made.snapshot().answer


def test_while_it_runs_there_are_ten_answers_a_second_at_most_and_the_last_is_exact():
    made = session(speed=1000.0)
    do(made, Explain(Link(NEURON)))
    made.handle(Play())
    seen = play(made, 1.0, frames=60)
    numbers = {snapshot.answer.number for snapshot in seen}
    assert 5 <= len(numbers) <= 12
    last = do(made, Pause())
    assert last.answer.epoch == last.progress.epoch > 500


def test_at_ten_epochs_a_second_every_picture_has_its_own_answer():
    made = session(speed=10.0)
    do(made, Explain(Link(NEURON)))
    made.handle(Play())
    assert all(snapshot.answer.epoch == snapshot.progress.epoch for snapshot in play(made, 2.0, frames=60))


def test_asking_changes_no_number_of_the_run():
    asked, plain = session(), session()
    do(asked, Explain(Link(GradientsAddress())), Step(50), Explain(Link(SYNAPSE)), Step(50))
    do(plain, Step(100))
    assert asked.trainer.network.theta.tobytes() == plain.trainer.network.theta.tobytes()


def test_findings_are_there_and_go_when_it_begins_again():
    made = session(learning_rate=2e4)
    snapshot = do(made, Step(20))
    assert [finding.rule for finding in snapshot.findings] == ["saturated"]
    assert do(made, Restart()).findings == ()


def test_callouts_come_once_each_and_are_counted_over_runs():
    made = session()
    assert [callout.name for callout in made.snapshot().callouts] == ["first forward pass"]
    snapshot = do(made, Step(1))
    assert [callout.name for callout in snapshot.callouts] == ["first forward pass", "first update"]
    assert snapshot.called == 2
    assert do(made, Step(1)).called == 2
    again = do(made, Restart())
    assert [callout.name for callout in again.callouts] == ["first forward pass"]
    assert again.called == 3


@pytest.mark.by_default(10)
@pytest.mark.parametrize("name", sample_names())
def test_whatever_runs_can_be_asked_and_sent(name):
    made = session(name)
    for address in (NeuronAddress(0, 0), NeuronAddress(1, 0), SynapseAddress(0, 0, 0), LossAddress()):
        snapshot = do(made, Explain(Link(address)), Step(2))
        sent = pickle.loads(pickle.dumps(snapshot)).answer
        assert to_text(sent.explanation) == to_text(snapshot.answer.explanation)


def test_a_diverged_run_can_still_be_asked():
    made = session("cubic", learning_rate=1e6)
    snapshot = do(made, Step(50), Explain(Link(NEURON)))
    assert snapshot.progress.state == "diverged"
    assert [finding.rule for finding in snapshot.findings] == ["diverged"]
    assert snapshot.answer.explanation.sections
