"""Files are put in place whole or not at all, and over nothing unless told."""

import pickle
import re
from functools import partial

import pytest

import demandatlas as da
from demandatlas.errors import ExportError, InvalidTypeError, InvalidValueError
from demandatlas.export._placing import write_file, write_files


def writes(text):
    return lambda path: path.write_text(text)


def fails(path):
    path.write_text("half")
    raise OSError(28, "No space left on device")


def tree(folder):
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_a_new_folder_holds_all_files(tmp_path):
    """The folder is made, and nothing else is left beside it."""
    paths = write_files(tmp_path / "new", {"a": writes("1"), "b": writes("2")}, overwrite=False)

    assert ((tmp_path / "new" / "a", tmp_path / "new" / "b"), {"a": "1", "b": "2"}, ["new"]) == (
        paths,
        tree(tmp_path / "new"),
        [path.name for path in tmp_path.iterdir()],
    )


def test_what_is_there_is_not_overwritten(tmp_path):
    """One file of the same name stops the whole export, with the remedy."""
    (tmp_path / "b").write_text("mine")

    with pytest.raises(ExportError, match="b': it is there already; pass overwrite=True to replace it"):
        write_files(tmp_path, {"a": writes("1"), "b": writes("2")}, overwrite=False)

    assert {"b": "mine"} == tree(tmp_path)


def test_overwriting_replaces_its_own_files_only(tmp_path):
    """Files of other names stay."""
    (tmp_path / "a").write_text("old")
    (tmp_path / "notes").write_text("mine")

    write_files(tmp_path, {"a": writes("new")}, overwrite=True)

    assert {"a": "new", "notes": "mine"} == tree(tmp_path)


@pytest.mark.parametrize("there", [True, False])
def test_a_failure_leaves_nothing(tmp_path, there):
    """A file that cannot be written whole leaves none of the others behind."""
    folder = tmp_path / "out"
    if there:
        folder.mkdir()

    with pytest.raises(ExportError, match="No space left on device; give a folder that can be written to"):
        write_files(folder, {"a": writes("1"), "b": fails}, overwrite=False)

    assert ([], there) == ([path for path in tmp_path.rglob("*") if path != folder], folder.exists())


def test_a_failure_while_moving_puts_everything_back(tmp_path, monkeypatch):
    """If the last file cannot be moved into place, the ones before it are as they were."""
    from pathlib import Path

    (tmp_path / "a").write_text("old")
    replace = Path.replace

    def breaks(self, target):
        if self.name == "c":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", breaks)

    with pytest.raises(ExportError, match="Permission denied"):
        write_files(tmp_path, {"a": writes("new"), "b": writes("new"), "c": writes("new")}, overwrite=True)

    assert {"a": "old"} == tree(tmp_path)


def test_an_error_of_another_kind_leaves_nothing_either(tmp_path):
    """Whatever goes wrong, the folder stays as it was."""

    def raises(path):
        path.write_text("half")
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_file(tmp_path / "a", raises, overwrite=False)

    assert {} == tree(tmp_path)


@pytest.mark.parametrize("name", ["../a", "b/a", "/etc/a", "..", ""])
def test_a_name_cannot_leave_the_folder(tmp_path, name):
    """Only plain file names are taken."""
    with pytest.raises(ExportError, match="no plain file name"):
        write_files(tmp_path / "out", {name: writes("1")}, overwrite=True)

    assert {} == tree(tmp_path)


def test_a_link_is_replaced_not_followed(tmp_path):
    """A link of the same name does not lead the export out of the folder."""
    outside = tmp_path / "outside"
    outside.write_text("mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a").symlink_to(outside)

    write_files(folder, {"a": writes("new")}, overwrite=True)

    assert ("mine", "new", False) == (outside.read_text(), (folder / "a").read_text(), (folder / "a").is_symlink())


def test_a_broken_link_counts_as_there(tmp_path):
    """What is there is not replaced unasked, even a link that leads nowhere."""
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")

    with pytest.raises(ExportError, match="it is there already"):
        write_file(tmp_path / "a", writes("new"), overwrite=False)

    assert (tmp_path / "a").is_symlink()


def test_a_folder_in_the_way_is_named(tmp_path):
    """A folder is never replaced by a file."""
    (tmp_path / "a").mkdir()

    with pytest.raises(ExportError, match="a': it is a folder; give the name of a file"):
        write_file(tmp_path / "a", writes("1"), overwrite=True)

    assert (tmp_path / "a").is_dir()


def test_a_file_in_the_way_is_named(tmp_path):
    """A file is no folder to export to."""
    (tmp_path / "a").write_text("mine")

    with pytest.raises(ExportError, match="a': it is a file; give a folder"):
        write_files(tmp_path / "a", {"b": writes("1")}, overwrite=True)

    assert {"a": "mine"} == tree(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    """A file needs a folder that is there."""
    with pytest.raises(ExportError) as raised:
        write_file(tmp_path / "none" / "a", writes("1"), overwrite=False)

    missing = tmp_path / "none"
    expected = f"cannot export to {str(missing / 'a')!r}: there is no folder {str(missing)!r}; make it first"
    assert expected == str(raised.value)


def test_a_folder_whose_parent_is_missing_is_named(tmp_path):
    """Only the last folder of a path is made."""
    with pytest.raises(ExportError, match="No such file or directory; give a folder that can be written to"):
        write_files(tmp_path / "none" / "out", {"a": writes("1")}, overwrite=False)

    assert {} == tree(tmp_path)


def test_an_error_survives_a_pickle():
    """It can come back from another process."""
    error = pickle.loads(pickle.dumps(ExportError("a", "it is there")))

    assert ("a", "it is there", "cannot export to 'a': it is there") == (error.path, error.problem, str(error))


EXPORTS = {
    "parquet": "out",
    "csv": "out",
    "data_package": "out",
    "croissant": "out",
    "json_schema": "out",
    "sqlite": "out.sqlite",
    "geojson": "out.geojson",
}


@pytest.mark.parametrize("export", EXPORTS)
def test_every_export_refuses_to_overwrite(tmp_path, sample, export):
    """The second export to the same place is refused, unless it is told to overwrite."""
    write, place = getattr(da.export, export), tmp_path / EXPORTS[export]
    if export != "json_schema":  # the one that is not of a dataset
        write = partial(write, dataset=sample)
    write(place)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    with pytest.raises(ExportError, match="overwrite=True"):
        write(place)
    write(place, overwrite=True)

    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_every_export_is_tried():
    """The list above is that of the public functions."""
    assert sorted(EXPORTS) == da.export.__all__


@pytest.mark.parametrize(
    ("path", "error", "problem"),
    [
        (3, InvalidTypeError, "cannot write to 3; give a path, as text or pathlib.Path"),
        (b"here", InvalidTypeError, "cannot write to b'here'; give a path, as text or pathlib.Path"),
        ("a\udcffb\ud800", InvalidValueError, "it holds half a character; mend the path"),
        ("a\0b", InvalidValueError, "it holds a null character; mend the path"),
    ],
)
def test_what_is_no_path(path, error, problem):
    """Nothing is written, and the reason is said."""
    with pytest.raises(error, match=re.escape(problem)):
        write_file(path, writes("1"), overwrite=False)


def test_a_path_that_no_system_can_look_up(tmp_path):
    """A name of a thousand letters is an error of ours."""
    with pytest.raises(ExportError, match="give another path"):
        write_files(tmp_path / ("x" * 1000), {"a": writes("1")}, overwrite=False)
