"""Searching: one cold command, batches, memory."""

import os

import batch
import fts5
import peers
import sphinx
from build import GROWTH
from measure import Cost, interleave, median, run, say, spawn_seconds
from tables import beside, figure, ratio, table

COLD_TOPICS = 20
SEARCHED = (0, 1)  # the exit status is 1 when nothing was found


def measure(bench):
    bench.prepare("corpus.jsonl", "corpus.tsv", "corpus.scriptindex", "topics.tsv",
                  "corpus.ascii", "corpus.numbered", "corpus-tree")
    for name, build in {
            "limier": lambda to: peers.limier(bench.path("corpus.jsonl"), to),
            "lucene": lambda to: peers.lucene(bench.work, bench.path("corpus.tsv"), to),
            "lucene-offsets": lambda to: peers.lucene(bench.work, bench.path("corpus.tsv"), to,
                                                      "offsets"),
            "scriptindex": lambda to: peers.scriptindex(bench.path("corpus.scriptindex"), to),
            "fts5": lambda to: fts5.build(bench.path("corpus.ascii"), to),
            "sphinx": lambda to: sphinx.build(bench.path("corpus.numbered"), to),
            "recoll": lambda to: peers.recoll(bench.path("corpus-tree"), to),
    }.items():
        if not os.path.exists(bench.path(name)):
            say(f"query: building {name}")
            build(bench.path(name))
    return {"cold": cold(bench), "batch": batch.measure(bench),
            "batch-threads": batch.measure_threads(bench), "batch-grown": grown(bench)}


def cold(bench):
    """One command a topic; the files are in the system's cache, the process is new."""
    programs = {
        "Limier, passages":
            lambda topic: [peers.QUERY, "-d", bench.path("limier"), "--", topic],
        "rg -c, one file":
            lambda topic: ["rg", "-c", "--", max(topic.split(), key=len),
                           bench.path("corpus.jsonl")],
        "rg -c, a file each":
            lambda topic: ["rg", "-c", "--", max(topic.split(), key=len),
                           bench.path("corpus-tree")],
        "quest, whole texts":
            lambda topic: ["quest", "--db=" + bench.path("scriptindex"), "--stemmer=french",
                           "--msize=10", "--", topic],
        "sqlite3, passages": lambda topic: fts5.command(bench.path("fts5"), topic),
        "recollq, passages":
            lambda topic: peers.recollq(bench.path("recoll"), False, "-n", "10", "-A", "-p", "1",
                                        topic),
    }
    say("query: cold commands")
    times = {label: [] for label in programs}
    for _ in range(bench.rounds):
        for topic in bench.topics[:COLD_TOPICS]:
            for label, command in programs.items():
                times[label].append(Cost(spawn_seconds(command(topic), SEARCHED)))
    peaks = {label: max(run(command(topic), success=SEARCHED).peak
                        for topic in bench.topics[:COLD_TOPICS])
             for label, command in programs.items()}
    ours = median(times["Limier, passages"]).seconds
    rows = []
    for label, costs in times.items():
        seconds = median(costs).seconds
        rows.append([label, figure(seconds * 1000), beside(ours, seconds), figure(peaks[label])])
    return (f"{bench.describe(bench.documents)}; medians of {COLD_TOPICS} queries, {bench.rounds} "
            "times each, in turn; peaks are the highest.\n\n"
            + table(["", "wall ms", "time: Limier ÷ this", "peak MB"], rows))


def grown(bench):
    factor = GROWTH[-1]
    large = f"limier-{factor}x"
    if not os.path.exists(bench.path(large)):
        source, _ = bench.grown(factor)
        say(f"query: building {large}")
        peers.limier(source, bench.path(large))
        os.remove(source)
    batch.limier(bench, large)  # reads the files into the system's cache
    costs = interleave(bench.rounds, {
        "1 x": lambda: batch.limier(bench, "limier"),
        f"{factor} x": lambda: batch.limier(bench, large)})
    base = median(costs["1 x"]).seconds
    rows = []
    for label, runs in costs.items():
        cost = median(runs)
        rows.append([label, figure(len(bench.topics) / cost.seconds), ratio(cost.seconds, base),
                     figure(cost.peak)])
    return (f"{len(bench.topics)} queries in one process; {bench.medians()}.\n\n"
            + table(["text", "queries/s", "time ÷ first", "peak MB"], rows))
