"""A Secret Service of its own for tests: a private session bus with a keyring that is unlocked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
#: Longest that one of them may take to be there, in seconds.
DEADLINE_S = 20.0


def need_programs() -> None:
    """Skip where the programs are not installed; where everything must be tested, fail."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@contextmanager
def secret_service(folder: Path) -> Iterator[dict[str, str]]:
    """A service that keeps all it has below `folder`; the environment in which it is used."""
    need_programs()
    places = {
        "HOME": folder,
        **{
            f"XDG_{name}": folder / name for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "RUNTIME_DIR")
        },
    }
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = {**os.environ, **{name: str(place) for name, place in places.items()}}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
    ring = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert ring.stdin is not None
        ring.stdin.write(b"correct horse battery staple")
        ring.stdin.close()
        _wait_for_name(env)
        names = ("DBUS_SESSION_BUS_ADDRESS", *places)
        yield {name: env[name] for name in names if name != "HOME"}
    finally:
        for process in (ring, bus):
            process.terminate()
            process.wait(timeout=DEADLINE_S)
        bus.stdout.close()


def _wait_for_name(env: dict[str, str]) -> None:
    """Wait until the service has its name on the bus."""
    from jeepney import DBusAddress, MatchRule, new_method_call
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(bus=env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        known = Proxy(message_bus, connection)
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, "org.freedesktop.secrets")
        known.AddMatch(rule)
        with connection.filter(rule) as changes:
            if not known.NameHasOwner("org.freedesktop.secrets")[0]:
                connection.recv_until_filtered(changes, timeout=DEADLINE_S)
        # the name comes before the collection does: an answer says that it listens
        service = DBusAddress(
            "/org/freedesktop/secrets", "org.freedesktop.secrets", "org.freedesktop.DBus.Peer"
        )
        connection.send_and_get_reply(new_method_call(service, "Ping"), timeout=DEADLINE_S)
