"""The README's line for GNU parallel, as it stands: its shards are merged into the very outcomes of one run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("parallel") is None, reason="GNU parallel is not installed")
def test_four_shards_in_parallel_are_one_study(tmp_path):
    line = re.search(r"^parallel perceptop .*$", (ROOT / "README.md").read_text(), re.MULTILINE)[0]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(["sh", "-c", line], cwd=tmp_path, env=os.environ | {"PATH": path}, check=True)
    shards = sorted(tmp_path.glob("shard-*.json"))
    assert len(shards) == 4

    def settings_of(*arguments):
        command = [sys.executable, "-m", "perceptop", "study", *arguments, "--json"]
        return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)["settings"]

    merged = settings_of("--merge", *map(str, shards))
    assert merged == settings_of("xor", "--no-check", "--starts", "400", "--processes", "1")
