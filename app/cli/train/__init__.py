"""Train without a screen: the progress and the result as words, as JSON lines, or from examples on stdin."""
