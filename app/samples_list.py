"""The list of samples: what `perceptop samples` prints."""

from core.experiment import load_experiment
from core.sample_list import sample_names


def list_samples() -> int:
    """Print name, title and source of every sample, a line each."""
    rows = []
    for name in sample_names():
        experiment = load_experiment(name)
        rows.append((name, experiment.title, experiment.source))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, title, source in rows:
        print(f"{name:{widths[0]}}  {title:{widths[1]}}  {source}".rstrip())
    return 0
