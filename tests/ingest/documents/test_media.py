"""What a document is, by its first bytes and its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.ingest.documents import media, media_type_of


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.txt", b"words", media.PLAIN),
        ("README", b"words", media.PLAIN),
        ("a.MD", b"# Title", media.MARKDOWN),
        ("a.md", b"<h1 align=center>Logo</h1>", media.MARKDOWN),
        ("a.md", b"\n<!-- x --><!DOCTYPE html><html>", media.HTML),
        ("a.php", b"<html><?php", "text/x-php"),
        ("a.txt", b"\xef\xbb\xbf<html>", media.HTML),
        ("a.pdf", b"%PDF-1.7", media.PDF),
        ("a.pdf", b"junk\n%PDF-1.7", media.PDF),
        ("a.txt", b"about %PDF-1.7", media.PLAIN),
        ("a.doc", b"{\\rtf1", media.RTF),
        ("a.docx", b"PK\x03\x04" + bytes(50), media.DOCX),
        ("a.bin", b"PK\x03\x04" + bytes(50), media.ZIP),
        ("a.csv", b"a,b\n", "text/csv"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("a.heic", b"\0\0\0\x20ftypheic", "image/heic"),
        ("a.png", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.xyz", b"\0\x01\x02\x03\x80\xff" * 9, media.BINARY),
        ("a.pdf", b"\0\x01\x02\x03\x80\xff" * 9, media.PDF),
        ("a.txt", "wide".encode("utf-16"), media.PLAIN),
        ("mail", b"From: a@b\nTo: c@d\n\nHello", media.MAIL),
        ("a.eml", b"Hello there", media.PLAIN),
        ("a.md", b"From: me\nTo: you\n\nHello", media.MARKDOWN),
        ("a.txt", b"From: me\nHello", media.PLAIN),
        ("", b"", media.PLAIN),
        ("a\0.md\n", b"x", media.PLAIN),
        ("a.unknown", b"words", media.PLAIN),
    ],
)
def test_content_counts_first_then_the_suffix(name: str, head: bytes, media_type: str) -> None:
    assert media_type_of(name, head) == media_type


@given(st.text(max_size=30), st.binary(max_size=300))
def test_any_bytes_under_any_name_are_something(name: str, head: bytes) -> None:
    found = media_type_of(name, head)
    assert found.count("/") == 1
    assert found == found.strip().lower()


@given(st.text(min_size=1, max_size=300))
def test_text_is_never_taken_for_a_binary_format(text: str) -> None:
    words = "words " + text.replace("\0", "")
    if all(c.isprintable() or c in "\n\t" for c in words):
        assert media_type_of("a.txt", words.encode()) == media.PLAIN
