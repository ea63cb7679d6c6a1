"""Names of files: readable, safe on every file system, the same wherever the workspace is rendered."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lattice.context.names import NAME_BYTES, full_name, row_name, slug, table_folder
from lattice.model.ids import new_id, new_ids
from lattice.model.schema import Table, fold
from lattice.model.visible import visible

FORBIDDEN = set('<>:"/\\|?* .\t\n\r\x00\x7f')
DEVICES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))}
TEXTS = st.text() | st.text("aA.-_ 1/é\u0301İßςΣ\u202e\ufe0f\u200d漢😀", max_size=120)


def is_safe(name: str) -> bool:
    """Whether every file system keeps the name, and keeps it apart from those of other rows."""
    return (
        0 < len(name.encode()) <= NAME_BYTES - len(".conflict.md")
        and not FORBIDDEN & set(name)
        and name == unicodedata.normalize("NFC", name)
        and name == name.lower()
        and name == visible(name)
        and name not in DEVICES
        and name[0] not in "-."
        and name[-1] not in "-. "
        and unicodedata.category(name[0])[0] in "LN"
    )


@given(TEXTS)
@example("CON")
@example("aux.txt")
@example("..")
@example("e\u0301" * 100)
@example("\u0301\u0302")
@example("漢字" * 60)
@example("ﬃ" * 60)
@example("ΐ" * 60)
def test_a_row_has_a_safe_name_whatever_its_label(label: str) -> None:
    row_id = new_id()
    assert is_safe(row_name(label, row_id))
    assert is_safe(full_name(label, row_id))
    assert is_safe(row_name(row_id, row_id))


@given(TEXTS.filter(lambda text: bool(text.strip())))
@example("nul")
@example("Com1")
def test_a_table_has_a_safe_folder_whatever_its_name(name: str) -> None:
    folder = table_folder(Table(new_id(), name, ()))
    assert is_safe(folder.replace("_", "x"))
    assert folder not in DEVICES


@given(st.lists(TEXTS.filter(lambda text: bool(text.strip())), min_size=2, max_size=8))
@example(["a b", "a-b", "a/b"])
@example(["ß", "ss", "ẞ"])
def test_tables_with_different_names_have_different_folders(names: list[str]) -> None:
    # a workspace has no two tables whose names are one without regard to case
    tables = [Table(new_id(), name, ()) for name in {fold(name): name for name in names}.values()]
    assert len({fold(table_folder(table)) for table in tables}) == len(tables)


def test_rows_of_one_label_keep_apart_when_they_come_in_one_import() -> None:
    assert len({row_name("Anna", id_) for id_ in new_ids(20_000)}) == 20_000


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  What?! (a test)  ", "what-a-test"),
        ("Ærøskøbing", "ærøskøbing"),
        ("Straße 7", "strasse-7"),
        ("東京 都", "東京-都"),
        ("नमस्ते", "नमस्ते"),
        ("../../etc/passwd", "etc-passwd"),
        ("😀", ""),
        ("x\u202ey", "x-y"),
    ],
)
def test_names_can_be_read(label: str, expected: str) -> None:
    assert slug(label) == expected


def test_a_name_does_not_depend_on_other_rows() -> None:
    row_id = "01JV0000000000000000ABCDEF"
    assert row_name("Ada Lovelace", row_id) == "ada-lovelace-abcdef"
    assert row_name("ADA  LOVELACE!", row_id) == "ada-lovelace-abcdef"
    assert row_name(row_id, row_id) == row_id.lower()


def test_a_table_with_an_ordinary_name_gives_it_to_its_folder() -> None:
    assert table_folder(Table("01JV0000000000000000ABCDEF", "Support_Tickets", ())) == "support_tickets"
    assert table_folder(Table("01JV0000000000000000ABCDEF", "two words", ())) == "two-words-abcdef"
    assert table_folder(Table("01JV0000000000000000ABCDEF", "con", ())) == "con-abcdef"
