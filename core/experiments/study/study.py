"""An experiment from many starts at once: trained by the batched engine, checked start by start by the ordinary one."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from time import perf_counter

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.experiment import Experiment
from perceptop.core.experiments.study.condition import SolvedCondition, parse_condition
from perceptop.core.experiments.study.outcome import Outcome, SettingResult
from perceptop.core.experiments.study.process_pool import results_of
from perceptop.core.experiments.study.result import StudyResult
from perceptop.core.experiments.study.single_check import single_outcomes
from perceptop.core.experiments.study.variation import AnySetting, Variation, make_settings
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.batched.chunk import Observer
from perceptop.core.training.batched.trainer import BatchedTrainer

STARTS = 1_000
EPOCHS = 500
MOST_NETWORKS = 4_000_000
PIECE, CHECKED_PIECE = 4_096, 512
"""Networks that one process trains, or trains and checks, before it takes the next; it changes no outcome."""
WORTH_A_PROCESS, WORTH_A_CHECKING_PROCESS = 20_000_000, 300_000
"""Networks times epochs, trained only or checked too, from which a second process saves more than its start costs."""


@dataclass(frozen=True, eq=False)
class _Piece:
    """Starts that are trained together: for each network the place of its setting, its experiment and its seed."""

    places: tuple[int, ...]
    experiments: tuple[Experiment, ...]
    seeds: tuple[int, ...]
    condition: SolvedCondition
    epochs: int
    check: bool


@dataclass(frozen=True, eq=False)
class _PieceResult:
    places: tuple[int, ...]
    outcomes: list[Outcome]
    differed: int
    seconds: float


class Study:
    """An experiment from `starts` seeds on, from `first_seed`, with each combination of what is varied.

    `BadInput` if the experiment has nothing that is drawn, or is not trained by full batches.
    """

    def __init__(
        self,
        experiment: Experiment,
        *,
        starts: int = STARTS,
        first_seed: int = 0,
        vary: Sequence[Variation] = (),
        solved: str = "right",
        epochs: int = EPOCHS,
    ) -> None:
        if not experiment.architecture.drawn:
            refuse("study", "given weights", "an experiment whose weights are drawn, so that starts differ")
        if experiment.training is None:
            refuse("study", "no [training]", "an experiment that trains")
        if starts < 1:
            refuse("--starts", starts, "a whole number of 1 or more")
        self.experiment, self.epochs = experiment, epochs
        self.starts, self.first_seed = starts, first_seed
        self.condition = parse_condition(solved, experiment.dataset)
        self.settings = make_settings(experiment, vary)
        if starts * len(self.settings) > MOST_NETWORKS:
            refuse("--starts", f"{starts * len(self.settings):,} networks", f"at most {MOST_NETWORKS:,}, in shards")
        for setting in self.settings:
            batch = setting.experiment.batch
            if batch != "full" and int(batch) < len(experiment.dataset):
                refuse(
                    "batch", batch, "full: many networks are trained by full batches (--batch full, or e: batch full)"
                )

    @property
    def name(self) -> str:
        """Return the name of the experiment."""
        return self.experiment.name

    @property
    def solved_text(self) -> str:
        """Return the condition in words."""
        return self.condition.text

    def __len__(self) -> int:
        return self.starts * len(self.settings)

    def seeds(self, setting: AnySetting) -> range:
        """The seeds of a setting's starts: the study's own, or from the one that is varied on."""
        first = int(setting.values.get("seed", self.first_seed))
        return range(first, first + self.starts)

    def run(
        self, processes: int | None = None, check: bool = True, progress: Callable[[int], None] | None = None
    ) -> StudyResult:
        """Train all starts. Outcomes do not depend on the number of processes, by default as many as pay.

        With `check` they are those of the ordinary engine. `progress` is called with the number of networks done.
        """
        begin = perf_counter()
        outcomes: list[dict[int, Outcome]] = [{} for _ in self.settings]
        differed, training, done = 0, 0.0, 0
        size = CHECKED_PIECE if check else PIECE
        for result in results_of(_run_piece, self._pieces(size, check), processes or self._processes(size, check)):
            for place, outcome in zip(result.places, result.outcomes, strict=True):
                outcomes[place][outcome.seed] = outcome
            differed, training, done = differed + result.differed, training + result.seconds, done + len(result.places)
            if progress:
                progress(done)
        return StudyResult(
            name=self.experiment.name,
            starts=self.starts,
            epochs=self.epochs,
            solved=self.condition.text,
            seconds=perf_counter() - begin,
            net_epochs_per_second=len(self) * self.epochs / training if training else 0.0,
            checked=check,
            differed=differed,
            settings=tuple(
                SettingResult(setting.values, tuple(found[seed] for seed in self.seeds(setting)))
                for setting, found in zip(self.settings, outcomes, strict=True)
            ),
        )

    def _pieces(self, size: int, check: bool) -> Iterator[_Piece]:
        """Networks that can be trained together, of one shape, loss and optimizer; made one piece after the other."""
        for _, group in groupby(enumerate(self.settings), key=lambda item: shape_of(item[1].experiment)):
            networks = ((place, setting, seed) for place, setting in group for seed in self.seeds(setting))
            while chosen := list(islice(networks, size)):
                places, settings, seeds = zip(*chosen, strict=True)
                experiments = tuple(setting.experiment for setting in settings)
                yield _Piece(places, experiments, seeds, self.condition, self.epochs, check)

    def _processes(self, size: int, check: bool) -> int:
        worth = len(self) * self.epochs > (WORTH_A_CHECKING_PROCESS if check else WORTH_A_PROCESS)
        return min(-(-len(self) // size), os.cpu_count() or 1) if worth else 1


def shape_of(experiment: Experiment) -> tuple[object, ...]:
    """Return what networks must have in common to be trained together."""
    architecture, training = experiment.architecture, experiment.settings
    return architecture.layers, architecture.activations, architecture.bias, str(training.loss), training.optimizer


def _run_piece(piece: _Piece) -> _PieceResult:
    begin = perf_counter()
    solved_at, losses = _train(piece)
    seconds = perf_counter() - begin
    batched = [
        Outcome(seed, int(at) if at >= 0 else None, float(loss), None if np.isfinite(loss) else piece.epochs)
        for seed, at, loss in zip(piece.seeds, solved_at, losses, strict=True)
    ]
    outcomes, differed = list(batched), 0
    for begin_at, end_at in _runs(piece.experiments):
        # Only the ordinary engine finds the epoch at which a start diverged.
        wanted = [place for place in range(begin_at, end_at) if piece.check or batched[place].diverged_at is not None]
        seeds = [piece.seeds[place] for place in wanted]
        found = single_outcomes(piece.experiments[begin_at], seeds, piece.condition, piece.epochs)
        for place, outcome in zip(wanted, found, strict=True):
            before = batched[place]
            differed += (before.state, before.solved_at) != (outcome.state, outcome.solved_at)
            outcomes[place] = outcome
    return _PieceResult(piece.places, outcomes, differed, seconds)


def _runs(experiments: Sequence[Experiment]) -> Iterator[tuple[int, int]]:
    """Begin and end of each run of neighbors that are of one experiment."""
    begin = 0
    for _, group in groupby(experiments, key=id):
        end = begin + len(list(group))
        yield begin, end
        begin = end


def _train(piece: _Piece) -> tuple[Array, Array]:
    """The epoch at which each network was solved first, -1 if never, and its loss at the end."""
    networks = [experiment.network(seed) for experiment, seed in zip(piece.experiments, piece.seeds, strict=True)]
    trainer = make_trainer(networks, piece.experiments)
    solved_at = np.full(len(networks), -1)
    holds = piece.condition.holds

    def observe(part: slice) -> Observer:
        mine = solved_at[part]

        def look(epoch: int, outputs: Array, losses: Callable[[], Array]) -> None:
            found = holds(outputs, losses)
            np.logical_and(found, mine < 0, out=found)
            if found.any():
                mine[found] = epoch

        return look

    with np.errstate(all="ignore"):
        trainer.run(piece.epochs, observe)
        losses = trainer.losses
        last = holds(trainer.outputs.transpose(2, 1, 0), lambda: losses)
    solved_at[last & (solved_at < 0)] = piece.epochs
    return solved_at, losses


def make_trainer(networks: Sequence[Network], experiments: Sequence[Experiment]) -> BatchedTrainer:
    """The trainer of networks of one shape, each with the learning rate, momentum and L2 penalty of its experiment."""
    first = experiments[0]
    distinct = {id(experiment): experiment for experiment in experiments}
    made = {key: experiment.settings.make_optimizer().settings for key, experiment in distinct.items()}
    settings = [made[id(experiment)] for experiment in experiments]
    return BatchedTrainer(
        networks,
        first.dataset,
        loss=first.settings.loss,
        optimizer=first.settings.optimizer,
        learning_rate=_each(settings, "learning_rate"),
        momentum=_each(settings, "momentum"),
        l2=[experiment.settings.l2 for experiment in experiments],
    )


def _each(settings: Sequence[dict[str, float]], name: str) -> list[float] | None:
    return [each[name] for each in settings] if name in settings[0] else None
