"""Every command has a handler, and no handler is without a command."""

from typing import get_args

from perceptop.core.protocol.commands import Command
from perceptop.core.session.handlers import HANDLERS


def test_every_command_has_one_handler():
    missing = [command.__name__ for command in get_args(Command) if command not in HANDLERS]
    assert not missing, f"{', '.join(missing)}: no function in HANDLERS in core/session/handlers.py"
    assert set(HANDLERS) == set(get_args(Command))
    assert len(set(HANDLERS.values())) == len(HANDLERS)


def test_a_handler_is_called_as_its_command():
    for command, handler in HANDLERS.items():
        assert handler.__name__.replace("_", "") == command.__name__.lower()
