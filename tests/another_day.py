"""Run a program as if it were another moment: `python -m tests.another_day 2026-09-02T09:00+00:00 gunicorn …`.

The clock goes on from there, also in the processes that the program starts.
"""

import runpy
import sys
from datetime import datetime

import time_machine

if __name__ == "__main__":
    time_machine.travel(datetime.fromisoformat(sys.argv[1])).start()
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
