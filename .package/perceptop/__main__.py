"""`python -m perceptop` is the command `perceptop`."""

import sys

from perceptop.app.terminal.exit_codes import end_at_once_on_ctrl_c


def main() -> int:
    """The command line as a process of its own."""
    end_at_once_on_ctrl_c()
    try:
        from perceptop.app.cli.main import main as run

        return run()
    finally:
        # Python's own end is no place for a traceback either.
        end_at_once_on_ctrl_c()


if __name__ == "__main__":
    sys.exit(main())
