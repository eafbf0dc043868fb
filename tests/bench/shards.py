"""Growth over shards: a grid of texts and shards, a model fitted to it, and a plot of both."""

import contextlib
import json
import os
import socket
import statistics
import subprocess
from dataclasses import astuple, dataclass

import batch
import peers
import plots
import texts
from build import GROWTH
from measure import empty, index_mb, say
from tables import figure, ratio, table

SHARDS = (1, 2, 4, 8)
MACHINES = (4, 16, 64)  # that the model is asked for
ARTICLES = 100e6


@dataclass
class Cell:
    """A build; the columns of shards.gp."""
    text_mb: float
    shards: int
    build: float  # seconds
    index_mb: float
    here: float  # ms, the median query where the shards are
    served: float  # ms, the same behind servers


def measure(bench):
    bench.prepare("topics.tsv")
    cells = [cell for factor in (1, *GROWTH) for cell in of_text(bench, factor)]
    return {"shards": grid(bench, cells), "shards-model": model(bench, cells)}


def of_text(bench, factor):
    """The cells of one size of text: a build for each number of shards, searched here and served."""
    source, text_mb = bench.grown(factor)
    for count in SHARDS:
        say(f"shards: {factor} x the text in {count}")
        database = empty(bench.path("shards"))
        cost = peers.limier(source, database, *(["--shards", count] if count > 1 else []))
        with served(bench, database) as front:
            yield Cell(text_mb, count, cost.seconds, index_mb(database),
                       latency(bench, database), latency(bench, front))
    empty(bench.path("shards"))
    if factor != 1:
        os.remove(source)


@contextlib.contextmanager
def served(bench, database):
    """A database of which each shard is behind a server on this machine."""
    with open(os.path.join(database, "XAPIANDB"), encoding="utf-8") as lines:
        shards = [os.path.join(database, line.split()[1]) for line in lines]
    servers, ports = [], free_ports(len(shards))
    try:
        for shard, port in zip(shards, ports):
            # A server that is ended ends its whole group.
            servers.append(subprocess.Popen(
                [os.path.join(peers.ROOT, "scripts/serve"), shard, str(port)],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True))
            while b"Listening" not in servers[-1].stdout.readline():
                if servers[-1].poll() is not None:
                    raise SystemExit(f"bench: {shard} is not served")
        front = empty(bench.path("front"))
        os.makedirs(front)
        with open(os.path.join(front, "XAPIANDB"), "w", encoding="utf-8") as stub:
            stub.writelines(f"remote 127.0.0.1:{port}\n" for port in ports)
        yield front
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def free_ports(count):
    """So many at once, so that none is given twice."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def latency(bench, database):
    """The median time of a query, in ms, of the best of some passes over all topics."""
    medians = []
    for _ in range(bench.rounds):
        batch.limier(bench, database)
        with open(bench.path("answers.jsonl"), encoding="utf-8") as lines:
            ends = [line for line in map(json.loads, lines) if line["type"] == "end"]
        medians.append(statistics.median(end["seconds"] for end in ends) * 1000)
    return min(medians)


def grid(bench, cells):
    rows = [[figure(cell.text_mb), cell.shards, figure(cell.build),
             ratio(cell.index_mb, cell.text_mb), figure(cell.here), figure(cell.served)]
            for cell in cells]
    return (f"1 x is {bench.describe(bench.documents)}. One build each; {len(bench.topics)} queries, "
            f"the best median of {bench.rounds} passes.\n\n"
            + table(["text MB", "shards", "build s", "index ÷ text", "query ms, here",
                     "query ms, served here"], rows))


def fit(bench, cells):
    """The constants of the four functions of shards.gp, which draws them too."""
    data = bench.path("shards.data")
    with open(data, "w", encoding="utf-8") as out:
        out.writelines(" ".join(map(str, astuple(cell))) + "\n" for cell in cells)
    settings = f"data='{data}'; plot='{bench.path('shards.svg')}'; cores={os.cpu_count()}"
    done = subprocess.run(["gnuplot", "-e", settings, os.path.join(peers.HERE, "shards.gp")],
                          check=True, capture_output=True, text=True)
    plots.publish(bench, "shards.svg")
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines()]


def model(bench, cells):
    """The functions, and what they say of far more texts."""
    (b0, b1, b2), (s1, s2), (h0, h1, h2), (r0, r1, r2) = fit(bench, cells)
    text_mb = ARTICLES * texts.size_mb(bench.documents) / len(bench.documents)
    rows = [[machines, figure((b0 + b1 * text_mb + b2 * machines) / 3600),
             figure((s1 * text_mb + s2 * machines) / machines / 1000),
             figure(r0 + r1 * machines + r2 * text_mb / machines)] for machines in MACHINES]
    functions = table(["Of T MB of text in N shards", "is"], [
        ["build, s", f"{b0:.3g} + {b1:.3g} T + {b2:.3g} N"],
        ["index, MB", f"{s1:.3g} T + {s2:.3g} N"],
        ["query here, ms", f"{h0:.3g} + {h1:.3g} N + {h2:.3g} T"],
        ["query behind servers, ms", f"{r0:.3g} + {r1:.3g} N + {r2:.3g} T ÷ (cores or machines, N at most)"],
    ]).replace("---:", "---")
    return (f"{functions}\n\nOf {ARTICLES / 1e6:.0f} million articles like these, "
            f"{text_mb / 1000:.0f} GB of text, a shard on each machine:\n\n"
            + table(["machines", "build on one like this, h", "index on each, GB", "query ms"], rows))
