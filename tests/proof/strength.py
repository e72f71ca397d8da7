"""How hard a proof tries: a little in the suite, in full with `./run prove`."""

import os
import sys

FULL = os.environ.get("PROOF") == "full"


def at(*, suite: int, full: int) -> int:
    """The number for this run."""
    return full if FULL else suite


def tell(promise: str, **figures: object) -> None:
    """What was measured, for who reads the run with `-s`."""
    told = ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items())
    sys.stdout.write(f"\n{promise}: {told}\n")
