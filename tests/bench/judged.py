"""How well each program ranks judged French queries, any word being enough."""

import math
import os

import texts
from measure import say
from rankers import MOST, RANKERS
from tables import table


def read_qrels(path):
    """topic -> document -> grade, of the grades above 0."""
    grades = {}
    with open(path, encoding="utf-8") as lines:
        for topic, _, document, grade in map(str.split, lines):
            if int(grade) > 0:
                grades.setdefault(topic, {})[document] = int(grade)
    return grades


def scores(ranked, grades):
    """nDCG@10 (gain: grade, discount: log2(rank + 1)), MRR@10, and recall at the most fetched."""
    def gain(values):
        return sum(value / math.log2(rank + 2) for rank, value in enumerate(values[:10]))
    ideal = gain(sorted(grades.values(), reverse=True))
    first = next((rank for rank, name in enumerate(ranked[:10]) if name in grades), None)
    return (gain([grades.get(name, 0) for name in ranked]) / ideal,
            0 if first is None else 1 / (first + 1),
            len(grades.keys() & set(ranked[:MOST])) / len(grades))


def sets(folder):
    """(name, documents, topics, grades) of each set; one without a corpus shares another's."""
    names = sorted(name for name in os.listdir(folder)
                   if os.path.exists(os.path.join(folder, name, "topics.dev.tsv")))
    corpora = {name: texts.read(os.path.join(folder, name, "corpus.jsonl")) for name in names
               if os.path.exists(os.path.join(folder, name, "corpus.jsonl"))}
    for name in names:
        with open(os.path.join(folder, name, "topics.dev.tsv"), encoding="utf-8") as lines:
            topics = [line.rstrip("\n").split("\t", 1) for line in lines if line.strip()]
        grades = read_qrels(os.path.join(folder, name, "qrels.dev.txt"))
        corpus = next(corpora[of] for of in corpora if name.startswith(of))
        yield name, corpus, [topic for topic in topics if topic[0] in grades], grades


def measure(bench):
    if not bench.judged:
        say("judged: left out, since --judged names no folder of judged queries")
        return {}
    header, rows = [""], {label: [label] for label in RANKERS}
    for name, documents, topics, grades in sets(bench.judged):
        header.append(f"{name} ({len(topics)})")
        for label, rank in RANKERS.items():
            say(f"judged: {name}, {label}")
            found = rank(bench.work, documents, topics, any_word=True)
            each = [scores(found.get(topic, []), grades[topic]) for topic, _ in topics]
            rows[label].append(" · ".join(f"{sum(values) / len(values):.3f}".lstrip("0")
                                          for values in zip(*each)))
    return {"judged": "nDCG@10 · MRR@10 · Recall@100; in parentheses the number of queries.\n\n"
                      + table(header, rows.values())}
