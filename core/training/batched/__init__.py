"""Many networks of one shape, trained at once on one data set."""

from core.batched.trainer import BatchedTrainer as BatchedTrainer
