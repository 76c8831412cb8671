"""`perceptop study`: many starts of one experiment at once, as lines of text, JSON or CSV."""

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perceptop.app.run.open_run import open_experiment
from perceptop.app.run.options import RunOptions
from perceptop.app.run.study_options import StudyOfRun
from perceptop.app.wording.numbers import value_text
from perceptop.core.errors.bad_input import refuse
from perceptop.core.experiments.study.finished_run import FinishedRun, FinishedStudy
from perceptop.core.experiments.study.outcome import DIVERGED, STUCK, SettingResult
from perceptop.core.experiments.study.result import StudyResult, merge_results, result_from_json
from perceptop.core.experiments.study.study import EPOCHS, Study
from perceptop.core.experiments.study.variation import parse_variation
from perceptop.core.files.strict_json import parse_json
from perceptop.core.files.text_file import read_text

MOST_BYTES = 512 * 1024**2
"""What a file of results may take up: more than a million outcomes."""


@dataclass(frozen=True)
class StudyOptions:
    """What the command line says of a study. `merge` are files of results, `named` says whether an experiment is named
    too: then starts of a merged study can be opened.
    """

    starts: int = 1_000
    first_seed: int = 0
    vary: tuple[str, ...] = ()
    solved: str = "right"
    processes: int | None = None
    check: bool = True
    form: str = "words"
    ascii: bool = False
    merge: tuple[str, ...] = ()
    named: bool = True


def screen_or_words() -> str:
    """The form that is shown if none is asked for."""
    return "screen" if sys.stdout.isatty() and sys.stdin.isatty() else "words"


def study(options: RunOptions, wanted: StudyOptions) -> int:
    """Train all starts, or put shards together, and print the result; the exit code."""
    if wanted.form == "screen":
        from perceptop.app.study import start  # it brings the screen with it

        if wanted.merge:
            result = _merged(wanted.merge)
            return start.watch_run(FinishedRun(_finished(result, options, wanted), result), options, wanted.ascii)
        return start.watch_study(make_study(options, wanted), options, wanted.ascii)
    result = _merged(wanted.merge) if wanted.merge else _trained(options, wanted)
    if wanted.form == "json":
        print(json.dumps(result.to_json(), allow_nan=False, ensure_ascii=False))
    elif wanted.form == "csv":
        _print_csv(result)
    else:
        print("\n".join(summary_lines(result)))
    return 0


def show_study_of_run(study: StudyOfRun, ascii_only: bool = False) -> int:
    """Show the study of the run that was watched, from its seed on; the exit code."""
    from perceptop.app.study.start import watch_study  # it brings the screen with it

    overrides = dict(study.options.overrides)
    for name in ("epochs", "target_loss"):
        overrides.pop(name, None)
    first_seed = int(str(overrides.pop("seed", 0)))
    alike = replace(study.options, overrides=overrides)
    return watch_study(make_study(alike, StudyOptions(first_seed=first_seed)), alike, ascii_only, study.note)


def make_study(options: RunOptions, wanted: StudyOptions) -> Study:
    """The study that the command line asks for; `BadInput` if something in it cannot be."""
    overrides = dict(options.overrides)
    if "seed" in overrides:
        refuse("--seed", overrides["seed"], f"--first-seed {overrides['seed']}: a study has many seeds")
    if "target_loss" in overrides:
        refuse("--target-loss", overrides["target_loss"], f"--solved loss={overrides['target_loss']}")
    epochs = int(str(overrides.pop("epochs", EPOCHS)))
    return Study(
        open_experiment(replace(options, overrides=overrides)),
        starts=wanted.starts,
        first_seed=wanted.first_seed,
        vary=[parse_variation(text) for text in wanted.vary],
        solved=wanted.solved,
        epochs=epochs,
    )


def _trained(options: RunOptions, wanted: StudyOptions) -> StudyResult:
    made = make_study(options, wanted)
    return made.run(wanted.processes, wanted.check, _progress(len(made)) if sys.stderr.isatty() else None)


def _progress(networks: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        end = "\n" if done == networks else ""
        print(f"\r{done:,} of {networks:,} networks", end=end, file=sys.stderr, flush=True)

    return tell


def _merged(files: Sequence[str]) -> StudyResult:
    shards = []
    for name in files:
        values = parse_json(read_text(Path(name), name, MOST_BYTES), name)
        shards.append((name, result_from_json(values, name)))
    return merge_results(shards)


def _finished(result: StudyResult, options: RunOptions, wanted: StudyOptions) -> FinishedStudy:
    if not wanted.named:
        return FinishedStudy(result)
    overrides = {name: value for name, value in options.overrides.items() if name not in ("seed", "epochs")}
    return FinishedStudy(result, open_experiment(replace(options, overrides=overrides)), wanted.solved)


def summary_lines(result: StudyResult) -> list[str]:
    """What came of the study, a line or two for each setting."""
    lines = [f"{result.name}: solved means {result.solved}, within {result.epochs:,} epochs"]
    for each in result.settings:
        lines.append(f"{_named(each.setting)}{_rate(each)}")
    if result.checked and result.differed:
        outcomes = "outcome" if result.differed == 1 else "outcomes"
        lines.append(f"{result.differed:,} {outcomes} of the batched engine put right by the ordinary one")
    elif not result.checked:
        lines.append("not checked by the ordinary engine: at wild learning rates some outcomes may differ from a run's")
    lines.append(
        f"{result.seconds:.1f} seconds; trained at {result.net_epochs_per_second:,.0f} network-epochs a second"
    )
    return lines


def _named(setting: Mapping[str, object]) -> str:
    named = ", ".join(f"{name.replace('_', ' ')} {value_text(value, 4)}" for name, value in setting.items())
    return f"{named}: " if named else ""


def _rate(each: SettingResult) -> str:
    low, high = (f"{100 * end:.1f}" for end in each.interval)
    text = f"{each.solved:,} of {each.starts:,} solved, {100 * each.rate:.1f} % (95 % interval {low} to {high})"
    if each.quartiles is not None and each.median_epochs is not None:
        text += f", half of them by epoch {each.median_epochs:,.0f} (quartiles {each.quartiles[0]:,.0f} and "
        text += f"{each.quartiles[1]:,.0f})"
    others = [f"{each.count(state):,} {state}" for state in (STUCK, DIVERGED) if each.count(state)]
    return "; ".join([text, *others])


def _print_csv(result: StudyResult) -> None:
    """A row for each start: the values of its setting, its seed, and what became of it."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    names = list(result.settings[0].setting)
    writer.writerow([*names, "seed", "state", "solved_at", "loss"])
    for each in result.settings:
        for outcome in each.outcomes:
            at = "" if outcome.solved_at is None else outcome.solved_at
            writer.writerow([*each.setting.values(), outcome.seed, outcome.state, at, repr(outcome.loss)])
