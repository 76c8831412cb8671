"""An error in a condition or in a placeholder of a text; the reader of the file adds its place."""


class BadCondition(ValueError):  # noqa: N818 - it is the text that is bad
    """Says what was found and what was expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.found, self.expected = found, expected
