"""Changes on the way of a run without a screen: those that come after its end are refused, not trained for."""

import pytest

from perceptop.app.cli.main import main


@pytest.mark.parametrize("form", [["--json"], ["--json-lines"]])
def test_a_change_after_the_epochs_asked_for_is_refused(form, tmp_path, capsys):
    events = tmp_path / "events.toml"
    events.write_text("[[event]]\nepoch = 4\nlearning_rate = 0.5\n")
    command = ["train", "xor", "--events", str(events), *form]
    assert main([*command, "--epochs", "3"]) == 2
    assert "events.toml: event: found one at epoch 4, expected none after --epochs 3" in capsys.readouterr().err
    assert main([*command, "--epochs", "4"]) == 0
