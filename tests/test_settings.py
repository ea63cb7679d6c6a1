from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lattice.model.errors import LatticeError
from lattice.model.people import Person
from lattice.setting_docs import described, keys
from lattice.settings import (
    BOUNDS,
    Settings,
    derived_person,
    load_settings,
    need_settings,
    person_or_derived,
    set_person,
    set_setting,
    setting_value,
    settings_path,
    unset_setting,
)


def write(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    settings_path(home).write_text(text)


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path)
    assert loaded.settings == Settings()
    assert loaded.problems == ()
    assert not settings_path(tmp_path).exists()


def test_every_setting_says_what_it_is_for(tmp_path: Path) -> None:
    for one in described():
        assert one.sentence.endswith("."), one.key
        assert one.type


def test_every_bound_belongs_to_a_setting_whose_default_keeps_it() -> None:
    defaults = {one.key: one.default for one in described()}
    for key, (least, most) in BOUNDS.items():
        default = defaults[key]
        assert isinstance(default, int)
        assert least <= default <= most, key


def test_what_is_set_is_there_afterwards_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    set_setting(tmp_path, "theme", "paper")
    set_setting(tmp_path, "animations", "true")
    set_setting(tmp_path, "search.limit", "50")
    set_setting(tmp_path, "agents.denied_actions", "row.delete, sql.query")
    set_setting(tmp_path, "keys.grid.delete", "D")
    settings = need_settings(tmp_path)
    assert settings.theme == "paper"
    assert settings.animations is True
    assert settings.search.limit == 50
    assert settings.agents.denied_actions == ("row.delete", "sql.query")
    assert settings.keys == {"grid.delete": "D"}
    assert stat.S_IMODE(settings_path(tmp_path).stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == [".settings.toml.lock", "settings.toml"]


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("nothing", "1", "'nothing' is not a setting"),
        ("search", "1", "is not a setting"),
        ("search.nothing", "1", "is not a setting"),
        ("theme.x", "1", "is not a setting"),
        ("animations", "perhaps", "true or false"),
        ("live_poll_ms", "soon", "a whole number"),
        ("live_poll_ms", "1", "20 to 10,000"),
        ("limits.columns", "99999", "1 to 1,900"),
        ("person.handle", "Ada Berg", "lower-case"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_was_expected(
    tmp_path: Path, key: str, text: str, said: str
) -> None:
    with pytest.raises(LatticeError, match=said) as caught:
        set_setting(tmp_path, key, text)
    assert caught.value.exit_status == 2
    assert not settings_path(tmp_path).exists()


def test_unknown_keys_are_said_and_kept(tmp_path: Path) -> None:
    write(tmp_path, 'theme = "paper"\nfuture = 3\n[search]\nfuzzy = true\n')
    loaded = load_settings(tmp_path)
    assert [(p.key, p.unknown) for p in loaded.problems] == [("future", True), ("search.fuzzy", True)]
    assert need_settings(tmp_path).theme == "paper"
    set_setting(tmp_path, "search.limit", "7")
    tree = tomllib.loads(settings_path(tmp_path).read_text())
    assert tree == {"theme": "paper", "future": 3, "search": {"fuzzy": True, "limit": 7}}


def test_comments_stay_when_a_setting_is_written(tmp_path: Path) -> None:
    write(tmp_path, '# mine\ntheme = "paper" # soft\n\n[search]\n# few\nlimit = 5\n')
    set_setting(tmp_path, "search.limit", "7")
    set_setting(tmp_path, "editor", "vim")
    set_setting(tmp_path, "agents.allowed_tables", "people")
    text = settings_path(tmp_path).read_text()
    assert "# mine" in text
    assert "# soft" in text
    assert "# few\nlimit = 7\n" in text
    settings = need_settings(tmp_path)
    assert (settings.search.limit, settings.editor, settings.theme) == (7, "vim", "paper")
    assert settings.agents.allowed_tables == ("people",)


def test_a_file_that_is_no_utf_8_text_is_said_so_in_words_with_the_byte(tmp_path: Path) -> None:
    settings_path(tmp_path).write_bytes(b'theme = "caf\xe9"\n')
    words = f"{settings_path(tmp_path)} is not UTF-8 text (byte 12)."
    assert [problem.message for problem in load_settings(tmp_path).problems] == [words]
    for work in (lambda: need_settings(tmp_path), lambda: set_setting(tmp_path, "theme", "paper")):
        with pytest.raises(LatticeError) as caught:
            work()
        assert caught.value.message == words
    assert settings_path(tmp_path).read_bytes() == b'theme = "caf\xe9"\n'


def test_a_value_of_the_wrong_type_leaves_its_default_and_stops_the_command_line(tmp_path: Path) -> None:
    write(tmp_path, 'theme = 3\nlive_poll_ms = 1\n[search]\nlimit = "many"\ndelay_ms = 10\n')
    loaded = load_settings(tmp_path)
    assert loaded.settings.theme == Settings().theme
    assert loaded.settings.search.limit == Settings().search.limit
    assert loaded.settings.search.delay_ms == 10
    assert [p.key for p in loaded.problems] == ["theme", "live_poll_ms", "search.limit"]
    with pytest.raises(LatticeError, match=r"search\.limit must be a whole number, not 'many'") as caught:
        need_settings(tmp_path)
    assert caught.value.exit_status == 2


def test_a_file_that_is_not_toml_is_never_overwritten(tmp_path: Path) -> None:
    write(tmp_path, "theme = \n")
    assert load_settings(tmp_path).settings == Settings()
    with pytest.raises(LatticeError, match="is not TOML"):
        set_setting(tmp_path, "theme", "paper")
    assert settings_path(tmp_path).read_text() == "theme = \n"


def test_the_person_comes_from_the_operating_system_once_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "Ada Berg")
    person = person_or_derived(tmp_path)
    assert person == Person(handle="ada-berg", name="Ada Berg")
    monkeypatch.setenv("LOGNAME", "bo")
    assert person_or_derived(tmp_path) == person
    set_person(tmp_path, Person(handle="bo", name="Bo"))
    assert person_or_derived(tmp_path).name == "Bo"


@given(st.text(min_size=0, max_size=60))
def test_any_user_of_the_operating_system_gets_a_legal_handle(user: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("getpass.getuser", lambda: user)
        from lattice.model.people import parse_actor

        assert parse_actor(f"human:{derived_person().handle}")


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(st.integers() | st.booleans() | st.text(max_size=5), st.lists, max_leaves=3),
    )
)
def test_no_tree_breaks_the_reading(tree: dict[str, object]) -> None:
    from lattice.settings import usable_part

    problems: list[object] = []
    usable = usable_part(tree, problems)  # type: ignore[arg-type]
    msgspec.convert(usable, Settings)


def test_the_value_of_each_described_key_is_its_default() -> None:
    for one in described():
        if one.key.startswith("person."):
            assert setting_value(Settings(), one.key) is None
        else:
            assert setting_value(Settings(), one.key) == one.default, one.key


def test_what_is_unset_has_its_default_and_all_else_stays_as_it_was_written(tmp_path: Path) -> None:
    write(tmp_path, '# mine\ntheme = "paper" # soft\n\n[search]\n# few\nlimit = 5\ndelay_ms = 1 # now\n')
    assert unset_setting(tmp_path, "search.limit").search.limit == Settings().search.limit
    text = settings_path(tmp_path).read_text()
    assert text == '# mine\ntheme = "paper" # soft\n\n[search]\n# few\ndelay_ms = 1 # now\n'
    unset_setting(tmp_path, "theme")
    unset_setting(tmp_path, "theme")
    unset_setting(tmp_path, "keys.grid.edit")
    assert settings_path(tmp_path).read_text() == "# mine\n\n[search]\n# few\ndelay_ms = 1 # now\n"


def test_a_key_is_taken_back_however_the_file_is_written(tmp_path: Path) -> None:
    write(tmp_path, 'keys = { "grid.edit" = "E", "grid.copy" = "Y" }\nsearch.limit = 7\n')
    assert unset_setting(tmp_path, "keys.grid.edit").keys == {"grid.copy": "Y"}
    assert need_settings(tmp_path).search.limit == 7


def test_unsetting_in_a_home_without_a_file_makes_none(tmp_path: Path) -> None:
    unset_setting(tmp_path, "theme")
    assert not settings_path(tmp_path).exists()


def test_the_names_of_all_settings_are_those_that_are_described() -> None:
    assert keys() == tuple(one.key for one in described())
