"""Coverage-guided fuzzing, in the nightly mode: a while for each target."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))
WHAT = {
    "dates": "texts of dates and counts",
    "seeds": "a seed among others, read and checked",
    "lines": "a line as each kind of record",
    "files": "a file of a compiled dataset, asked and verified",
}


@pytest.mark.slow
@pytest.mark.parametrize("target", WHAT)
def test_a_fuzzer_that_sees_what_it_reaches(target, figures):
    """It finds nothing but answers and the one error."""
    pytest.importorskip("atheris", reason="atheris is missing; install the extra test-slow")
    command = [sys.executable, str(Path(__file__).with_name("fuzz.py")), target, str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS + 120)
    assert 0 == done.returncode, done.stderr[-4000:]
    tried = int(done.stdout.split()[-1])

    figures(f"coverage-guided: {WHAT[target]}", tried=tried, survived=tried, note=f"{SECONDS} seconds")
