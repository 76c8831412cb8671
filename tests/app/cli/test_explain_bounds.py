"""An explanation that nobody could read is refused before it is worked out."""

from perceptop.app.cli.main import main


def test_a_layer_too_wide_to_be_printed_is_refused(capsys):
    assert main(["explain", "xor", "--layers", "2,10001,1", "--neuron", "1.0"]) == 2
    assert capsys.readouterr().err == (
        "perceptop: explain: found a layer of 10,001 neurons, expected at most 10,000 in a layer\n"
    )
