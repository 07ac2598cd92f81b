"""Optional libraries: none is imported before it is used, a missing one is named with its extra, each works alone."""

import subprocess
import sys
import textwrap
import venv
from pathlib import Path

import pytest

import demandatlas as da
from demandatlas.errors import MissingExtraError
from demandatlas.export._optional import library

OPTIONAL = ("altair", "numpy", "pandas", "polars", "pyarrow", "vl_convert")
ROOT = Path(__file__).parents[2]
USES = {
    "pandas": (("pandas", "numpy", "dateutil", "six"), "print(len(da.sites.to_pandas()))"),
    "polars": (("polars",), "print(len(da.sites.to_polars()))"),
    "arrow": (("pyarrow",), "print(len(da.sites.to_arrow())); da.export.parquet('out')"),
    "plots": (("altair", "vl_convert"), "da.plots.tactic_matrix(da.sites).save('out.svg'); print(len(da.sites))"),
}
"""For each extra the libraries that it brings, and something that works with it alone."""


def run(code, folder, python=sys.executable):
    done = subprocess.run(
        [python, "-c", textwrap.dedent(code)], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


def hiding(*hidden):
    """Code that makes some libraries look as if they were not installed."""
    return f"""
        import sys
        class Hidden:
            def find_spec(self, name, path=None, target=None):
                if name.partition('.')[0] in {hidden!r}:
                    raise ModuleNotFoundError(f"No module named {{name!r}}", name=name.partition('.')[0])
        sys.meta_path.insert(0, Hidden())
        import demandatlas as da
    """


def test_nothing_is_imported_before_it_is_used(tmp_path):
    """Plain answers, and exports that need no library, import none of the optional ones."""
    code = f"""
        import sys, demandatlas as da
        da.sites.to_records(); da.sites.to_csv('a.csv'); da.sites.to_geojson(); da.plots.SUFFIXES
        da.export.sqlite('a.sqlite'); da.export.data_package('package'); da.export.json_schema('schemas')
        print(sorted(set(sys.modules) & set({OPTIONAL!r})))
    """

    assert "[]\n" == run(code, tmp_path)


@pytest.mark.parametrize("extra", USES)
def test_an_extra_works_without_the_others(tmp_path, extra):
    """With only the libraries of one extra, what it is for works."""
    brought, use = USES[extra]
    hidden = [name for name in OPTIONAL if name not in brought]

    assert f"{len(da.sites)}\n" == run(hiding(*hidden) + f"\n        {use}", tmp_path)


@pytest.mark.parametrize(
    ("use", "library", "extra"),
    [
        ("da.sites.to_pandas()", "pandas", "pandas"),
        ("da.sites.to_polars()", "polars", "polars"),
        ("da.sites.to_arrow()", "pyarrow", "arrow"),
        ("da.sites.__arrow_c_stream__()", "pyarrow", "arrow"),
        ("da.export.parquet('out')", "pyarrow", "arrow"),
        ("da.export.croissant('out')", "pyarrow", "arrow"),
        ("da.plots.tactic_matrix(da.sites)", "altair", "plots"),
        ("da.plots.site_map(da.sites)", "altair", "plots"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(tmp_path, use, library, extra):
    """The error says what to install, word for word."""
    code = hiding(library) + f"\n        try: {use}\n        except da.MissingExtraError as error: print(error)"

    expected = f"{library} is not installed; install it with: python -m pip install 'demandatlas[{extra}]'\n"
    assert expected == run(code, tmp_path)


def test_nothing_is_made_where_a_library_is_missing(tmp_path):
    """An export that cannot be made leaves no folder."""
    run(hiding("pyarrow") + "\n        da.export.parquet('out')", tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_a_broken_library_is_not_called_missing(tmp_path, monkeypatch):
    """A library that is there and misses something of its own says so itself."""
    (tmp_path / "broken_library.py").write_text("import something_that_is_not_there")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ModuleNotFoundError) as raised:
        library("broken_library", "plots")

    assert ("something_that_is_not_there", False) == (raised.value.name, isinstance(raised.value, MissingExtraError))


@pytest.mark.slow
@pytest.mark.parametrize("extra", USES)
def test_an_extra_installs_alone(tmp_path, extra):
    """In a fresh environment, the extra brings all that it needs."""
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", f"{ROOT}[{extra}]"], check=True, timeout=600)

    found = run(f"import demandatlas as da; {USES[extra][1]}", tmp_path, python)

    assert f"{len(da.sites)}\n" == found
