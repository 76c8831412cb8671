"""The terminal itself: what it must be able to do, its input, its output, its signals, and its end."""
