"""`train --json-lines --story`: the sentence of the live view on the epochs between two lines."""

import itertools
import json

import pytest

from perceptop.app.teaching.step_story import step_story
from perceptop.core.protocol.commands import GoTo, Step
from tests.app.command_line import perceptop
from tests.core.sessions import do, session


def lines(*arguments):
    done = perceptop("train", "xor", "--json-lines", "--epochs", "60", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.by_default(2)
@pytest.mark.parametrize("extra", [(), ("--batch", "3"), ("--stop-when", "sign"), ("--stop-when", "loss=0.5")])
def test_it_is_the_sentence_that_the_live_view_tells_of_these_epochs(extra):
    told = lines("--every", "7", "--story", *extra)
    options = {"batch": 3} if "--batch" in extra else {}
    made = session("xor", epochs=60, **options)
    do(made, Step(60))
    assert "story" not in told[0]
    for before, line in itertools.pairwise(told):
        then, now = (do(made, GoTo(each["epoch"])) for each in (before, line))
        assert line["story"] == step_story(then, now).text
        assert line["story"].startswith(f"epoch {before['epoch']} → {line['epoch']} · MSE ")
    assert len(told) > 1


def test_without_it_lines_are_as_they_were_and_no_weights_are_kept():
    assert [{**line, "story": ""} for line in lines()] == [{**line, "story": ""} for line in lines("--story")]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [(("--story",), "without --json-lines, expected with it"), (("--story", "--stdin"), "with --stdin")],
)
def test_it_is_refused_where_there_are_no_such_lines(arguments, found):
    done = perceptop("train", "xor", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--story: found {found}" in done.stderr
