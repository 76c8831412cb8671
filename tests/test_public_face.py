"""What `import perceptop` gives: names that come without a screen, say what they are, and are explained by `help`."""

import inspect
import os
import pydoc
import subprocess
import sys

import pytest

import perceptop

CLASSES = sorted(name for name in perceptop.__all__ if inspect.isclass(getattr(perceptop, name)))


def described(thing):
    return [
        name
        for name, member in inspect.getmembers(thing)
        if not name.startswith("_")
        and (inspect.isroutine(member) or isinstance(member, property))
        and getattr(member, "__module__", "perceptop").startswith("perceptop")
    ]


def test_the_public_names_come_without_a_screen_and_with_one_thread_for_matrices():
    """Whoever trains in a script or a notebook neither waits for Textual nor needs a terminal."""
    names = ", ".join(perceptop.__all__)
    code = f"from perceptop import {names}; import os, sys; print(*sys.modules, os.environ['OMP_NUM_THREADS'])"
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=bare)
    *modules, threads = done.stdout.split()
    assert threads == "1"
    assert "perceptop.core.training.trainer" in modules
    assert [name for name in modules if name.startswith(("textual", "rich", "perceptop.app"))] == []


@pytest.mark.parametrize("name", perceptop.__all__)
def test_help_says_what_a_name_is_and_each_thing_that_can_be_called(name):
    thing = getattr(perceptop, name)
    text = pydoc.plain(pydoc.render_doc(thing))
    assert inspect.getdoc(thing).splitlines()[0] in text
    for member in described(thing) if inspect.isclass(thing) else ():
        assert inspect.getdoc(getattr(thing, member)), f"{name}.{member} has no docstring"


def test_help_on_the_package_tells_its_names():
    text = pydoc.plain(pydoc.render_doc(perceptop))
    for name in perceptop.__all__:
        assert name in text


@pytest.mark.parametrize("name", CLASSES)
def test_a_public_object_says_what_it_is_in_one_short_line(name):
    experiment = perceptop.load_experiment("xor")
    trainer = experiment.trainer()
    thing = next(
        each for each in (experiment, trainer, trainer.network, trainer.dataset) if type(each).__name__ == name
    )
    text = repr(thing)
    assert text.startswith(f"{name}(")
    assert len(text) < 150
    assert "\n" not in text


def test_an_experiment_tells_its_name_data_layers_and_how_it_learns():
    text = "Experiment('xor', 4 examples, 2-4-1, half_sse, sgd(learning_rate=1, momentum=0))"
    assert repr(perceptop.load_experiment("xor")) == text
    text = "Experiment('spam-neuron', 4 examples, 2-1, inference only)"
    assert repr(perceptop.load_experiment("spam-neuron")) == text
