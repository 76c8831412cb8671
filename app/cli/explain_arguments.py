"""`perceptop explain` on the command line: its arguments, and the question they make. Imports little."""

import argparse
from typing import Any

from perceptop.app.cli.argument_types import names, whole
from perceptop.app.cli.overrides import add_overrides, overrides_of

EXAMPLES = """\
examples:
  perceptop explain xor                                    row 1 through the whole network, and the loss
  perceptop explain xor --epochs 100 --example 2 --neuron 1.0
  perceptop explain xor.json --data xor --synapse 0.1-1.2  a saved network, with the rows of xor
  perceptop explain xor.json --inputs 1,0                  a row of your own, forward only

A neuron is layer.index, a synapse layer.index-layer.index with b for the bias (0.b-1.2); layer 0 is the inputs, and
indices count from 0. Rows count from 1, as on the screen."""

DESCRIPTION = """\
Print the arithmetic behind a number: of a neuron, a synapse with its next update, or a whole row and the loss.
MODEL is a saved network (.json, .npz, .net), or an experiment: then it is at epoch 0, or --epochs N."""


def add_explain_parser(commands: Any) -> None:
    """Add the command to the subparsers of the command line."""
    explain = commands.add_parser(
        "explain",
        help="print where a number comes from",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    explain.add_argument("model", metavar="MODEL", help="a saved network, a sample or a .toml file")
    explain.add_argument("--example", type=whole, default=1, metavar="N", help="the row, counted from 1")
    explain.add_argument(
        "--inputs",
        type=names,
        default=(),
        metavar="X,X,…",
        help="a row of your own, symbols or numbers; --inputs=-1,1 where a minus comes first",
    )
    what = explain.add_mutually_exclusive_group()
    what.add_argument("--neuron", metavar="L.I", help="a neuron: 1.0")
    what.add_argument("--synapse", metavar="L.I-L.I", help="a synapse: 0.1-1.2, or of a bias 0.b-1.2")
    what.add_argument("--check", action="store_true", help="check the gradient of all synapses")
    explain.add_argument("--data", metavar="EXPERIMENT", help="whose rows and settings go with a saved network")
    explain.add_argument("--epochs", type=whole, default=0, metavar="N", help="train an experiment for so many first")
    # Its --epochs trains first, and is no end.
    add_overrides(explain, ending=False)
    explain.set_defaults(run=_explain)


def _explain(parsed: argparse.Namespace) -> int:
    from perceptop.app.cli.explain import ExplainedRun, ExplainOptions, explain

    given = vars(parsed)
    subject = next((name for name in ("neuron", "synapse", "check") if given[name]), "")
    address = given[subject] if subject in ("neuron", "synapse") else ""
    overrides = {name: value for name, value in overrides_of(parsed).items() if name != "epochs"}
    source = ExplainedRun(parsed.model, parsed.data, parsed.epochs, overrides)
    return explain(source, ExplainOptions(parsed.example, tuple(parsed.inputs), subject, address))
