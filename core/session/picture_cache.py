"""The pictures that somebody wants, taken as seldom as they can be."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.pictures.kinds import KINDS, split
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Picture
from perceptop.core.session.picture_trail import WeightTrail
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.session.timeline.replay import Replay
from perceptop.core.training.trainer import Trainer

SPAN = 0.1
"""Seconds between two pictures while a run is under way."""
SHARE = 0.2
"""The share of its time that a run may spend on pictures."""
MOST = 16


class PictureCache:
    """`pictures` are the newest, by what they were wanted as. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wanted: tuple[str, ...] = ()
        self._taken_of: object = None
        self._next, self._count = float("-inf"), 0
        self._trail = WeightTrail()
        self._pictures: Mapping[str, Picture] = {}

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """By the texts that `want` was given; empty while nothing is wanted."""
        return self._pictures

    def want(self, texts: Sequence[str], playback: Replay, chosen: int) -> None:
        """From now on these, and no others. `BadInput`, and nothing changed, where one cannot be taken."""
        if len(texts) > MOST:
            refuse("pictures", f"{len(texts)} wanted", f"at most {MOST}")
        for text in texts:
            kind, subject = split(text)
            if subject:
                with np.errstate(all="ignore"):
                    KINDS[kind].take(scene_of(playback.trainer, playback.tape, chosen), subject)
        self._wanted = tuple(dict.fromkeys(texts))
        self._pictures = {text: picture for text, picture in self._pictures.items() if text in self._wanted}
        self._taken_of = None
        self._next = float("-inf")

    def look(self, numbers: object, playback: Replay, chosen: int, resting: bool, outputs: Array | None = None) -> None:
        """Take what is wanted anew where `numbers` are others than last time: while a run rests at once, else when
        it is time to. `outputs` are those of all examples, where they have been looked at.
        """
        if not self._wanted or numbers is self._taken_of:
            return
        begin = self._clock()
        if not resting and begin < self._next:
            return
        trainer = playback.trainer
        if any(split(text)[0] == "loss-surface" for text in self._wanted):
            self._trail.note(trainer, playback.tape)
        scene = scene_of(trainer, playback.tape, chosen, self._trail.places(), outputs)
        pictures = {}
        for text in self._wanted:
            kind, subject = split(text)
            self._count += 1
            with np.errstate(all="ignore"):
                pictures[text] = Picture(self._count, trainer.epoch, KINDS[kind].take(scene, subject))
        self._pictures, self._taken_of = pictures, numbers
        end = self._clock()
        self._next = begin + max(SPAN, (end - begin) / SHARE)


def scene_of(
    trainer: Trainer,
    recording: Recording,
    chosen: int,
    trail: Sequence[tuple[int, Array]] = (),
    outputs: Array | None = None,
) -> Scene:
    """A trainer with the weights that its recording and a finer `trail` have of the way that it has come."""
    kept = (*recording.checkpoints, *recording.recent)
    passed = {checkpoint.state.epoch: checkpoint.state.theta for checkpoint in kept} | dict(trail)
    return Scene(trainer, recording.checkpoints[0].state.theta, chosen, tuple(passed.items()), outputs)
