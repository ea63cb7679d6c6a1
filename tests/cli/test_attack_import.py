"""Imports that meet what is odd: what is said adds up."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shell import Shell


def test_every_line_of_an_upsert_is_counted_once(acme: Shell, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("k,v\n1,a\n1,b\n2,c\n")
    acme.ok("import", str(file), "--key", "k")
    file.write_text("k,v\n1,x\n1,y\n2,z\n,w\n,w\n")
    (report,) = acme.ask("import", str(file), "--mode", "upsert")
    counted = report["added"] + report["changed"] + report["unchanged"] + report["refused"]
    assert counted == report["read"] == 5
    assert report["refused"] == len(report["refusals"]) == 4
    assert len({refusal["line"] for refusal in report["refusals"]}) == 4
