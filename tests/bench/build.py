"""Building: wall time, CPU, memory and size beside the peers; growth."""

import os

import peers
import plots
import sphinx
import texts
from measure import empty, folder_mb, index_mb, interleave, median, say
from tables import beside, figure, ratio, table

GROWTH = (1, 2, 4, 8)
TREE = "a tree of files"
LIMIER_TREE = f"Limier, {TREE}"


def measure(bench):
    return {"build": whole(bench), "build-small": small(bench), "growth": growth(bench)}


def compare(bench, builders, text_mb, plot=None):
    """Builds with all of `builders` (label -> (function of a folder, folder)); a row for each.

    What reads a tree of files is compared with Limier doing so. `plot` names a plot of the times.
    """
    costs = interleave(bench.rounds, {
        label: lambda build=build, folder=folder: build(empty(folder))
        for label, (build, folder) in builders.items()})
    rows = []
    for label, (_, folder) in builders.items():
        cost = median(costs[label])
        ours = median(costs[LIMIER_TREE if label.endswith(TREE) else "Limier"]).seconds
        size = index_mb(folder)
        rows.append([label, figure(cost.seconds), beside(ours, cost.seconds), figure(cost.cpu),
                     figure(cost.peak), figure(size), ratio(size, text_mb),
                     figure(folder_mb(folder))])
    if plot:
        plots.bars(bench.path(plot), f"Building {text_mb:.0f} MB of small texts, s",
                   {label: median(runs).seconds for label, runs in costs.items()})
    return table(["", "wall s", "time: Limier ÷ this", "CPU s", "peak MB", "index MB", "index ÷ text",
                  "on disk MB"], rows)


def whole(bench):
    """The whole corpus, by those that can be waited for."""
    bench.prepare("corpus.jsonl", "corpus.tsv", "corpus.sphinx")
    text_mb = texts.size_mb(bench.documents)
    rows = compare(bench, {
        "Limier": (lambda to: peers.limier(bench.path("corpus.jsonl"), to), bench.path("limier")),
        "Lucene, 2 threads": (lambda to: peers.lucene(bench.work, bench.path("corpus.tsv"), to),
                              bench.path("lucene")),
        "SQLite FTS5": (lambda to: peers.sqlite(bench.path("corpus.tsv"), to),
                        bench.path("sqlite")),
        "Sphinx": (lambda to: sphinx.build(bench.path("corpus.sphinx"), to), bench.path("sphinx")),
    }, text_mb)
    return f"{bench.describe(bench.documents)}; {bench.medians()}.\n\n{rows}"


def small(bench):
    """The small files, by all."""
    for name in ("small.jsonl", "small.tsv", "small.scriptindex", "small.sphinx", "tree"):
        bench.prepare(name)
    path = bench.path
    rows = compare(bench, {
        "Limier": (lambda to: peers.limier(path("small.jsonl"), to), path("small-limier")),
        LIMIER_TREE: (lambda to: peers.limier(path("tree"), to),
                                    path("small-limier-tree")),
        "Lucene, 2 threads": (lambda to: peers.lucene(bench.work, path("small.tsv"), to),
                              path("small-lucene")),
        "SQLite FTS5": (lambda to: peers.sqlite(path("small.tsv"), to), path("small-sqlite")),
        "Sphinx": (lambda to: sphinx.build(path("small.sphinx"), to), path("small-sphinx")),
        f"Recoll, {TREE}": (lambda to: peers.recoll(path("tree"), to), path("small-recoll")),
        "scriptindex": (lambda to: peers.scriptindex(path("small.scriptindex"), to),
                        path("small-scriptindex")),
        f"omindex, {TREE}": (lambda to: peers.omindex(path("tree"), to),
                                     path("small-omindex")),
        "TermGenerator loop": (lambda to: peers.term_generator(bench.work, path("small.tsv"), to),
                               path("small-term-generator")),
    }, texts.size_mb(bench.small), "build.svg")
    return f"{bench.describe(bench.small)}; {bench.medians()}.\n\n{rows}"


def growth(bench):
    """Once each: the larger ones take minutes."""
    rows = []
    for factor in GROWTH:
        source, text_mb = bench.grown(factor)
        say(f"growth: {factor} x the text")
        database = empty(bench.path(f"limier-{factor}x"))
        cost = peers.limier(source, database)
        if not rows:
            first = cost.seconds / text_mb
        size = index_mb(database)
        rows.append([f"{factor} x", figure(text_mb), figure(cost.seconds),
                     figure(text_mb / cost.seconds), ratio(cost.seconds / text_mb, first),
                     figure(cost.peak), figure(size), ratio(size, text_mb),
                     figure(folder_mb(database))])
        if factor != GROWTH[-1]:  # the largest one serves the queries
            empty(database)
        if factor != 1:
            os.remove(source)
    return table(["text", "MB", "wall s", "MB/s", "s/MB ÷ first", "peak MB", "index MB",
                  "index ÷ text", "on disk MB"], rows)
