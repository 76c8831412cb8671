"""The terminal side of perceptop: command line, live view, headless run. It draws what `core` says is true."""

__version__ = "1.0.0"
