"""Every command has a handler, and no handler is without a command."""

from typing import get_args

import numpy as np

from perceptop.core.nn.networks.network import Network
from perceptop.core.protocol.commands import Command, SaveModel, Step
from perceptop.core.session.handlers import HANDLERS
from tests.core.sessions import do, session


def test_every_command_has_one_handler():
    missing = [command.__name__ for command in get_args(Command) if command not in HANDLERS]
    assert not missing, f"{', '.join(missing)}: no function in HANDLERS in core/session/handlers.py"
    assert set(HANDLERS) == set(get_args(Command))
    assert len(set(HANDLERS.values())) == len(HANDLERS)


def test_a_handler_is_called_as_its_command():
    for command, handler in HANDLERS.items():
        assert handler.__name__.replace("_", "") == command.__name__.lower()


def test_the_network_is_saved_as_it_stands(tmp_path):
    made, path = session("xor"), str(tmp_path / "xor.json")
    told = do(made, Step(3), SaveModel(path)).progress
    np.testing.assert_array_equal(Network.load(path).theta, made.trainer.network.theta)
    assert (told.saves, told.saved) == (1, path)
