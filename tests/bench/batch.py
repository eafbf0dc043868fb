"""Many queries in one process, with passages and highlights, beside those that can do so."""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass

import fts5
import peers
import plots
import sphinx
from measure import interleave, run, say
from tables import beside, figure, table

POSTGRES_TOPICS = 40
LUCENE_PASSES = 4


@dataclass
class Answers:
    asked: int
    answered: int  # how many queries found anything
    seconds: float
    first_pass: float = 0.0  # seconds; of Lucene only


def limier(bench, database, *options, threads=1):
    """Asks all topics of the database named; the answers are left in answers.jsonl."""
    return run([peers.QUERY, "-d", bench.path(database), "--batch", bench.path("topics.tsv"),
                "--jobs", threads, "--format", "jsonl", *options],
               output=bench.path("answers.jsonl"))


def ours(bench, *options, threads=1):
    seconds = limier(bench, "limier", *options, threads=threads).seconds
    with open(bench.path("answers.jsonl"), encoding="utf-8") as lines:
        answers = map(json.loads, lines)
        found = {answer["query"] for answer in answers if answer["type"] == "passage"}
    return Answers(len(bench.topics), len(found), seconds)


def lucene(bench, folder, match, highlighter, threads=1):
    """The quickest pass after the first of a process that answers all topics again and again."""
    done = subprocess.run(
        peers.java(bench.work, "search", bench.path(folder), bench.path("topics.tsv"),
                   LUCENE_PASSES, match, highlighter, threads),
        check=True, capture_output=True, text=True)
    passes = [line.split() for line in done.stdout.splitlines()]
    seconds = [float(words[0]) for words in passes]
    return Answers(len(bench.topics), int(passes[0][1]), min(seconds[1:]), seconds[0])


def postgres(bench, server):
    topics = bench.topics[:POSTGRES_TOPICS]
    output = bench.path("answers.txt")
    seconds = server.answer(topics, output).seconds
    return Answers(len(topics), separated(output), seconds)


def separated(output):
    """How many answers, each followed by a line of two hyphens, have something in them."""
    with open(output, encoding="utf-8") as lines:
        return sum(1 for answer in lines.read().split("\n--\n") if answer.strip(" -\n"))


def sqlite(bench, any_word):
    output = bench.path("answers.txt")
    seconds = fts5.answer(bench.path("fts5"), bench.topics, any_word, bench.path("topics.sql"),
                          output).seconds
    return Answers(len(bench.topics), separated(output), seconds)


def sphinx_search(bench, server, any_word):
    output = bench.path("answers.txt")
    seconds = server.answer(bench.topics, any_word, output).seconds
    with open(output, encoding="utf-8") as lines:
        found = {line.split("\t")[0] for line in lines}
    return Answers(len(bench.topics), len(found), seconds)


def programs(bench, server, searchd):
    return {
        "Limier": lambda: ours(bench),
        "Limier, any word (`--match any`)": lambda: ours(bench, "--match", "any"),
        "Lucene, any word": lambda: lucene(bench, "lucene", "any", "highlighter"),
        "Lucene, all words": lambda: lucene(bench, "lucene", "all", "highlighter"),
        "Lucene, any word, PostingsHighlighter":
            lambda: lucene(bench, "lucene-offsets", "any", "postings"),
        "PostgreSQL, all words": lambda: postgres(bench, server),
        "SQLite FTS5, any word": lambda: sqlite(bench, any_word=True),
        "SQLite FTS5, all words": lambda: sqlite(bench, any_word=False),
        "Sphinx, any word": lambda: sphinx_search(bench, searchd, any_word=True),
        "Sphinx, all words": lambda: sphinx_search(bench, searchd, any_word=False),
    }


def in_threads(bench):
    """On as many threads as there are processors."""
    threads = os.cpu_count()
    return {
        "Limier": lambda: ours(bench, threads=threads),
        "Limier, any word (`--match any`)":
            lambda: ours(bench, "--match", "any", threads=threads),
        "Lucene, any word": lambda: lucene(bench, "lucene", "any", "highlighter", threads),
        "Lucene, all words": lambda: lucene(bench, "lucene", "all", "highlighter", threads),
    }


def per_query(rounds):
    """The median seconds of a query, by program."""
    return {label: statistics.median(answers.seconds / answers.asked for answers in runs)
            for label, runs in rounds.items()}


def compared(rounds):
    each = per_query(rounds)
    default, any_word = [seconds for label, seconds in each.items() if "Limier" in label]
    rows = []
    for label, runs in rounds.items():
        if not runs[0].answered:
            sys.exit(f"bench: found nothing: {label}")
        first = statistics.median(answers.first_pass / answers.asked for answers in runs)
        rows.append([label, figure(1 / each[label]), figure(1 / first) if first else "",
                     beside(default, each[label]),
                     beside(any_word, each[label]) if "any word" in label else "",
                     f"{runs[0].answered} of {runs[0].asked}"])
    return table(["", "queries/s", "in the first pass", "time: Limier ÷ this",
                  "Limier, any word ÷ this", "answered"], rows)


def measure(bench):
    with peers.Postgres.running() as server, \
            sphinx.Server.running(bench.path("sphinx")) as searchd:
        say("query: filling PostgreSQL")
        filled = server.build(bench.path("corpus.tsv")).seconds
        size = server.size_mb(bench.path("answers.txt"))
        rounds = interleave(bench.rounds, programs(bench, server, searchd))
    each = per_query(rounds)
    plots.bars(bench, "queries", "Queries a second, in one process",
               {label: 1 / seconds for label, seconds in each.items()}, less_is_better=False)
    return (f"{bench.describe(bench.documents)}; {bench.medians()}. PostgreSQL took "
            f"{figure(filled)} s to fill its table and indexes, which hold {figure(size)} MB.\n\n"
            + compared(rounds))


def measure_threads(bench):
    rounds = interleave(bench.rounds, in_threads(bench))
    return f"{os.cpu_count()} threads; {bench.medians()}.\n\n" + compared(rounds)
