"""The command line: parsing, and starting the command. Imports little, so that --help answers at once."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perceptop.app import __version__
from perceptop.app.cli.argument_types import OneLineParser, TypedLineParser, counted, parse_typed, seconds, speed, whole
from perceptop.app.cli.explain_arguments import add_explain_parser
from perceptop.app.cli.overrides import add_overrides, overrides_of
from perceptop.app.cli.table_options import add_table_options, table_options_of
from perceptop.app.cli.tutor.arguments import add_tutor_parser, load_curriculum
from perceptop.app.run.options import LookOptions, RunOptions
from perceptop.app.run.saved_run import with_saved_run
from perceptop.app.terminal.exit_codes import exit_code
from perceptop.core.nn.settings import VARIED

if TYPE_CHECKING:
    from perceptop.app.run.study_options import StudyOfRun

DESCRIPTION = """\
Watch a small neural network learn, live in the terminal. Without a command: watch XOR.
EXPERIMENT is the name of a sample (see `perceptop samples`), a .toml file, or a table: a .csv file, say."""

EPILOG = """\
examples:
  perceptop                                     watch XOR learn
  perceptop tutor                               five lessons of three minutes
  perceptop iris.csv                            watch a table be learned
  perceptop watch xor --layers 2,2,1 --seed 3   two hidden neurons, which may get stuck
  perceptop train xor --save xor.json && perceptop predict xor.json 1 0"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, `sys.argv` if no arguments are given; the exit code."""

    def run() -> int:
        parsed = parse(list(sys.argv[1:] if arguments is None else arguments))
        return int(parsed.run(parsed) or 0)

    return exit_code(run)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The parsed arguments; without a command it is `watch`: `--seed 7`, `xor3`, `iris.csv`."""
    parser = build_parser()
    first = arguments[0] if arguments else ""
    known = first in ("", "-h", "--help", "--version", *parser.commands)
    if not known and (first.startswith("-") or _can_be_watched(first)):
        arguments = ["watch", *arguments]
    return parser.parse_args(arguments)


def _can_be_watched(word: str) -> bool:
    """Return whether it is a sample, or looks like a file."""
    from perceptop.core.experiments.samples import sample_names

    return word in sample_names() or any(mark in word for mark in "./\\")


def build_parser(kind: type[OneLineParser] = OneLineParser) -> OneLineParser:
    """The parser of all commands; what it gives has a `run` to call with it."""
    parser = kind(
        prog="perceptop",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"perceptop {__version__}")
    parser.set_defaults(run=_watch, experiment="xor", speed=None, paused=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    watch = commands.add_parser("watch", help="watch an experiment learn, live", description=_watch.__doc__)
    _add_experiment(watch)
    watch.add_argument("--speed", type=speed, metavar="N|max", help="epochs a second, or as fast as it goes")
    watch.add_argument("--paused", action="store_true", help="begin paused")
    _add_course(watch)
    watch.add_argument("--at", type=whole, default=0, metavar="N", help="begin at epoch N of the run")
    watch.add_argument("--exit-at-end", action="store_true", help="leave by itself when the run has ended")
    watch.add_argument("--plain", action="store_true", help="lines of text, for screen readers; no terminal needed")
    watch.add_argument("--pace", type=seconds, metavar="SECONDS", help="with --plain: between reports, 2 if not told")
    watch.add_argument("--ascii", action="store_true", help="draw with ASCII only, for fonts without other characters")
    watch.add_argument("--present", action="store_true", help="begin large, to be read from the last row (key P)")
    watch.add_argument("--cues", metavar="FILE", help="a talk, xor or a file: stepped with space or a clicker")
    watch.add_argument("--scores", metavar="FILE", help="ask before each step (key Q), and add the answers to a file")
    watch.set_defaults(run=_watch)

    train = commands.add_parser("train", help="train without a screen", description=_train.__doc__)
    _add_experiment(train)
    _add_course(train)
    form = train.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the result as one JSON object")
    form.add_argument("--json-lines", action="store_true", help="print one JSON object an epoch, a line each")
    train.add_argument("--every", type=counted, metavar="N", help="with --json-lines: epoch 0, every Nth and the last")
    train.add_argument("--story", action="store_true", help="with --json-lines: a sentence on what has changed")
    train.add_argument("--stdin", action="store_true", help="an update for each line as it comes: 1, 0, 1 (in, target)")
    train.add_argument("--save", metavar="MODEL", help="save the network: .json, .npz, or .net for FANN")
    train.add_argument("--from", dest="begin_from", metavar="MODEL", help="begin with the weights of a saved network")
    train.add_argument("--log", metavar="FILE", help="a line an epoch: .csv or .jsonl")
    train.add_argument("--save-data", metavar="FILE", help="write the examples, too: .data for FANN")
    train.set_defaults(run=_train)

    init = commands.add_parser("init", help="print the experiment file of a table", description=_init.__doc__)
    _add_experiment(init)
    init.set_defaults(run=_init)

    predict = commands.add_parser("predict", help="one row in, one row out", description=_predict.__doc__)
    predict.add_argument("model", metavar="MODEL", help="a saved network, or an experiment with given weights")
    predict.add_argument("values", metavar="VALUE", nargs="*", help="a number or a word for each input")
    predict.add_argument("--csv", metavar="FILE", help="a row for each of a table, as CSV; columns by their names")
    predict.add_argument("--json", action="store_true", help="print the numbers as a JSON list")
    predict.add_argument("--numbers", action="store_true", help="numbers as they are, in place of the nearest symbol")
    predict.add_argument(
        "--chain", type=counted, metavar="N", help="N outputs, a line each, every one the input of the next"
    )
    predict.set_defaults(run=_predict)

    add_explain_parser(commands)
    add_tutor_parser(commands, seconds, _many, typed_options)

    study = commands.add_parser("study", help="how often is it solved? many starts at once", description=_study.__doc__)
    _add_experiment(study)
    study.add_argument("--starts", type=counted, default=1_000, metavar="N", help="how many starts, 1000 if not told")
    study.add_argument("--first-seed", type=whole, default=0, metavar="N", help="the seed of the first start")
    study.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="NAME=…",
        help=f"A|B|C or FIRST:LAST:COUNT[:log] of one of {', '.join(VARIED)}; once or twice",
    )
    study.add_argument(
        "--solved", default="right", metavar="WHAT", help="right (all outputs), mse=X, loss=X or accuracy=X"
    )
    study.add_argument("--processes", type=counted, metavar="N", help="as many as pay, if not told")
    study.add_argument("--no-check", action="store_true", help="no check by the ordinary engine: sooner, not as exact")
    study.add_argument("--merge", nargs="+", default=(), metavar="FILE", help="put shards of one study together")
    form = study.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the result as one JSON object")
    form.add_argument("--csv", action="store_true", help="print a row for each start")
    form.add_argument("--words", action="store_true", help="lines of text, as where there is no terminal")
    study.add_argument("--ascii", action="store_true", help="draw with ASCII only")
    study.set_defaults(run=_study, experiment=None)

    samples = commands.add_parser("samples", help="list what can be watched", description=_samples.__doc__)
    samples.set_defaults(run=_samples)
    parser.commands = tuple(commands.choices)
    return parser


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stop-when",
        action="append",
        metavar="WHAT",
        help="stop by itself: flip, sign, rise, saturate, test-rise (the loss of test rows rises), loss=X, accuracy=X "
        "or test-accuracy=X (0.95 or 95%% are right), epoch=N; may be given more than once",
    )
    parser.add_argument("--events", metavar="FILE", help="changes to make on the way, as m c saves them")


def _add_experiment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("experiment", metavar="EXPERIMENT", nargs="?", default="xor", help="a sample or a .toml file")
    add_table_options(parser)
    add_overrides(parser)


def options_of(parsed: argparse.Namespace) -> RunOptions:
    """The parsed arguments as the options of a run."""
    given = vars(parsed)
    stop_when = given.get("stop_when")
    return RunOptions(
        parsed.experiment,
        overrides_of(parsed),
        speed=given.get("speed"),
        # The first cue says whether it runs.
        paused=given.get("paused", False) or given.get("cues") is not None,
        events=given.get("events"),
        at=given.get("at", 0),
        stop_when=None if stop_when is None else tuple(stop_when),
        exit_at_end=given.get("exit_at_end", False),
        table=table_options_of(parsed),
    )


def typed_options(line: str) -> RunOptions:
    """The options of a run that is typed while another one is shown: what stands after `perceptop watch`."""
    return with_saved_run(options_of(parse_typed(build_parser(TypedLineParser), line)))


def _watch(parsed: argparse.Namespace) -> int:
    """Draw the network while it learns; the keys are at the bottom of the screen, `?` tells them all."""
    given = vars(parsed)
    if problem := _at_odds(given):
        print(f"perceptop watch: {problem}", file=sys.stderr)
        return 2
    options = with_saved_run(options_of(parsed))
    if given.get("plain"):
        from perceptop.app.plain.start import watch_plain

        return watch_plain(options, parsed.pace, parsed.ascii, parsed.scores)
    from perceptop.app.live.start import watch

    look, many = LookOptions.of(given), lambda study: _many(study, parsed.ascii)
    return watch(options, look, many, read=typed_options, curriculum=load_curriculum)


def _many(study: "StudyOfRun", ascii_only: bool) -> int:
    from perceptop.app.cli.study import show_study_of_run

    return show_study_of_run(study, ascii_only)


def _at_odds(given: dict[str, Any]) -> str:
    """Return what is wrong with options that do not fit together, if anything."""
    if given.get("plain"):
        for option in ("cues", "present"):
            if given.get(option):
                return f"--{option}: found with --plain, expected one of the two: lines of text have no large screen"
    elif given.get("pace") is not None:
        return "--pace: found without --plain, expected with it; --speed says how fast the run goes"
    return ""


def _train(parsed: argparse.Namespace) -> int:
    """Train to the end, without a screen. Ctrl+C ends it early, with exit code 130."""
    for option, value in (("--log", parsed.log), ("--from", parsed.begin_from)):
        if value is not None and (parsed.stdin or parsed.json_lines):
            print(f"perceptop train: {option}: found with --stdin or --json-lines, expected without", file=sys.stderr)
            return 2
    if parsed.save_data is not None:
        from perceptop.app.run.open_run import open_experiment

        open_experiment(options_of(parsed)).dataset.save(parsed.save_data)
    lines = parsed.json_lines and not parsed.stdin
    for option, given in (("--every", parsed.every is not None), ("--story", parsed.story)):
        if given and not lines:
            where = "with --stdin, expected without it" if parsed.stdin else "without --json-lines, expected with it"
            print(f"perceptop train: {option}: found {where}", file=sys.stderr)
            return 2
    if parsed.stdin:
        from perceptop.app.cli.train.stdin import train_on_lines

        form = "lines" if parsed.json_lines else "json" if parsed.json else "words"
        return train_on_lines(options_of(parsed), form, parsed.save)
    if lines:
        from perceptop.app.cli.train.json_lines import train_lines

        return train_lines(options_of(parsed), parsed.every or 1, parsed.save, parsed.story)
    from perceptop.app.cli.train.command import train

    return train(options_of(parsed), parsed.json, parsed.save, parsed.log, parsed.begin_from)


def _init(parsed: argparse.Namespace) -> int:
    """Print the experiment file that a table and these options amount to: the same bits when it is run."""
    from perceptop.app.cli.init import init

    return init(options_of(parsed))


def _predict(parsed: argparse.Namespace) -> int:
    """Run a network on one row of inputs, or on that and on its own outputs."""
    from perceptop.app.cli.predict.command import predict

    return predict(parsed.model, parsed.values, parsed.json, parsed.chain, parsed.numbers, parsed.csv)


def _study(parsed: argparse.Namespace) -> int:
    """Train many starts of one experiment at once, full batch, and say how many are solved by which epoch."""
    from perceptop.app.cli.study import StudyOptions, screen_or_words, study

    wanted = StudyOptions(
        starts=parsed.starts,
        first_seed=parsed.first_seed,
        vary=tuple(parsed.vary),
        solved=parsed.solved,
        processes=parsed.processes,
        check=not parsed.no_check,
        form=next((form for form in ("json", "csv", "words") if getattr(parsed, form)), screen_or_words()),
        ascii=parsed.ascii,
        merge=tuple(parsed.merge),
        named=parsed.experiment is not None,
    )
    parsed.experiment = parsed.experiment or "xor"
    return study(options_of(parsed), wanted)


def _samples(parsed: argparse.Namespace) -> int:
    """List the samples: name, title and source."""
    from perceptop.app.cli.samples import list_samples

    return list_samples()
