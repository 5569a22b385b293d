"""Atomic writing, the error tree, and where the facts lie."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from geomap import errors, resources
from geomap.errors import DataError, GeomapError, OutputError, UsageError
from geomap.files import check_writable, replacing, write_text

if TYPE_CHECKING:
    from pathlib import Path


def test_text_is_written_whole_with_line_feeds(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.txt"
    write_text(path, "İ\n𝔸\n")
    assert path.read_bytes() == "İ\n𝔸\n".encode()
    assert [item.name for item in path.parent.iterdir()] == ["a.txt"]


def test_an_interrupted_run_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def interrupted() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            assert path.read_text() == "old"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_the_temporary_file_has_the_suffix_and_lies_beside(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.gpkg") as temporary:
        assert temporary.suffix == ".gpkg"
        assert temporary.parent == tmp_path


def test_the_file_has_the_usual_rights(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "a.txt", tmp_path / "folder"):
        for attempt in (lambda path=path: write_text(path, "x"), lambda path=path: check_writable(path)):
            with pytest.raises(OutputError, match="Cannot write"):
                attempt()


def test_checking_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    check_writable(path)
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_every_error_is_in_the_tree_and_told_in_it() -> None:
    found = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, Exception)]
    assert len(found) > 5
    for item in found:
        assert issubclass(item, GeomapError)
        assert item.__name__ in (errors.__doc__ or "")
        assert item.exit_code == (2 if issubclass(item, UsageError) else 1)


def test_an_error_says_what_and_what_to_do() -> None:
    error = UsageError("It is wrong.", "Mend it.")
    assert (error.what, error.remedy, str(error)) == ("It is wrong.", "Mend it.", "It is wrong. Mend it.")
    assert str(UsageError("It is wrong.")) == "It is wrong."


def test_data_files_are_found_or_named() -> None:
    assert resources.data_dir().joinpath("curated").is_dir()
    with pytest.raises(DataError, match=r"curated/no-such\.toml"):
        resources.data_file("curated", "no-such.toml")
