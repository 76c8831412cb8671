"""The training loop: epochs and batches one after the other, ended at the exact epoch that meets a condition."""

from typing import Any

import numpy as np

from perceptop.core.data.arrays import Array
from perceptop.core.nn.networks.network import Network
from perceptop.core.training.epoch_block import EpochBlock, Halt, never
from perceptop.core.training.epoch_runner import MOST_SLOTS, EpochRunner
from perceptop.core.training.stopping import Stop, StopCheck, Stopping, first_not_finite


class EpochLoop:
    """The position of a run, `batch` of `epoch`, advanced by `runner`.

    `diverged_at` is the epoch whose loss is not finite any more, `stopped` says which condition ended the run; both
    are None while it goes on.
    """

    def __init__(self, network: Network) -> None:
        """Call `prepare` before anything else."""
        self._network = network
        self.epoch, self.batch = 0, 0
        self.diverged_at: int | None = None
        self.stopped: Stop | None = None

    def prepare(self, runner: EpochRunner, batches_per_epoch: int, buffers: dict[str, Array]) -> None:
        """Replace the runner; `buffers` are those of its optimizer, which an update writes into."""
        self.runner, self._batches, self._buffers = runner, batches_per_epoch, buffers

    def present(self) -> EpochBlock:
        """Return the present state as a block of one epoch."""
        return self.runner.present(self.epoch)

    def run(self, epochs: int) -> int:
        """Train that many epochs more, fewer if the run diverges; return how many."""
        begin = self.epoch
        while self.epoch < begin + epochs and self.diverged_at is None:
            self.advance(begin + epochs - self.epoch)
        return self.epoch - begin

    def run_until_stopped(self, stopping: Stopping) -> int:
        """Train until one of the conditions is met; return the number of epochs."""
        begin, check = self.epoch, StopCheck(stopping)
        self.stopped = None
        self.stop_if_met(check)
        while self.stopped is None:
            self.advance_until(check)
        return self.epoch - begin

    def stop_if_met(self, check: StopCheck) -> None:
        """Set `stopped` if the present state already meets a stopping condition."""
        losses = self.present().losses
        hit = check.first(self.epoch, losses)
        if first_not_finite(losses) is not None:
            self._diverge()
        elif hit:
            self.stopped = hit[1]

    def advance_until(self, check: StopCheck | None, most: int = MOST_SLOTS, watch: Halt = never) -> EpochBlock:
        """Run one block of at most `most` epochs, ended on the very epoch that meets a stopping condition, or at which
        `watch` halts it. Only the former sets `stopped`.
        """
        met: list[Stop] = []

        def halt(block: EpochBlock) -> int | None:
            hit = check.first(block.first, block.losses) if check else None
            halted = watch(block.until(hit[0] + 1) if hit else block)
            if hit and (halted is None or hit[0] == halted):
                met.append(hit[1])
                return hit[0]
            return halted

        block = self.advance(most, halt)
        if met and self.diverged_at is None:
            self.stopped = met[0]
        return block

    def advance(self, most: int, halt: Halt = never) -> EpochBlock:
        """One block of at most `most` epochs; fewer if buffers have no more room, `halt` says so, or it diverges.

        The block holds the states passed through; the present one, which it leads to, is not among them.
        """
        if self.batch:
            # The rest of an epoch counts as the first.
            self.advance_batches(self._batches)
            most -= 1
        epoch, (theta, buffers) = self.epoch, self.copies()
        block = self._run(min(most, self.runner.slots))
        broken = first_not_finite(block.losses)
        stop = halt(block if broken is None else block.until(broken))
        if stop is None and broken is None:
            return block
        end = min(place for place in (stop, broken) if place is not None)
        kept = block.until(end).kept()
        self.epoch, self.stopped = epoch, None
        self.write_back(theta, buffers)
        self._run(end)
        if end == broken:
            self._diverge()
        return kept

    def advance_batches(self, most: int) -> None:
        """Run at most `most` batches, none beyond the end of the present epoch."""
        end = min(self.batch + most, self._batches)
        self.runner.batches(self.epoch, self.batch, end)
        self.batch = end
        if end == self._batches:
            self.epoch, self.batch = self.epoch + 1, 0

    def copies(self) -> tuple[Array, dict[str, Array]]:
        """Return copies of the weights and of the optimizer's buffers, for `write_back`."""
        return self._network.theta.copy(), {name: array.copy() for name, array in self._buffers.items()}

    def write_back(self, theta: Array, buffers: dict[str, Array]) -> None:
        """Restore earlier weights and buffers of the optimizer."""
        np.copyto(self._network.theta, theta)
        for name, array in buffers.items():
            np.copyto(self._buffers[name], array)
        self.runner.forget()

    def _run(self, count: int) -> EpochBlock:
        block = self.runner.epochs(self.epoch, count)
        self.epoch += count
        return block

    def _diverge(self) -> None:
        self.diverged_at = self.epoch
        self.stopped = Stop("diverged", f"diverged at epoch {self.epoch:,}: the loss is not a finite number any more")

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the runner, whose buffers are allocated anew: `prepare` comes first again."""
        return {name: value for name, value in self.__dict__.items() if name not in ("runner", "_buffers")}
