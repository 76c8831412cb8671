"""`python -m app` is `perceptop`."""

import sys

from app.cli import main

if __name__ == "__main__":
    sys.exit(main())
