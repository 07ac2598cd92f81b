"""The guides to other tools: the gallery's pictures are those of its examples, and Spark agrees with us."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
MEND = "run: python docs/guides/gallery.py"


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("gallery", GUIDES / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pictures(gallery):
    """The pictures that the examples of the page make today."""
    return gallery.pictures()


def test_every_kind_of_picture_is_shown(pictures):
    """All that ``plots`` can draw is on the page."""
    assert ["counts", "map", "matrix", "timeline"] == sorted(pictures)


def test_the_page_shows_what_its_examples_make(gallery, pictures):
    """Each picture stands on the page with its text of today."""
    page = (GUIDES / "gallery.md").read_text("utf-8")

    missing = [name for name, picture in pictures.items() if gallery.shown(name, picture) not in page]

    assert [] == missing, MEND


def test_the_tables_are_those_behind_the_pictures(gallery, pictures):
    """Each table is the rows of its picture."""
    told = {name: (GUIDES / "gallery" / f"{name}.txt").read_text("utf-8") for name in pictures}

    assert {name: gallery.table(picture) for name, picture in pictures.items()} == told, MEND


def test_the_files_are_the_pictures(pictures):
    """Each file has the text of its picture as its label."""
    labels = {
        name: re.search('aria-label="([^"]*)"', (GUIDES / "gallery" / f"{name}.svg").read_text("utf-8"))[1]
        for name in pictures
    }

    assert {name: picture.alt for name, picture in pictures.items()} == labels, MEND


@pytest.mark.slow
def test_spark_agrees_on_two_million_operations():
    """The script of the guide finds no difference between Spark and us."""
    pytest.importorskip("pyspark", reason="pyspark is not installed; install the extra test-slow")
    done = subprocess.run(
        [sys.executable, str(GUIDES / "spark_operations.py"), "2000000"],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )

    assert (0, 2) == (done.returncode, done.stdout.count("the sample of 5,000 agrees")), done.stdout + done.stderr
