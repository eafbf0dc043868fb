"""Running programs: wall time, CPU, peak memory; rounds; sizes of folders."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Cost:
    seconds: float
    cpu: float = 0.0  # user and system, in seconds
    peak: float = 0.0  # largest resident set, in MB of 10^6 bytes


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def run(command, stdin=None, output=None, success=(0,)):
    """Runs `command` to its end and returns its Cost; `output` names a file for standard output.

    GNU time stands between: a child of this process would inherit our own peak memory.
    Ends the benchmark when the exit status is not among `success`.
    """
    with tempfile.NamedTemporaryFile("r") as usage, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        done = subprocess.run(
            ["time", "-q", "-f", "%U %S %M", "-o", usage.name, *map(str, command)],
            stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL,
            stdout=open(output, "wb") if output else subprocess.DEVNULL,
            stderr=errors)
        seconds = time.perf_counter() - begin
        if done.returncode not in success:
            errors.seek(0)
            sys.exit(f"bench: failed with {done.returncode}: {' '.join(map(str, command))}\n"
                     + errors.read().decode(errors="replace"))
        user, system, kilobytes = usage.read().split()
        return Cost(seconds, float(user) + float(system), int(kilobytes) * 1024 / 1e6)


def spawn_seconds(command, success=(0,)):
    """The wall time of a short command: without GNU time, which takes a millisecond itself."""
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    words = [str(word) for word in command]
    begin = time.perf_counter()
    child = os.posix_spawnp(words[0], words, os.environ, file_actions=silent)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in success:
        sys.exit(f"bench: failed: {' '.join(words)}")
    return seconds


def interleave(rounds, measures):
    """Runs all `measures` (name -> function) in turn, `rounds` times; name -> list of results."""
    results = {name: [] for name in measures}
    for number in range(rounds):
        for name, measure in measures.items():
            say(f"round {number + 1} of {rounds}: {name}")
            os.sync()  # what the one before left to be written is not this one's cost
            results[name].append(measure())
    return results


def median(costs):
    """The median of each figure on its own."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs)
                  for name in ("seconds", "cpu", "peak")))


def folder_mb(path):
    """What the files below `path` occupy, in MB of 10^6 bytes."""
    blocks = sum(os.lstat(os.path.join(folder, name)).st_blocks
                 for folder, _, names in os.walk(path) for name in names)
    return blocks * 512 / 1e6


def index_mb(path):
    """The size of an index; of Limier's folder only the generation in force, which a stub names."""
    stub = os.path.join(path, "XAPIANDB")
    if not os.path.exists(stub):
        return folder_mb(path)
    with open(stub, encoding="utf-8") as lines:  # a line a shard
        return sum(folder_mb(os.path.join(path, line.split()[1])) for line in lines)


def empty(path):
    """`path` as it is before a first build: no such folder."""
    shutil.rmtree(path, ignore_errors=True)
    return path
