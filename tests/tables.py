"""Copies of the tables that come with the site, with other cells in some rows."""

import csv
from collections.abc import Mapping
from pathlib import Path


def changed_table(original: Path, folder: Path, rows: Mapping[int, Mapping[str, str]]) -> Path:
    """A copy of a CSV file in a folder with other cells in some rows; row 0 is line 2 of the file."""
    with original.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    for number, cells in rows.items():
        table[number] |= cells
    path = folder / original.name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    return path
