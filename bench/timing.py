"""Time several things side by side, a little of each in turn: what disturbs the machine disturbs them alike."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

BARE = "bare page"


@dataclass
class Way:
    """One thing to time. `call` gets the number of the request; `before` is done first, off the clock."""

    name: str
    call: Callable[[int], object]
    before: Callable[[int], object] | None = None
    clock: Callable[[], float] = time.perf_counter
    spans: list[list[float]] = field(default_factory=list)  # seconds, a list for each round
    count: int = 0

    def go_on(self, seconds: float, least: int) -> None:
        """Another round: `least` requests, and as many more as begin within `seconds`."""
        spans: list[float] = []
        until = time.perf_counter() + seconds
        while len(spans) < least or time.perf_counter() < until:
            if self.before is not None:
                self.before(self.count)
            begin = self.clock()
            self.call(self.count)
            spans.append(self.clock() - begin)
            self.count += 1
        self.spans.append(spans)


@dataclass(frozen=True)
class Figure:
    """What came out, as `--json` writes it. `ratio` is how often it is served while one bare page is: 1 is as often."""

    name: str
    engine: str
    programmes: int
    rps: float
    p50_ms: float
    p99_ms: float
    ratio: float


def side_by_side(ways: Sequence[Way], *, rounds: int, seconds: float, least: int = 2) -> None:
    """Time all of them, in turn, `rounds` times. The first requests, which fill caches, are not counted."""
    for way in ways:
        way.go_on(0, 2)
        way.spans.clear()
    gc.collect()
    gc.freeze()  # as the server does
    for _ in range(rounds):
        for way in ways:
            way.go_on(seconds, least)
    gc.unfreeze()


def figures(ways: Sequence[Way], *, engine: str, programmes: int) -> list[Figure]:
    """One for each way; the first of them is the bare page."""
    bare = [statistics.fmean(spans) for spans in ways[0].spans]
    found = []
    for way in ways:
        spans = sorted(span for each in way.spans for span in each)
        ratios = [own / statistics.fmean(spans) for own, spans in zip(bare, way.spans, strict=True)]
        found.append(
            Figure(
                name=way.name,
                engine=engine,
                programmes=programmes,
                rps=round(1 / statistics.fmean(spans), 1),
                p50_ms=round(1000 * spans[len(spans) // 2], 3),
                p99_ms=round(1000 * spans[min(len(spans) - 1, len(spans) * 99 // 100)], 3),
                ratio=round(statistics.median(ratios), 3),
            )
        )
    return found
