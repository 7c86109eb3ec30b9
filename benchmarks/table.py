"""A measured line and how it is printed; and the stop-watches."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Line:
    """What was measured beside what it is compared with."""

    row: str
    what: str
    ours: str
    baseline: str
    ratio: str
    budget: str
    is_met: bool

    @property
    def verdict(self):
        return "met" if self.is_met else "NOT MET"


HEADS = ("row", "what", "ours", "baseline", "ratio", "budget", "verdict")


def print_table(lines: list[Line]) -> None:
    rows = [HEADS, *([getattr(line, head) for head in HEADS] for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def cpu_of(act: Callable, times: int) -> float:
    """Milliseconds of this process's CPU for one act."""
    began = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - began) / times * 1000


def interleaved(first: Callable, second: Callable, times: int, rounds: int = 7):
    """The best of several rounds of each, taken in turns: a machine's mood drifts."""
    ours, others = [], []
    for _ in range(rounds):
        ours.append(cpu_of(first, times))
        others.append(cpu_of(second, times))
    return min(ours), min(others)


def seconds_of(act: Callable) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def family_cpu(pid: int) -> float:
    """Seconds of CPU that a process and its living children have used."""
    parent = psutil.Process(pid)
    used = 0.0
    for process in [parent, *parent.children(recursive=True)]:
        times = process.cpu_times()
        used += times.user + times.system
    return used


def family_memory(pid: int) -> int:
    """Megabytes of the largest process among the children."""
    children = psutil.Process(pid).children(recursive=True)
    return max(child.memory_info().rss for child in children) // 1_000_000
