"""`train --json-lines`: whole objects, of the right epochs, equal to what `--json` and the plain mode tell."""

import json
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perceptop.app.cli.train.json_lines import passed
from perceptop.core.experiments.experiment import load_experiment
from perceptop.core.experiments.overrides import Overrides
from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.commands import GoTo, Step
from perceptop.core.session.report import report_of_snapshot
from perceptop.core.session.timeline.run_to_end import run_to_end
from tests.app.command_line import perceptop
from tests.app.pseudo_terminal import ROOT
from tests.core.sessions import do, session

COMMAND = (sys.executable, "-m", "perceptop", "train")
ENDLESS = ("xor", "--epochs", "1000000000", "--target-loss", "0", "--json-lines")


def train(*arguments):
    done = perceptop("train", *arguments)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def wait_until_it_waits(pid):
    """For a pipe that is full: it has used no processor time for a while."""
    used = None
    while used != (used := Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]):
        time.sleep(0.2)


def test_epoch_0_every_nth_and_the_last():
    done, lines = train("xor", "--json-lines", "--every", "1000")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line["epoch"] for line in lines] == [0, 1000, 2000, 2320]
    assert [line["state"] for line in lines] == ["running"] * 3 + ["finished"]


def test_without_an_interval_it_is_every_epoch_once():
    _, lines = train("xor", "--json-lines", "--epochs", "300")
    assert [line["epoch"] for line in lines] == list(range(301))


def test_the_last_line_says_what_json_says():
    _, lines = train("xor", "--json-lines", "--every", "50", "--batch", "2", "--epochs", "120")
    _, [result] = train("xor", "--json", "--batch", "2", "--epochs", "120")
    last = lines[-1]
    assert last["epoch"] == result["epochs"]
    for field in ("name", "seed", "loss_name", "loss", "mse", "outputs", "targets"):
        assert last[field] == result[field]


@pytest.mark.parametrize("options", [{}, {"batch": 3}, {"optimizer": "adam"}])
def test_each_line_has_the_very_numbers_that_the_live_view_shows(options):
    experiment = load_experiment("xor").override(Overrides(epochs=150, **options))
    trainer = experiment.trainer()
    told = [facts.as_json() for some in passed(experiment, trainer, run_to_end(trainer), 30) for facts in some]
    made = session("xor", epochs=150, **options)
    do(made, Step(150))
    for facts in told:
        shown = report_of_snapshot(do(made, GoTo(facts["epoch"]))).as_json()
        assert facts | {"state": ""} == shown | {"state": ""}
    assert [facts["epoch"] for facts in told] == [0, 30, 60, 90, 120, 150]


def test_a_run_that_diverges_ends_with_null_and_code_1():
    done, lines = train("linear", "--learning-rate", "10", "--json-lines", "--every", "1000")
    assert done.returncode == 1
    assert [line["epoch"] for line in lines] == [0, 85]
    assert (lines[-1]["state"], lines[-1]["loss"]) == ("diverged", None)


def test_given_weights_are_one_line():
    _, [line] = train("and-perceptron", "--json-lines")
    assert (line["epoch"], line["state"]) == (0, "finished")


@pytest.mark.slow
def test_a_reader_that_has_enough_is_no_error():
    process = subprocess.Popen([*COMMAND, *ENDLESS], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert json.loads(process.stdout.readline())["epoch"] == 0
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.slow
def test_ctrl_c_ends_it_between_two_lines_with_130():
    process = subprocess.Popen([*COMMAND, *ENDLESS, "--every", "1000"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=60)[0]
    lines = [json.loads(line) for line in (first + rest).splitlines()]
    assert process.returncode == 130
    assert lines[-1]["state"] == "paused"
    assert all(line["state"] == "running" for line in lines[:-1])


@pytest.mark.slow
def test_ctrl_c_twice_ends_it_where_nobody_reads():
    process = subprocess.Popen([*COMMAND, *ENDLESS], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert select.select([process.stdout], [], [], 60)[0]
    wait_until_it_waits(process.pid)
    process.send_signal(signal.SIGINT)
    wait_until_it_waits(process.pid)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert process.returncode == 130
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


def test_the_network_is_saved_too(tmp_path):
    train("xor", "--json-lines", "--every", "1000", "--save", str(tmp_path / "xor.json"))
    assert Network.load(tmp_path / "xor.json").layers == (2, 4, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--every", "3"), "--every: found without --json-lines"),
        (("--json-lines", "--every", "0"), "argument --every: found '0', expected a whole number of 1 or more"),
        (("--json-lines", "--json"), "not allowed with argument"),
    ],
)
def test_bad_usage_is_one_line_with_exit_code_2(arguments, message):
    done, lines = train("xor", *arguments)
    assert (done.returncode, lines) == (2, [])
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
