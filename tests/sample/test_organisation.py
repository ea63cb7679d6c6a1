"""The rows of the sample, before they are anywhere."""

from __future__ import annotations

from lattice.model.schema import check_name
from lattice.model.values import ColumnType, fit
from lattice.sample.organisation import nordlys

REFERRED = {"companies", "people", "projects"}


def test_the_sample_is_the_same_every_time() -> None:
    assert nordlys() == nordlys()


def test_every_value_fits_its_column() -> None:
    for sheet in nordlys().sheets:
        for row in sheet.rows:
            assert len(row) == len(sheet.columns)
            for column, value in zip(sheet.columns, row, strict=True):
                if column.type is not ColumnType.REFERENCE:
                    fit(column.type, value)


def test_every_reference_finds_a_row_of_an_earlier_table() -> None:
    names: dict[str, set[object]] = {}
    for sheet in nordlys().sheets:
        for index, column in enumerate(sheet.columns):
            if column.type is ColumnType.REFERENCE:
                assert column.target is not None
                used = {row[index] for row in sheet.rows if row[index] is not None}
                assert used <= names[column.target]
                assert used
        names[sheet.table] = {row[0] for row in sheet.rows}


def test_keys_are_unique_and_tables_that_are_referred_to_go_by_one_column() -> None:
    for sheet in nordlys().sheets:
        at = [[c.name for c in sheet.columns].index(name) for name in sheet.key]
        keys = [tuple(row[i] for i in at) for row in sheet.rows]
        if sheet.table in REFERRED:
            assert len(sheet.key) == 1
        assert len(set(keys)) == len(keys)


def test_every_table_and_column_is_defined_and_well_named() -> None:
    for sheet in nordlys().sheets:
        assert check_name(sheet.table, "Table") == sheet.table
        assert sheet.definition
        for column in sheet.columns:
            assert check_name(column.name, "Column") == column.name
            assert column.definition


def test_links_tie_rows_that_are_there_and_none_twice() -> None:
    sample = nordlys()
    names = {sheet.table: {row[0] for row in sheet.rows} for sheet in sample.sheets}
    for tie in sample.ties:
        assert tie.name in names[tie.table]
        assert tie.to_name in names[tie.to_table]
    assert len(set(sample.ties)) == len(sample.ties)
