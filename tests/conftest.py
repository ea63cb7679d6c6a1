"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import signal

# A shell that runs the tests in the background leaves ^C ignored, and the processes that tests start
# would inherit that: the tests that interrupt them could not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test reaches the keyring or the key of whoever runs it; those about keyrings bring their own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for name in [name for name in os.environ if name.startswith("ANTHROPIC_") or name == "LATTICE_PASSPHRASE"]:
    del os.environ[name]


def pytest_collection_finish() -> None:
    """Leave what stays for good out of the collection of garbage: it takes an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
