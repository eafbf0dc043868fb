"""The benchmarks of scripts/bench: see BENCHMARKS.md."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time

import build
import debian_texts
import french
import judged
import micro
import peers
import query
import shards
import tables
import texts
import update
from measure import say

PARTS = {"build": build.measure, "update": update.measure, "query": query.measure,
         "french": french.measure, "judged": judged.measure, "micro": micro.measure}
ON_DEMAND = {"shards": shards.measure}  # of the whole corpus it takes an hour
PAGE = os.path.join(peers.ROOT, "BENCHMARKS.md")


class Bench:
    """The texts, the topics, and a work folder in which each file is made when first asked for."""

    def __init__(self, work, options):
        self.work = work
        self.rounds = options.rounds
        self.judged = options.judged
        self.write = options.write
        self.files = []  # the paths of the tree, once it is made
        corpus = options.corpus or debian_texts.corpus(work)
        say(f"reading {corpus}")
        self.documents = texts.read(corpus)
        if options.size < (size := texts.size_mb(self.documents)):
            count = int(len(self.documents) * options.size / size)
            self.documents = texts.evenly(self.documents, count)
        self.small = texts.small(self.documents)
        self.topics = (texts.read_topics(options.topics) if options.topics
                       else texts.make_topics(self.documents, 200))
        if not self.topics:
            sys.exit("bench: no queries; name a file of them with --topics")

    def path(self, name):
        return os.path.join(self.work, name)

    def prepare(self, *names):
        writers = {"jsonl": texts.write_json_lines, "tsv": texts.write_tsv,
                   "scriptindex": texts.write_scriptindex,
                   "ascii": texts.write_ascii, "numbered": texts.write_numbered}
        for name in names:
            if os.path.exists(self.path(name)):
                continue
            if name == "tree":
                self.files = texts.write_tree(self.path(name), self.small)
            elif name == "corpus-tree":
                texts.write_tree(self.path(name), self.documents)
            elif name == "topics.tsv":
                texts.write_topics(self.path(name),
                                   ((f"q{i}", topic) for i, topic in enumerate(self.topics)))
            else:
                base, kind = name.split(".")
                writers[kind](self.path(name), self.small if base == "small" else self.documents)

    def grown(self, factor):
        """A corpus `factor` times as large: the path, and its MB of text."""
        self.prepare("corpus.jsonl")
        text_mb = texts.size_mb(self.documents)
        if factor == 1:
            return self.path("corpus.jsonl"), text_mb
        say(f"making {factor} x the text")
        path = shutil.copy(self.path("corpus.jsonl"), self.path(f"corpus-{factor}x.jsonl"))
        more = texts.recombine(self.documents, (factor - 1) * len(self.documents), seed=factor)
        texts.write_json_lines(path, more, mode="a")
        return path, text_mb * factor

    def describe(self, documents):
        return f"{texts.size_mb(documents):.1f} MB of text in {len(documents):,} documents"

    def medians(self):
        return f"medians of {self.rounds} rounds"


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description="Measures Limier beside other programs.")
    parser.add_argument("words", nargs="*", metavar="CORPUS, PART",
                        help='JSON Lines with "id", "title" and "text" (default: documentation of '
                             "Debian); build, update, query, french, judged, micro (default: all "
                             "these), shards")
    parser.add_argument("--topics", help="a query a line, or id<TAB>query; "
                                         "default: words of random documents")
    parser.add_argument("--judged", metavar="FOLDER",
                        help="sets of judged queries, see scripts/evaluate")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", type=float, default=float("inf"), metavar="MB",
                        help="only so much of the corpus, evenly taken")
    parser.add_argument("--write", action="store_true", help="put the tables into BENCHMARKS.md")
    options = parser.parse_args()
    measures = PARTS | ON_DEMAND
    words = options.words
    options.corpus = words.pop(0) if words and words[0] not in measures else None
    if options.corpus and not os.path.isfile(options.corpus):
        parser.error(f"neither a corpus nor a part: {options.corpus}")
    parts = words or list(PARTS)
    if unknown := set(parts) - set(measures):
        parser.error(f"no such part: {', '.join(unknown)}")

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped
    begin = time.monotonic()
    found = {"machine": tables.machine()}
    os.makedirs(os.path.join(peers.ROOT, "build"), exist_ok=True)
    work = tempfile.mkdtemp(prefix="bench-", dir=os.path.join(peers.ROOT, "build"))
    try:
        peers.compile_ours(work)
        bench = Bench(work, options)
        for part in parts:
            found |= measures[part](bench)
            say(f"{part} done after {time.monotonic() - begin:.0f} s")
    finally:
        shutil.rmtree(work)
    for name, text in found.items():
        print(f"\n{name}: {text}", flush=True)
        if options.write:
            tables.publish(PAGE, name, text)


if __name__ == "__main__":
    main()
