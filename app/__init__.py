"""The terminal side of perceptop: command line, live view, headless run. It draws what `core` says is true."""

__version__ = "1.0.0"

if __name__ != "perceptop.app":
    # Under a second name every class in it would exist twice.
    raise ImportError("app is a part of perceptop: import perceptop.app, or perceptop itself")
