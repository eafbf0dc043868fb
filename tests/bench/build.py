"""Building: wall time, CPU, memory and size beside the peers; growth."""

import os

import fts5
import peers
import plots
import sphinx
import texts
from measure import empty, folder_mb, index_mb, interleave, median, say
from tables import beside, figure, ratio, table

GROWTH = (2, 4, 8)
TREE = "a tree of files"
LIMIER_TREE = f"Limier, {TREE}"


def measure(bench):
    return {"build": whole(bench), "build-small": small(bench), "growth": growth(bench)}


def compare(bench, builders, text_mb):
    """Builds with all of `builders` (label -> (function of a folder, folder)).

    Returns a table with a row for each, and the seconds of each. What reads a tree of files is
    compared with Limier doing so.
    """
    costs = interleave(bench.rounds, {
        label: lambda build=build, folder=folder: build(empty(folder))
        for label, (build, folder) in builders.items()})
    rows, seconds = [], {}
    for label, (_, folder) in builders.items():
        cost = median(costs[label])
        ours = median(costs[LIMIER_TREE if label.endswith(TREE) else "Limier"]).seconds
        size = index_mb(folder)
        seconds[label] = cost.seconds
        rows.append([label, figure(cost.seconds), beside(ours, cost.seconds), figure(cost.cpu),
                     figure(cost.peak), figure(size), ratio(size, text_mb),
                     figure(folder_mb(folder))])
    return table(["", "wall s", "time: Limier ÷ this", "CPU s", "peak MB", "index MB", "index ÷ text",
                  "on disk MB"], rows), seconds


def whole(bench):
    """The whole corpus, by those that can be waited for."""
    bench.prepare("corpus.jsonl", "corpus.tsv", "corpus.ascii", "corpus.numbered")
    path = bench.path
    rows, _ = compare(bench, {
        "Limier": (lambda to: peers.limier(path("corpus.jsonl"), to), path("limier")),
        "Lucene, 2 threads": (lambda to: peers.lucene(bench.work, path("corpus.tsv"), to),
                              path("lucene")),
        "SQLite FTS5": (lambda to: fts5.build(path("corpus.ascii"), to), path("fts5")),
        "Sphinx": (lambda to: sphinx.build(path("corpus.numbered"), to), path("sphinx")),
    }, texts.size_mb(bench.documents))
    return f"{bench.describe(bench.documents)}; {bench.medians()}.\n\n{rows}"


def small(bench):
    """The small files, by all."""
    bench.prepare("small.jsonl", "small.tsv", "small.scriptindex", "small.ascii", "small.numbered",
                  "tree")
    path = bench.path
    rows, seconds = compare(bench, {
        "Limier": (lambda to: peers.limier(path("small.jsonl"), to), path("small-limier")),
        LIMIER_TREE: (lambda to: peers.limier(path("tree"), to), path("small-limier-tree")),
        "Lucene, 2 threads": (lambda to: peers.lucene(bench.work, path("small.tsv"), to),
                              path("small-lucene")),
        "scriptindex": (lambda to: peers.scriptindex(path("small.scriptindex"), to),
                        path("small-scriptindex")),
        f"omindex, {TREE}": (lambda to: peers.omindex(path("tree"), to), path("small-omindex")),
        "TermGenerator loop": (lambda to: peers.term_generator(bench.work, path("small.tsv"), to),
                               path("small-term-generator")),
        f"Recoll, {TREE}": (lambda to: peers.recoll(path("tree"), to), path("small-recoll")),
        "SQLite FTS5": (lambda to: fts5.build(path("small.ascii"), to), path("small-fts5")),
        "Sphinx": (lambda to: sphinx.build(path("small.numbered"), to), path("small-sphinx")),
    }, texts.size_mb(bench.small))
    plots.bars(bench, "build", "Building, in seconds", seconds, less_is_better=True)
    return f"{bench.describe(bench.small)}; {bench.medians()}.\n\n{rows}"


def growth(bench):
    """Once each: the larger ones take minutes, in which a machine may come to give less. So what each
    takes is compared with its parts, built right before it and right after."""
    corpus, text_mb = bench.grown(1)
    drawn, scratch = bench.path("corpus-drawn.jsonl"), bench.path("limier-part")
    texts.write_json_lines(drawn, texts.recombine(bench.documents, len(bench.documents), seed=1))
    rows = []

    def build(label, source, factor, database):
        say(f"growth: {label}")
        cost = peers.limier(source, empty(database))
        size, mb = index_mb(database), factor * text_mb
        rows.append([label, figure(mb), figure(cost.seconds), figure(mb / cost.seconds), "",
                     figure(cost.peak), figure(size), ratio(size, mb), figure(folder_mb(database))])
        return cost.seconds

    def parts():
        say("growth: parts")
        return [peers.limier(source, empty(scratch)).seconds for source in (corpus, drawn)]

    build("1 x", corpus, 1, scratch)
    build("1 x, all drawn", drawn, 1, scratch)
    before = parts()
    for factor in GROWTH:
        source, _ = bench.grown(factor)
        database = bench.path(f"limier-{factor}x")
        seconds = build(f"{factor} x", source, factor, database)
        os.remove(source)
        if factor != GROWTH[-1]:  # the largest one serves the queries
            empty(database)
        after = parts()
        one, more = [(first + second) / 2 for first, second in zip(before, after)]
        rows[-1][4] = ratio(seconds, one + (factor - 1) * more)
        before = after
    os.remove(drawn)
    empty(scratch)
    return table(["text", "MB", "wall s", "MB/s", "time ÷ its parts", "peak MB", "index MB",
                  "index ÷ text", "on disk MB"], rows)
