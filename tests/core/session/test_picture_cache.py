"""Pictures are taken when they are wanted, and no oftener than they must be."""

import pickle

import pytest

from perceptop.core.errors.bad_input import BadInput
from perceptop.core.pictures.kinds import KINDS, applicable, split
from perceptop.core.protocol.commands import Back, Choose, Play, Restart, Step, WantPictures
from perceptop.core.protocol.picture import Unavailable
from perceptop.core.session.picture_cache import WeightTrail
from perceptop.core.session.timeline.recording import Recording
from tests.core.sessions import do, session


def pictures(made):
    return made.snapshot().pictures


def test_nothing_is_taken_unless_it_is_wanted():
    assert do(session(), Step(3)).pictures == {}


def test_what_is_wanted_comes_with_the_next_snapshot():
    found = do(session(), Step(3), WantPictures(("surface", "confusion"))).pictures
    assert list(found) == ["surface", "confusion"]
    assert found["surface"].epoch == 3


def test_what_is_not_wanted_any_more_is_gone():
    made = session()
    do(made, WantPictures(("surface", "confusion")), WantPictures(("confusion",)))
    assert list(pictures(made)) == ["confusion"]
    assert do(made, WantPictures(())).pictures == {}


def test_at_rest_the_pictures_are_those_of_the_present_weights():
    made = session()
    do(made, WantPictures(("surface",)))
    for command, epoch in ((Step(5), 5), (Step(1), 6), (Back(2), 4), (Restart(), 0)):
        assert do(made, command).pictures["surface"].epoch == epoch


def test_of_unchanged_weights_there_is_one_picture():
    made = session()
    do(made, WantPictures(("surface",)))
    assert pictures(made)["surface"].number == pictures(made)["surface"].number
    assert pictures(made)["surface"] is pictures(made)["surface"]


def test_while_it_runs_there_are_ten_a_second():
    made = session(playing=True, epochs=10**9, target_loss=0.0)
    made.handle(WantPictures(("surface",)))
    made.advance(1e-6)
    first = pictures(made)["surface"].number
    made.clock.now += 0.05
    made.advance(1e-6)
    assert pictures(made)["surface"].number == first
    made.clock.now += 0.06
    made.advance(1e-6)
    assert pictures(made)["surface"].number > first


def test_when_a_run_ends_the_picture_is_that_of_its_end():
    made = session(playing=True, epochs=700, target_loss=0.0)
    made.handle(WantPictures(("surface",)))
    pictures(made)
    do(made, Play())
    assert pictures(made)["surface"].epoch == made.trainer.epoch == 700


def test_a_chosen_example_is_looked_at_at_once():
    made = session("pixels")
    do(made, WantPictures(("images",)))
    assert do(made, Choose(7)).pictures["images"].content.chosen == 7


@pytest.mark.parametrize("kind", ["landscape", "", "Surface", "surface:9.9", "weights:7"])
def test_an_unknown_picture_is_a_notice_and_changes_nothing(kind):
    made = session()
    do(made, WantPictures(("surface",)))
    found = do(made, WantPictures(("confusion", kind)))
    assert list(found.pictures) == ["surface"]
    assert found.progress.notices == 1
    assert "found" in found.progress.notice


def test_too_many_pictures_are_refused():
    assert "at most 16" in do(session(), WantPictures(("surface",) * 17)).progress.notice


def test_a_kind_that_does_not_suit_says_why():
    content = do(session("cubic"), WantPictures(("surface",))).pictures["surface"].content
    assert isinstance(content, Unavailable)
    assert "two inputs" in content.reason


def test_the_way_on_the_loss_surface_grows_with_each_step():
    made = session()
    do(made, WantPictures(("loss-surface:0.0-1.0,0.1-1.0",)))
    for count in range(2, 5):
        (picture,) = do(made, Step(1)).pictures.values()
        assert len(picture.content.way) == count


def test_another_run_has_another_way():
    made = session()
    do(made, WantPictures(("loss-surface:0.0-1.0,0.1-1.0",)), Step(1), Step(1))
    (picture,) = do(made, Restart()).pictures.values()
    assert len({tuple(place) for place in picture.content.way.tolist()}) == 1


def test_a_trail_is_bounded():
    made = session()
    trail, recording = WeightTrail(), Recording.of(made.trainer)
    for epoch in range(500):
        made.trainer.loop.epoch = epoch
        trail.note(made.trainer, recording)
    epochs = sorted(epoch for epoch, _ in trail.places())
    assert len(epochs) <= 65
    assert epochs[0] == 0


@pytest.mark.parametrize(
    ("name", "best"),
    [("xor", "surface"), ("cubic", "fit"), ("linear", "fit"), ("pixels", "images"), ("xor3", "confusion"),
     ("byte-neuron", "loss-surface"), ("single-weight", "weights"), ("and-perceptron", "surface")],
)  # fmt: skip
def test_the_best_picture_of_a_problem(name, best):
    assert applicable(session(name).snapshot().about)[0] == best


@pytest.mark.parametrize(
    "name", ["xor", "cubic", "pixels", "letters", "pluto-orange", "byte-neuron", "vertical-predefined"]
)
def test_what_suits_is_there_and_goes_through_a_pipe(name):
    made = session(name)
    about = made.snapshot().about
    for kind in applicable(about):
        for subject in ("", *KINDS[kind].subjects(about)[:4]):
            text = f"{kind}:{subject}" if subject else kind
            found = pickle.loads(pickle.dumps(do(made, WantPictures((text,)))))
            assert found.progress.notices == 0
            assert not isinstance(found.pictures[text].content, Unavailable)


def test_every_kind_has_a_title_and_a_sentence():
    for kind in KINDS.values():
        assert kind.title
        assert kind.help.endswith(".")


def test_a_name_with_a_subject():
    assert split("surface:1.2") == ("surface", "1.2")
    with pytest.raises(BadInput, match="picture: found moon, expected one of surface, fit"):
        split("moon")
