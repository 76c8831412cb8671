"""No text of a cue file reaches the terminal as a control or format character: it is read without them, or refused."""

import pytest

from perceptop.app.teaching.presenter.cues import read_cues
from perceptop.core.errors.bad_input import BadInput
from tests.app.direct import session
from tests.app.terminal.test_safe_output import PIECES, toml

KEYS = {
    "caption": "caption = {}",
    "picture": "picture = {}",
    "neuron": "neuron = {}",
    "speed": "speed = {}",
    "set": "set = {{ {} = 1 }}",
    "value": 'set = {{ "0.1-1.2" = {} }}',
    "optimizer": "set = {{ optimizer = {} }}",
    "question": "question = {}",
    "kind": "question = {{ kind = {} }}",
    "text": 'question = {{ text = {}, choices = ["a", "b"], answer = 1, why = "w" }}',
    "choice": 'question = {{ text = "t", choices = ["a", {}], answer = 1, why = "w" }}',
    "why": 'question = {{ text = "t", choices = ["a", "b"], answer = 1, why = {} }}',
    "unknown": "{} = 1",
}


@pytest.fixture(scope="module")
def about():
    return session("xor").snapshot().about


@pytest.mark.parametrize("key", KEYS)
def test_each_text_is_printable_or_refused_in_a_line(tmp_path, about, key):
    path = tmp_path / "talk.toml"
    for piece in PIECES:
        path.write_text("[[cue]]\n" + KEYS[key].format(toml(piece)))
        assert all(text.isprintable() for text in texts_of(path, about))


def texts_of(path, about):
    """The texts of the one cue of a file; or the line that refuses it."""
    try:
        [cue] = read_cues(str(path), about)
    except BadInput as refused:
        return [str(refused)]
    question = cue.question
    return [cue.caption or "", *((question.text, question.why, *question.choices) if question else ())]
