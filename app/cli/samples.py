"""The list of samples: what `perceptop samples` prints."""

from perceptop.core.experiments.samples import samples


def list_samples() -> int:
    """Print name, title and source of every sample, a line each."""
    listed = samples()
    name_width = max(len(sample.name) for sample in listed)
    title_width = max(len(sample.title) for sample in listed)
    for sample in listed:
        print(f"{sample.name:{name_width}}  {sample.title:{title_width}}  {sample.source}".rstrip())
    return 0
