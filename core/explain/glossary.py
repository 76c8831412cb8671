"""The glossary: every term on the screen, and every activation, loss and optimizer with the formula it computes by."""

from dataclasses import dataclass
from functools import cache

from perceptop.core.explain.glossary_terms import ACTIVATION_WORDS, LOSS_WORDS, OPTIMIZER_WORDS, WORDS
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.optimizers import OPTIMIZERS


@dataclass(frozen=True)
class GlossaryEntry:
    """A term, its kind (term, activation, loss or optimizer), what it is, and its formula, empty where it has none."""

    term: str
    kind: str
    meaning: str
    formula: str


@cache
def glossary() -> tuple[GlossaryEntry, ...]:
    """All entries: the terms, then the activations, losses and optimizers."""
    entries = [GlossaryEntry(term, "term", meaning, formula) for term, (meaning, formula) in WORDS.items()]
    for name, activation in ACTIVATIONS.items():
        formula = f"a = {activation.formula};  slope: {activation.slope_formula}"
        entries.append(GlossaryEntry(name, "activation", ACTIVATION_WORDS.get(name, ""), formula))
    entries += [GlossaryEntry(name, "loss", LOSS_WORDS.get(name, ""), loss.formula) for name, loss in LOSSES.items()]
    entries += [
        GlossaryEntry(name, "optimizer", OPTIMIZER_WORDS.get(name, ""), kind.formula)
        for name, kind in OPTIMIZERS.items()
    ]
    return tuple(entries)


def look_up(term: str) -> GlossaryEntry | None:
    """The entry of a term, however it is capitalized; None where there is none."""
    plain = term.strip().casefold()
    return next((entry for entry in glossary() if entry.term.casefold() == plain), None)


def search(text: str) -> tuple[GlossaryEntry, ...]:
    """The entries that hold the text: those whose term does first."""
    plain = text.strip().casefold()
    by_term = [entry for entry in glossary() if plain in entry.term.casefold()]
    by_meaning = [entry for entry in glossary() if entry not in by_term and plain in entry.meaning.casefold()]
    return (*by_term, *by_meaning)
