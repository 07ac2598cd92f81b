"""How things are measured: whole processes by instructions, time and memory; calls within one process by time.

Instruction counts repeat exactly with ``PYTHONHASHSEED=0``. Times drift, so processes run in shuffled rounds and are
compared within each round; calls are compared in alternating rounds of one process, the collector of cycles paused.
"""

import gc
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs

MILLION = 1_000_000
PEAK = "; print('peak', open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
"""Not what ``resource`` tells, which begins with the size of the process that started this one."""


@attrs.frozen
class Ratio:
    """How many times one thing costs what another does: the middle of all rounds, and the middle half of them."""

    middle: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Ratio":
        """The ratio of these rounds; a single one has no spread."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, middle, high = statistics.quantiles(values, n=4)
        return cls(middle, low, high)


def environment() -> dict[str, str]:
    """That of the measured processes: compiled files are written and used, hashes are the same every time."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))}
    return {**kept, "PYTHONHASHSEED": "0"}


def has_proc() -> bool:
    """Whether the system tells how much memory a process had resident."""
    return Path("/proc/self/status").exists()


def has_callgrind() -> bool:
    """Whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in an empty folder, which a process looks through for modules, and raise where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(command, env=environment(), cwd=folder, check=True, capture_output=True, text=True)


def instructions(code: str) -> int:
    """How many instructions a process takes that runs the code, its compiled files being there."""
    run(sys.executable, "-c", code)
    done = run("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-c", code)
    found = re.search(r"Collected : (\d+)", done.stderr)
    assert found, done.stderr
    return int(found[1])


def peak_memory(code: str) -> int:
    """The most memory, in bytes, that a process that runs the code has resident at once."""
    return int(run(sys.executable, "-c", f"{code}{PEAK}").stdout.split("peak ")[-1]) * 1024


def process_seconds(codes: Mapping[str, str], rounds: int) -> dict[str, list[float]]:
    """The seconds that each process takes, in rounds in which all take part in an order of chance."""
    chance, found = random.Random(7), {name: [] for name in codes}
    for code in codes.values():
        run(sys.executable, "-c", code)
    for _ in range(rounds):
        for name in chance.sample(list(codes), len(codes)):
            began = time.perf_counter()
            run(sys.executable, "-c", codes[name])
            found[name].append(time.perf_counter() - began)
    return found


def call_seconds(
    calls: Mapping[str, Callable[[], object]], rounds: int, collecting: bool = False
) -> dict[str, list[float]]:
    """The seconds of processor time that each call takes, in rounds in which all take part in an order of chance.

    The collector of cycles is paused, unless it is wanted ``collecting``, as it does in any other process.
    """
    chance, found = random.Random(7), {name: [] for name in calls}
    for _ in range(rounds):
        for name in chance.sample(list(calls), len(calls)):
            gc.collect()
            (gc.enable if collecting else gc.disable)()
            began = time.process_time()
            kept = calls[name]()
            found[name].append(time.process_time() - began)
            gc.enable()
            del kept
    return found


def within_rounds(seconds: Mapping[str, Sequence[float]], name: str, against: str) -> Ratio:
    """How many times one takes what the other does, round by round."""
    return Ratio.of([mine / theirs for mine, theirs in zip(seconds[name], seconds[against], strict=True)])
