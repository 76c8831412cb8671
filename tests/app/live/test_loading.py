"""What the screen's process loads before its first picture: no trainer, which has a process of its own."""

import subprocess
import sys


def test_the_view_loads_no_part_of_the_trainer():
    code = "import sys, perceptop.app.live.app; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    trainers = ("perceptop.core.training", "perceptop.core.session", "perceptop.core.nn.networks")
    assert [name for name in loaded if name.startswith(trainers)] == []
