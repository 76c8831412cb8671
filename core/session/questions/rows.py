"""Which row turns right first, and is the run solved by some epoch?"""

import numpy as np
from numpy.typing import NDArray

from perceptop.core.data.arrays import Array
from perceptop.core.protocol.addresses import NeuronAddress
from perceptop.core.protocol.explanation import Link
from perceptop.core.protocol.question import Question
from perceptop.core.session.questions.margins import TIE, has_right_rows, margins
from perceptop.core.session.questions.situation import Situation

MOST_CHOSEN = 3
MOST_AHEAD = 300
NEVER = np.iinfo(np.int64).max


def right_question(here: Situation) -> Question | None:
    """Ask which of up to three rows that are wrong turns right first."""
    ahead = here.horizons(10, MOST_AHEAD) if has_right_rows(here.dataset) else []
    if not ahead:
        return None
    epochs = max(ahead)
    if here.trial.changes_within(epochs):
        # The rows may have changed by then.
        return None
    outputs = here.trial.outputs(epochs)
    if outputs is None:
        return None
    found = margins(here.dataset, outputs)
    wrong = np.flatnonzero(found[0] < -TIE)
    if not len(wrong):
        return None
    rows = sorted(int(wrong[place]) for place in here.pick(len(wrong), MOST_CHOSEN))
    surely, maybe = _first(found[:, rows] > TIE), _first(found[:, rows] > -TIE)
    first = int(surely.argmin())
    others = np.delete(maybe, first)
    end = here.epoch + epochs
    if surely[first] < others.min(initial=NEVER):
        right, turned = first, int((found[:, rows[first]] > 0).argmax())
        told = _told(here, outputs, rows[first], turned)
        why = f"{here.row(rows[first])} turns right at epoch {here.epoch + turned:,}: {told}."
    elif maybe.min() == NEVER:
        right, row = len(rows), rows[int(found[-1, rows].argmax())]
        still = "it is" if len(rows) == 1 else "all are"
        why = f"At epoch {end:,} {still} wrong; {here.row(row)} comes nearest: {_told(here, outputs, row, epochs)}."
    else:
        return None
    row = rows[right] if right < len(rows) else rows[0]
    which = "Which of these rows turns right first?" if len(rows) > 1 else "Does this row turn right?"
    return Question(
        kind="right",
        epoch=here.epoch,
        text=which,
        choices=(*map(here.row, rows), f"none by epoch {end:,}"),
        right=right,
        why=why[0].upper() + why[1:],
        link=Link(_output(here, row), row),
    )


def solved_question(here: Situation) -> Question | None:
    """Ask whether all rows are right by an epoch; yes and no are as likely, if both can be."""
    ahead = here.horizons(1, here.trial.reach) if has_right_rows(here.dataset) else []
    if not ahead or here.trial.changes_within(max(ahead)):
        return None
    outputs = here.trial.outputs(max(ahead))
    if outputs is None:
        return None
    found = margins(here.dataset, outputs)
    least = found.min(axis=1)
    if least[0] > -TIE:
        return None
    surely, maybe = int(_first(least[:, None] > TIE)[0]), int(_first(least[:, None] > -TIE)[0])
    ends = [[epochs for epochs in ahead if surely <= epochs], [epochs for epochs in ahead if epochs < maybe]]
    kinds = [which for which in (0, 1) if ends[which]]
    if not kinds:
        return None
    right = int(here.rng.choice(kinds))
    epochs = int(here.rng.choice(ends[right]))
    rows, end = len(here.dataset), here.epoch + epochs
    if right == 0:
        turned = int((least > 0).argmax())
        row = int(found[turned - 1].argmin())
        why = f"All {rows:,} rows are right at epoch {here.epoch + turned:,}; the last is {here.row(row)}."
    else:
        row, now_right = int(found[epochs].argmin()), int((found[epochs] > 0).sum())
        told = _told(here, outputs, row, epochs)
        why = f"{now_right:,} of {rows:,} rows are right at epoch {end:,}; {here.row(row)} is not: {told}."
    return Question(
        kind="solved",
        epoch=here.epoch,
        text=f"Is it solved (all {rows:,} rows right) by epoch {end:,}?",
        choices=("yes", "no"),
        right=right,
        why=why,
        link=Link(_output(here, row), row),
    )


def _first(met: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the first epoch at which each column is met, `NEVER` if it is not."""
    return np.where(met.any(axis=0), met.argmax(axis=0), NEVER)


def _output(here: Situation, row: int) -> NeuronAddress:
    """Return the output neuron that a row is most about: that of its highest target."""
    return NeuronAddress(len(here.about.layers) - 1, int(here.dataset.targets[row].argmax()))


def _told(here: Situation, outputs: Array, row: int, epochs: int) -> str:
    """Say what a row gives now and after that many epochs."""
    about, place = here.about, _output(here, row).index
    now, then = float(outputs[0, row, place]), float(outputs[epochs, row, place])
    output = "output" if outputs.shape[2] == 1 else f"output {about.names.neuron(len(about.layers) - 1, place)}"
    return f"{output} {_value(here, now)} → {_value(here, then)}"


def _value(here: Situation, value: float) -> str:
    symbols = here.about.symbols
    return f"{value:.3f}" + (f" ({symbols.nearest(value)})" if symbols and np.isfinite(value) else "")
