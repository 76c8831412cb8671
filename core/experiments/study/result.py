"""The result of a study as JSON, and several shards of one study put together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perceptop.core.errors.bad_input import BadInput, refuse
from perceptop.core.experiments.study.outcome import Outcome, SettingResult


@dataclass(frozen=True)
class StudyResult:
    """All outcomes of a study. `starts` is how many each setting has, `solved` the condition in words.

    `seconds` is how long it took in all, `net_epochs_per_second` the speed of training alone, networks times epochs.
    `differed` counts outcomes that differ between the ordinary and the batched engine, if they were `checked`.
    """

    name: str
    starts: int
    epochs: int
    solved: str
    seconds: float
    net_epochs_per_second: float
    checked: bool
    differed: int
    settings: tuple[SettingResult, ...]

    def to_json(self) -> dict[str, Any]:
        """The result as plain values; a number that is not finite is None."""
        return {
            "name": self.name,
            "starts": self.starts,
            "epochs": self.epochs,
            "solved": self.solved,
            "seconds": self.seconds,
            "net_epochs_per_second": self.net_epochs_per_second,
            "checked": self.checked,
            "differed": self.differed,
            "settings": [
                {
                    "setting": dict(each.setting),
                    "starts": each.starts,
                    "solved": each.solved,
                    "rate": each.rate,
                    "interval": list(each.interval),
                    "median_epochs": each.median_epochs,
                    "quartiles": None if each.quartiles is None else list(each.quartiles),
                    "outcomes": [_outcome_to_json(outcome) for outcome in each.outcomes],
                }
                for each in self.settings
            ],
        }


def _outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "seed": outcome.seed,
        "solved_at": outcome.solved_at,
        "loss": outcome.loss if math.isfinite(outcome.loss) else None,
        "state": outcome.state,
    }
    if outcome.diverged_at is not None:
        plain["diverged_at"] = outcome.diverged_at
    return plain


def result_from_json(values: object, label: str) -> StudyResult:
    """The result that `to_json` gave; `BadInput` that begins with `label` if it is none."""
    try:
        return _result(values)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        if isinstance(problem, BadInput):
            raise
        refuse(label, "JSON of another kind", "the result of `perceptop study --json`")


def _result(values: Any) -> StudyResult:
    settings = tuple(
        SettingResult(
            {str(name): value for name, value in each["setting"].items()},
            tuple(_outcome(outcome) for outcome in each["outcomes"]),
        )
        for each in values["settings"]
    )
    if not settings or not all(each.starts for each in settings):
        raise ValueError
    return StudyResult(
        name=str(values["name"]),
        starts=_whole(values["starts"]),
        epochs=_whole(values["epochs"]),
        solved=str(values["solved"]),
        seconds=float(values["seconds"]),
        net_epochs_per_second=float(values["net_epochs_per_second"]),
        checked=bool(values["checked"]),
        differed=_whole(values["differed"]),
        settings=settings,
    )


def _outcome(values: Mapping[str, Any]) -> Outcome:
    at, diverged, loss = values["solved_at"], values.get("diverged_at"), values["loss"]
    return Outcome(
        _whole(values["seed"]),
        None if at is None else _whole(at),
        math.nan if loss is None else float(loss),
        None if diverged is None else _whole(diverged),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError
    return value


def merge_results(results: Sequence[tuple[str, StudyResult]]) -> StudyResult:
    """The result of all shards together, each with the label that messages begin with.

    `BadInput` if they are not of one study, or a seed is in two of them.
    """
    first_label, first = results[0]
    keys = [_key(each.setting) for each in first.settings]
    for label, other in results[1:]:
        for what, mine, theirs in (
            ("experiments", first.name, other.name),
            ("numbers of epochs", first.epochs, other.epochs),
            ("conditions", first.solved, other.solved),
            ("settings", keys, [_key(each.setting) for each in other.settings]),
        ):
            if mine != theirs:
                refuse(label, f"other {what} than {first_label}", "shards of one study")
    merged = []
    for place, setting in enumerate(first.settings):
        owner: dict[int, str] = {}
        outcomes: dict[int, Outcome] = {}
        for label, result in results:
            for outcome in result.settings[place].outcomes:
                if outcome.seed in owner:
                    refuse(label, f"seed {outcome.seed}, which {owner[outcome.seed]} has", "shards with other seeds")
                owner[outcome.seed], outcomes[outcome.seed] = label, outcome
        merged.append(SettingResult(setting.setting, tuple(outcomes[seed] for seed in sorted(outcomes))))
    shards = [result for _, result in results]
    networks = [sum(each.starts for each in shard.settings) for shard in shards]
    training = sum(
        count * shard.epochs / shard.net_epochs_per_second
        for count, shard in zip(networks, shards, strict=True)
        if shard.net_epochs_per_second
    )
    return StudyResult(
        name=first.name,
        starts=sum(shard.starts for shard in shards),
        epochs=first.epochs,
        solved=first.solved,
        seconds=sum(shard.seconds for shard in shards),
        net_epochs_per_second=sum(networks) * first.epochs / training if training else 0.0,
        checked=all(shard.checked for shard in shards),
        differed=sum(shard.differed for shard in shards),
        settings=tuple(merged),
    )


def _key(setting: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in setting.items())
