"""All rows of a table through a network that was trained on one: a row of predictions for each, as CSV."""

import csv
import sys
from pathlib import Path

import numpy as np

from perceptop.core.data.tables.new_rows import encode_table
from perceptop.core.data.tables.read_table import read_table
from perceptop.core.errors.bad_input import refuse
from perceptop.core.nn.networks.network import Network


def predict_table(network: Network, model: str, path: str, numbers: bool = False) -> int:
    """Print a header and a row for each row of the table: classes, or numbers in the units that it was trained in.

    With `numbers` the outputs as they are. `BadInput` if the network was not trained on a table, or one is no such.
    """
    encoding = network.labels.encoding
    if encoding is None:
        refuse(
            f"{model}: table", "nothing", "a model that was trained on a table: perceptop train FILE.csv --save MODEL"
        )
    inputs = encode_table(encoding, read_table(Path(path), path))
    with np.errstate(all="ignore"):
        outputs = network.predict(inputs)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    if numbers:
        rows.writerow(encoding.output_names)
        rows.writerows(outputs.tolist())
    else:
        rows.writerow(encoding.target_names)
        rows.writerows(encoding.decode_outputs(outputs))
    return 0
