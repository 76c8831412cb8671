"""The pictures that are wanted, computed no oftener than needed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.pictures.kinds import KINDS, split
from perceptop.core.pictures.scene import Scene
from perceptop.core.protocol.picture import Picture
from perceptop.core.protocol.snapshot import About
from perceptop.core.session.timeline.recording import Recording
from perceptop.core.session.timeline.timeline import Timeline
from perceptop.core.training.trainer import Trainer

SPAN = 0.1
"""Seconds between two pictures while a run is under way."""
SHARE = 0.2
"""The share of its time that a run may spend on pictures."""
MOST_PICTURES = 16
MOST_PLACES = 64
MOST_BYTES = 4 * 1024**2


class WeightTrail:
    """The weights at the epochs that were shown, of one recording at a time: finer than its checkpoints."""

    def __init__(self) -> None:
        self._places: dict[int, Array] = {}
        self._recording: Recording | None = None

    def note(self, trainer: Trainer, recording: Recording) -> None:
        """Keep the trainer's present weights. If there are too many, every other epoch is dropped."""
        if recording is not self._recording:
            self._recording, self._places = recording, {}
        if trainer.batch == 0:
            self._places[trainer.epoch] = trainer.network.theta.copy()
        most = max(2, min(MOST_PLACES, MOST_BYTES // max(1, trainer.network.theta.nbytes)))
        if len(self._places) > most:
            for epoch in sorted(self._places)[1::2]:
                del self._places[epoch]

    def places(self) -> tuple[tuple[int, Array], ...]:
        """Return epochs with their weights."""
        return tuple(self._places.items())


class PictureCache:
    """The newest `pictures`, by the texts that they were wanted as. `clock` gives seconds."""

    def __init__(self, timeline: Timeline, clock: Callable[[], float]) -> None:
        self._timeline, self._clock = timeline, clock
        self._wanted: tuple[str, ...] = ()
        self._computed_from: object = None
        self._next, self._count = float("-inf"), 0
        self._trail = WeightTrail()
        self._pictures: Mapping[str, Picture] = {}
        self._tested = False

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """By the texts that `want` was given; empty while nothing is wanted."""
        return self._pictures

    def want(self, texts: Sequence[str], chosen: int) -> None:
        """Compute these from now on, and no others. `BadInput`, and nothing changed, if one cannot be computed."""
        if len(texts) > MOST_PICTURES:
            refuse("pictures", f"{len(texts)} wanted", f"at most {MOST_PICTURES}")
        for text in texts:
            kind, subject = split(text)
            if subject:
                with np.errstate(all="ignore"):
                    KINDS[kind].take(scene_of(self._timeline.trainer, self._timeline.recording, chosen), subject)
        self._wanted = tuple(dict.fromkeys(texts))
        self._pictures = {text: picture for text, picture in self._pictures.items() if text in self._wanted}
        self._computed_from = None
        self._next = float("-inf")

    def show_test(self, tested: bool) -> None:
        """Compute pictures of test rows from now on, or of training rows again."""
        if tested != self._tested:
            self._tested, self._computed_from = tested, None
            self._next = float("-inf")

    def follow(self, about: About, chosen: int) -> None:
        """Drop the pictures of the trainer before, and want none any more that the present one has nothing for."""

        def suits(text: str) -> bool:
            kind, subject = split(text)
            try:
                if subject:
                    self.want((text,), chosen)
            except BadInput:
                return False
            return KINDS[kind].suits(about)

        texts = self._wanted
        self._wanted = tuple(filter(suits, texts))
        self._pictures, self._computed_from = {}, None
        self._next = float("-inf")

    def refresh(self, numbers: object, chosen: int, at_rest: bool, outputs: Array | None = None) -> None:
        """Compute the wanted pictures anew if `numbers` are not those of last time: at once if the run is at rest,
        else when it is time to. `outputs` are those of all examples, if they have been evaluated.
        """
        if not self._wanted or numbers is self._computed_from:
            return
        begin = self._clock()
        if not at_rest and begin < self._next:
            return
        trainer, recording = self._timeline.trainer, self._timeline.recording
        if any(split(text)[0] == "loss-surface" for text in self._wanted):
            self._trail.note(trainer, recording)
        scene = scene_of(trainer, recording, chosen, self._trail.places(), outputs)
        scene = replace(scene, tested=self._tested)
        pictures = {}
        for text in self._wanted:
            kind, subject = split(text)
            self._count += 1
            with np.errstate(all="ignore"):
                content = KINDS[kind].take(scene, subject)
            pictures[text] = Picture(self._count, trainer.epoch, content, self._tested and KINDS[kind].tests)
        self._pictures, self._computed_from = pictures, numbers
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
