"""The real seeds: without a problem, compiled as committed, as the documents tell, and in our own words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from demandatlas.curate import curate, curate_file
from demandatlas.curate.passages import verify_passages

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
DOCUMENTS = ROOT.parent / "shared" / "documents"
needs_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason=f"the five documents are not at {DOCUMENTS}: their passages cannot be compared"
)
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside these tests: this is no clone")

RUN = 6
INSTITUTIONAL = (
    # names as they are printed, alone or one after the other
    "sacramento county district attorney s office",
    "sacramento county sheriff s office",
    "sacramento police department",
    "citrus heights police department",
    "elk grove police department",
    "rancho cordova police department",
    "california highway patrol",
    "operation a c t a clean town",
    "a c t a clean town",
    "s t o p sick tired of prostitution",
    # the fifteen tactics, which are listed by label everywhere
    "auto seizure",
    "buyer arrests",
    "cameras",
    "community service",
    "employment loss",
    "identity disclosure",
    "it based tactics",
    "john school",
    "letters",
    "license suspension",
    "neighborhood action",
    "public education",
    "reverse stings",
    "soap orders",
    "web stings",
)


@pytest.fixture(scope="module")
def curated():
    return curate(SEEDS)


def test_check(curated):
    """The seeds have no problem."""
    problems = "\n".join(str(problem) for problem in curated.problems)

    assert "" == problems, "mend these, then run: python -m demandatlas.curate check"


def test_build_is_current():
    """What is committed is what the seeds give."""
    command = [sys.executable, "-m", "demandatlas.curate", "build", "--check"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (0, "the compiled output is current\n", "") == (ran.returncode, ran.stdout, ran.stderr), (
        "run: python -m demandatlas.curate build, and commit src/demandatlas/data and src/demandatlas/ids.py"
    )


def test_guide_examples(tmp_path):
    """The three seeds that the curator's guide shows pass among the real ones."""
    seeds = shutil.copytree(SEEDS, tmp_path / "seeds")
    guide = (SEEDS / "README.md").read_text("utf-8")
    shown = re.findall(r"`([a-z]+/[\w/-]+\.toml)`.*?```toml\n(.*?)```", guide, re.DOTALL)
    for file, text in shown:
        (seeds / file).write_text(text, "utf-8")

    problems = [str(problem) for file, _ in shown for problem in curate_file(seeds / file).problems]

    assert (3, []) == (len(shown), problems), "mend the examples in seeds/README.md"


@needs_documents
def test_passages(curated):
    """Every passage that evidence points to reads as it did when it was cited."""
    result = verify_passages(curated.drafts, DOCUMENTS)

    assert (5, (), ()) == (result.documents, result.missing, result.problems), (
        f"run: python -m demandatlas.curate verify {DOCUMENTS}"
    )


@needs_documents
def test_all_evidence_from_documents_has_its_hash(curated):
    """Evidence from a document that we hold always carries the hash of its passage."""
    held = {draft.source.id for draft in curated.drafts if draft.source and draft.source.sha256}
    bare = [
        f"{draft.seed.file}: {path}"
        for draft in curated.drafts
        for path, piece in draft.pieces()
        if piece.source in held and not piece.passage_sha256
    ]

    assert [] == bare, f"run: python -m demandatlas.curate verify {DOCUMENTS}, which tells the hashes"


def words_of(text):
    return re.findall(r"[a-z0-9]+", text.casefold())


def runs_of(text):
    """Every run of six words, but for those that lie in names and labels."""
    plain = " ".join(words_of(text))
    for number, name in enumerate(sorted(INSTITUTIONAL, key=len, reverse=True)):
        plain = re.sub(rf"\b{name}\b", f" <{number}> ", plain)  # a mark that no run of words contains
    for piece in re.split(r"<\d+>", plain):
        words = piece.split()
        yield from (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def our_texts():
    places = [SEEDS, ROOT / "src" / "demandatlas" / "data", ROOT / "docs"]
    files = [path for place in places if place.is_dir() for path in sorted(place.rglob("*")) if path.is_file()]
    return [*files, *sorted(ROOT.glob("*.md"))]


@needs_documents
def test_no_sentence_is_copied():
    """No six consecutive words of a document stand in our texts, but for names of institutions and labels."""
    theirs = {run: path.name for path in sorted(DOCUMENTS.glob("*.txt")) for run in runs_of(path.read_text("utf-8"))}
    copied = [
        f"{path.relative_to(ROOT)}: {run!r} stands in {theirs[run]}"
        for path in our_texts()
        for run in sorted(set(runs_of(path.read_text("utf-8", "replace"))) & theirs.keys())
    ]

    assert [] == copied, "say it in our own words; a name of an institution goes into INSTITUTIONAL"


@needs_documents
def test_a_copied_sentence_would_be_found(tmp_path):
    """The comparison does find a sentence that is copied, whatever its case and punctuation."""
    document = next(iter(sorted(DOCUMENTS.glob("*.txt")))).read_text("utf-8")
    sentence = max(document.split("."), key=len)

    assert [] != [run for run in runs_of(f"# {sentence.upper()!r}") if run in set(runs_of(document))]
