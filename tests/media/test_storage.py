"""The storage: whole files or none, and names that lead nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from craftsite.media.storage import Folder, MissingFileError

NAME = "ab/abcdef/480x600.jpg"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An empty storage."""
    return Folder(tmp_path / "media")


def names(folder: Folder) -> list[str]:
    """The names of all files."""
    return sorted(file.name for file in folder.walk())


def test_what_was_put_can_be_read_until_it_is_deleted(folder: Folder, tmp_path: Path) -> None:
    folder.put(NAME, b"one")
    folder.put("ab/abcdef/master.jpg", b"two")

    assert (folder.read(NAME), folder.exists(NAME)) == (b"one", True)
    assert names(folder) == [NAME, "ab/abcdef/master.jpg"]

    folder.delete(NAME)
    folder.delete(NAME)

    assert not folder.exists(NAME)
    with pytest.raises(MissingFileError):
        folder.read(NAME)
    folder.delete("ab/abcdef/master.jpg")
    assert list((tmp_path / "media").iterdir()) == []


def test_a_storage_without_a_folder_is_an_empty_one(folder: Folder) -> None:
    assert names(folder) == []
    assert not folder.exists(NAME)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "ab/../../x", "a\x00b", "", "ab//x", "AB/x", ".x", "ab/x.jpg/..", "a.jpg.part../x"]
)
def test_no_name_leads_out_of_the_folder(folder: Folder, name: str) -> None:
    for use in (folder.read, folder.exists, folder.delete, lambda name: folder.put(name, b"x")):
        with pytest.raises(ValueError, match="no name"):
            use(name)


def test_a_file_and_the_folders_that_hold_its_name_are_flushed_before_put_returns(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda number: (flushed.append(Path(f"/proc/self/fd/{number}").readlink()), real(number))
    )

    folder.put(NAME, b"one")

    root = tmp_path / "media"
    assert flushed[:3] == [tmp_path, root, root / "ab"]
    assert flushed[3].name.startswith("480x600.jpg.part")
    assert flushed[4] == root / "ab/abcdef"


def test_a_file_that_could_not_be_written_whole_is_not_there(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.put(NAME, b"before")

    def fail(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        folder.put(NAME, b"after")

    assert folder.read(NAME) == b"before"
    assert names(folder) == [NAME]


@pytest.fixture
def killed_while_writing(tmp_path: Path) -> Folder:
    """A storage whose process was killed after it wrote a file and before it gave it its name."""
    program = f"""
import os, signal
from pathlib import Path
from craftsite.media.storage import Folder
Path.rename = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
Folder(Path({str(tmp_path / "media")!r})).put({NAME!r}, b"one")
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -9
    return Folder(tmp_path / "media")


def test_what_a_killed_process_left_is_seen_and_can_be_deleted(killed_while_writing: Folder) -> None:
    [left] = names(killed_while_writing)

    assert not killed_while_writing.exists(NAME)
    assert left.startswith(f"{NAME}.part")
    killed_while_writing.delete(left)
    assert names(killed_while_writing) == []
