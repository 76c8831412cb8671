"""The speeds that + and - walk through."""

LADDER: tuple[float, ...] = (1, 3, 10, 30, 60, 100, 300, 1_000, 3_000, 10_000)
"""Epochs a second; beyond the last it is as fast as it goes, which is None."""


def faster(speed: float | None) -> float | None:
    """The next speed on the ladder above this one."""
    return None if speed is None else next((step for step in LADDER if step > speed), None)


def slower(speed: float | None) -> float | None:
    """The next speed on the ladder below this one, or the lowest."""
    below = [step for step in LADDER if speed is None or step < speed]
    return below[-1] if below else LADDER[0]
