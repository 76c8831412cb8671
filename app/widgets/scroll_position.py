"""Which rows of a long table are seen."""


def scrolled_to(row: int, top: int, height: int, first: int, count: int) -> int:
    """The top row that shows `row`, moved no further than needed from `top`.

    Of rows `first` to `first + count - 1`; never past their end while there are enough to fill `height`.
    """
    if row < top:
        top = row
    elif row >= top + height:
        top = row - height + 1
    return max(min(top, first + count - height), first)
