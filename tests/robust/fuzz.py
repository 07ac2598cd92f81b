"""Coverage-guided fuzzing of one target: ``python tests/robust/fuzz.py dates SECONDS``; prints how many were tried.

Each input has to give an answer or the one error; anything else, or one that takes seconds, ends the run and fails.
"""

import os
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

try:
    import atheris
except ModuleNotFoundError:  # whoever only looks at this file need not have it
    atheris = None

with atheris.instrument_imports(include=["demandatlas"]) if atheris else nullcontext():
    import demandatlas as da
    from demandatlas.convert import structure
    from demandatlas.curate import curate
    from demandatlas.dataset import Dataset
    from demandatlas.errors import DemandAtlasError
    from demandatlas.records import RECORDS
    from demandatlas.store import META, Store, meta_of

sys.path[:0] = [str(Path(__file__).parents[1])]
from seed_folder import VALID, write_valid  # noqa: E402

FILES = sorted(VALID)
SECONDS_EACH = 5
FOLDER = Path(tempfile.gettempdir()) / f"fuzz-{os.getpid()}"
WHOLE: dict[str, bytes] = {}
NAMES: list[str] = []


def dates(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for read in (da.When.parse, da.Count.parse):
        try:
            str(read(text))
        except DemandAtlasError as error:
            assert str(error)


def seeds(data: bytes) -> None:
    file = FILES[data[0] % len(FILES)] if data else FILES[0]
    path = FOLDER / file
    path.write_bytes(data[1:])
    try:
        assert all(str(problem).isprintable() for problem in curate(FOLDER).problems)
    finally:
        path.write_text(VALID[file], "utf-8")


def lines(data: bytes) -> None:
    for record in RECORDS.values():
        try:
            structure(data, record, "a test")
        except DemandAtlasError:
            continue


def files(data: bytes) -> None:
    """One file of a dataset is what the fuzzer gives; sizes and hash are made to fit."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    changed = {**WHOLE, name: data[1:] + b"\n"}
    held = Dataset(Store({**changed, META: meta_of(changed, "2022-11-22")}.__getitem__, "a test"))
    for ask in (lambda: tuple(held.all_records()), held.coverage, lambda: held.timeline("folsom-ca"),
                lambda: held.known_by("2022").sites_using("letters").ids, held.verify):  # fmt: skip
        try:
            ask()
        except DemandAtlasError:
            continue


TARGETS = {"dates": dates, "seeds": seeds, "lines": lines, "files": files}
EXAMPLES = {
    "dates": [b"2020-09/2020-11-15~", b"198X", b"../1995", b"20..25..30", b">=3"],
    "seeds": [bytes([number]) + VALID[file].encode() for number, file in enumerate(FILES)],
}


def main() -> None:
    target, seconds = sys.argv[1], int(sys.argv[2])
    WHOLE.update(write_valid(FOLDER).curated().files())
    del WHOLE[META]
    NAMES.extend(sorted(WHOLE))
    corpus = tempfile.mkdtemp()
    told = [row for name in NAMES for row in WHOLE[name].splitlines()]
    compiled = [bytes([number]) + WHOLE[name].rstrip(b"\n") for number, name in enumerate(NAMES)]
    for number, text in enumerate(EXAMPLES.get(target, told if target == "lines" else compiled)):
        (Path(corpus) / str(number)).write_bytes(text)
    tried, begun = 0, time.monotonic()

    def once(data: bytes) -> None:
        nonlocal tried
        tried += 1
        TARGETS[target](data)
        if time.monotonic() - begun > seconds:
            print(tried, flush=True)
            os._exit(0)

    atheris.Setup([sys.argv[0], f"-timeout={SECONDS_EACH}", "-max_len=4096", "-verbosity=0", corpus], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
