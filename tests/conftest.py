"""What holds for all tests."""

from __future__ import annotations

import signal

# A shell that runs the tests in the background leaves ^C ignored, and the processes that tests start
# would inherit that: the tests that interrupt them could not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
