"""The glossary: nothing that has a name is missing, and formulas are those that are computed."""

import pytest

from perceptop.core.explain.glossary import glossary, search
from perceptop.core.nn.activations.functions import ACTIVATIONS
from perceptop.core.nn.losses.functions import LOSSES
from perceptop.core.nn.optimizers import OPTIMIZERS

ON_SCREEN = (
    "epoch", "example", "weight", "bias", "synapse", "activation", "z", "δ", "Δw", "batch Δw", "last step",
    "learning rate", "momentum", "loss", "MSE", "mini-batch", "seed", "history", "gradient", "diverged",
)  # fmt: skip


def entry_of(term):
    return next(entry for entry in glossary() if entry.term == term)


@pytest.mark.parametrize("term", [*ON_SCREEN, *ACTIVATIONS, *LOSSES, *OPTIMIZERS])
def test_every_name_is_explained(term):
    entry = entry_of(term)
    assert entry.meaning.endswith(".")
    assert 1 <= entry.meaning.count(". ") + 1 <= 2


def test_the_methods_have_the_formulas_they_compute_by():
    assert ACTIVATIONS["tanh"].slope_formula in entry_of("tanh").formula
    assert entry_of("half_sse").formula == LOSSES["half_sse"].formula
    assert entry_of("adam").formula == OPTIMIZERS["adam"].formula


def test_nothing_is_in_it_that_there_is_not():
    kinds = {"activation": ACTIVATIONS, "loss": LOSSES, "optimizer": OPTIMIZERS}
    for kind, registry in kinds.items():
        assert [entry.term for entry in glossary() if entry.kind == kind] == list(registry)
    terms = [(entry.term, entry.kind) for entry in glossary()]
    assert len(set(terms)) == len(terms)


def test_a_search_finds_terms_first_and_then_meanings():
    found = [entry.term for entry in search("learning")]
    assert found[0] == "learning rate"
    assert "epoch" not in found[:1]
    assert len(search("xyzzy")) == 0
