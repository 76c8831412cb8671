"""`perceptop tutor` on the command line. Imports little."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perceptop.app.cli.tutor.curriculum import Curriculum
    from perceptop.app.run.options import RunOptions
    from perceptop.app.run.study_options import StudyOfRun

DESCRIPTION = """\
Take a lesson in the terminal, in the real program with its real keys: each step says what to do, and ends when it is
done. Without a lesson: where you left, or the first one.
LESSON is a name or a number of the list, or a lesson file of your own (.toml)."""

EXAMPLES = """\
examples:
  perceptop tutor                   the first lesson; later, where you left
  perceptop tutor --list            all lessons, and which are done
  perceptop tutor hidden            one of them
  perceptop tutor my-lesson.toml    your own"""


def add_tutor_parser(
    commands: Any,
    seconds: Callable[[str], float],
    many: "Callable[[StudyOfRun, bool], int]",
    read: "Callable[[str], RunOptions]",
) -> None:
    """Add the command to the subparsers of the command line.

    `seconds` reads an argument, `many` shows the study that a lesson was left for, `read` makes options of a line.
    """
    tutor = commands.add_parser(
        "tutor",
        help="learn how a network learns, in short lessons",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tutor.add_argument("lesson", metavar="LESSON", nargs="?", help="a name or number of the list, or a .toml file")
    tutor.add_argument("--list", action="store_true", help="list the lessons, with what is done")
    tutor.add_argument("--again", action="store_true", help="begin the lesson at its first step")
    tutor.add_argument("--plain", action="store_true", help="lines of text, for screen readers")
    tutor.add_argument("--pace", type=seconds, metavar="SECONDS", help="with --plain: between reports, 2 if not told")
    tutor.add_argument("--ascii", action="store_true", help="draw with ASCII only")
    tutor.set_defaults(run=lambda parsed: _tutor(parsed, many, read))


def _tutor(
    parsed: argparse.Namespace, many: "Callable[[StudyOfRun, bool], int]", read: "Callable[[str], RunOptions]"
) -> int:
    from perceptop.app.cli.tutor.command import TutorOptions, list_lessons, tutor

    if parsed.list:
        return list_lessons()
    return tutor(parsed.lesson, TutorOptions(parsed.again, parsed.plain, parsed.pace, parsed.ascii), many, read)


def load_curriculum() -> "Curriculum":
    """The lessons, and where one is in them."""
    from perceptop.app.cli.tutor.curriculum import Curriculum  # it brings the trainer with it
    from perceptop.app.live.preferences_file import config_file

    return Curriculum(config_file())
