"""Reading tables: what a cell may hold, and how a fault is named."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from craftsite.loading import Fault, Loaded, LoadError, Row, note_repeats, read_rows, refuse_faults

ALLOWED = ["batik", "agro"]


def row(**cells: str) -> Row:
    """A row on line 7 of a file."""
    return Row("table.csv", 7, cells)


def table(tmp_path: Path, content: str | bytes) -> Path:
    """A file with this content."""
    path = tmp_path / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("cell", "read", "value"),
    [
        ("  Batik   tulis ", lambda row: row.text("cell", 20), "Batik tulis"),
        ("", lambda row: row.text("cell", 20), ""),
        ("batik", lambda row: row.choice("cell", ALLOWED), "batik"),
        ("", lambda row: row.choice("cell", ALLOWED), ""),
        ("agro; batik;", lambda row: row.choices("cell", ALLOWED), ["agro", "batik"]),
        ("", lambda row: row.choices("cell", ALLOWED), []),
        ("12", lambda row: row.integer("cell", 1, 12), 12),
        ("", lambda row: row.integer("cell", 1, 12), None),
        ("1;12", lambda row: row.months("cell"), 0b100000000001),
        ("9;10;11", lambda row: row.months("cell"), 0b011100000000),
        ("2027-03-09", lambda row: row.date("cell"), datetime.date(2027, 3, 9)),
        ("", lambda row: row.date("cell"), None),
        ("", lambda row: row.months("cell"), 0),
    ],
)
def test_a_good_cell_gives_its_value(cell: str, read: Callable[[Row], object], value: object) -> None:
    read_from = row(cell=cell)

    assert read(read_from) == value
    assert read_from.faults == []


@pytest.mark.parametrize(
    ("cell", "read", "problem"),
    [
        (" ", lambda row: row.text("cell", 20, required=True), "is empty"),
        ("x" * 21, lambda row: row.text("cell", 20), "has 21 characters, more than 20"),
        ("a\x00b", lambda row: row.text("cell", 20), "holds a NUL character"),
        ("kain", lambda row: row.choice("cell", ALLOWED), "is 'kain', not one of: agro, batik"),
        ("batik;kain", lambda row: row.choices("cell", ALLOWED), "has 'kain', not one of: agro, batik"),
        ("batik;batik", lambda row: row.choices("cell", ALLOWED), "names something twice"),
        ("13", lambda row: row.integer("cell", 1, 12), "is '13', not a whole number from 1 to 12"),
        ("1,5", lambda row: row.integer("cell", 1, 12), "is '1,5', not a whole number from 1 to 12"),
        ("-1", lambda row: row.integer("cell", 1, 12), "is '-1', not a whole number from 1 to 12"),
        ("١", lambda row: row.integer("cell", 1, 12), "is '١', not a whole number from 1 to 12"),
        ("1;1", lambda row: row.months("cell"), "names something twice"),
        ("9/3/2027", lambda row: row.date("cell"), "is '9/3/2027', not a day like 2027-03-09"),
        ("2027-02-30", lambda row: row.date("cell"), "is '2027-02-30', not a day like 2027-03-09"),
    ],
)
def test_a_bad_cell_is_named_and_reading_goes_on(cell: str, read: Callable[[Row], object], problem: str) -> None:
    read_from = row(cell=cell)

    read(read_from)

    assert read_from.faults == [Fault("table.csv", 7, "cell", problem)]


@pytest.mark.parametrize("cell", ["13", "0", "-1", "Mei", "99999", "²"])
def test_what_is_no_month_is_a_fault_and_never_an_error(cell: str) -> None:
    read_from = row(cell=f"5;{cell}")

    read_from.months("cell")

    assert [fault.problem.partition(",")[0] for fault in read_from.faults] == [f"has {cell!r}"]


def test_lines_are_those_of_the_file_even_after_a_cell_of_several_lines(tmp_path: Path) -> None:
    path = table(tmp_path, 'name,story\nA,"one\ntwo"\nB,\n')

    rows = list(read_rows(path, ["name", "story"]))

    assert [(read.line, read.cells["name"]) for read in rows] == [(3, "A"), (4, "B")]


def test_a_byte_order_mark_and_columns_nobody_asks_for_do_no_harm(tmp_path: Path) -> None:
    [read] = read_rows(table(tmp_path, "\ufeffname,extra\r\nKain,x\r\n"), ["name"])

    assert read.cells == {"name": "Kain"}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("name\nA\n", "table.csv, line 1, header: lacks: story"),
        ("", "table.csv, line 1, header: lacks: name, story"),
        (b"name,story\n\xff,\n", "table.csv, line 1, file: cannot be read"),
        ('name,story\n"A"x,\n', "table.csv, line 2, row: is not CSV"),
        ('name,story\nA,\n"B,\n', "table.csv, line 3, row: is not CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, content: str | bytes, fault: str) -> None:
    with pytest.raises(LoadError) as refused:
        list(read_rows(table(tmp_path, content), ["name", "story"]))

    assert fault in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"table\.csv, line 1, file: cannot be read"):
        list(read_rows(tmp_path / "table.csv", ["name"]))


@pytest.mark.parametrize("line", ["A", "A,B,C"])
def test_a_row_of_another_length_is_a_fault(tmp_path: Path, line: str) -> None:
    rows = list(read_rows(table(tmp_path, f"name,story\n{line}\n"), ["name", "story"]))

    with pytest.raises(LoadError, match="line 2, row: has more or fewer cells than the header"):
        refuse_faults(rows)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    rows = [Row("table.csv", line, {"id": "7", "name": ""}) for line in (2, 3, 4)]
    rows[2].text("name", 9, required=True)

    with pytest.raises(LoadError) as refused:
        refuse_faults(rows, unique=["id"])

    assert str(refused.value).splitlines() == [
        "table.csv, line 3, id: is '7' as in line 2",
        "table.csv, line 4, name: is empty",
        "table.csv, line 4, id: is '7' as in line 2",
    ]


def test_rows_without_a_fault_pass() -> None:
    refuse_faults([row(id="1"), row(id="2")], unique=["id"])


def test_a_load_tells_what_it_did() -> None:
    assert str(Loaded(added=1, changed=2, unchanged=3)) == "1 added, 2 changed, 0 removed, 3 unchanged"


def test_only_rows_that_agree_in_every_column_repeat_one_another() -> None:
    rows = [Row("table.csv", line, {"hall": hall, "wall": "1"}) for line, hall in ((2, "A"), (3, "B"), (4, "A "))]

    note_repeats(rows, "hall", "wall")

    assert [row.faults for row in rows] == [[], [], [Fault("table.csv", 4, "wall", "is '1' as in line 2")]]


def test_what_several_loads_did_adds_up() -> None:
    assert Loaded(1, 2, 3, 4) + Loaded(10, 20, 30, 40) == Loaded(11, 22, 33, 44)
