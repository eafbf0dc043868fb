"""Updating a tree of small files: nothing changed, ten files changed, a hundred nights."""

import functools
import json
import random

import peers
import texts
from measure import empty, folder_mb, index_mb, interleave, median, run, say
from tables import beside, figure, ratio, table

NIGHTS = 100
PROGRAMS = {"Limier": peers.limier, "omindex": peers.omindex, "Recoll": peers.recoll}


def measure(bench):
    bench.prepare("tree", "topics.tsv")
    return {"update": few(bench), "nights": nights(bench)}


def few(bench):
    """Nothing changed, then ten files changed, in turn by each program."""
    chance = random.Random(1)

    def update(name):
        return PROGRAMS[name](bench.path("tree"), bench.path(f"update-{name}"))

    def settled(name):
        update(name)  # what was changed in the turns of the others
        return update(name)

    def changed(name):
        update(name)
        for path in chance.sample(bench.files, 10):
            with open(path, "a", encoding="utf-8") as out:
                out.write("Une phrase de plus, ajoutée ce soir.\n")
        return update(name)

    say("update: first builds")
    for name in PROGRAMS:
        empty(bench.path(f"update-{name}"))
        update(name)
    costs = interleave(bench.rounds, {
        f"{case}, {name}": functools.partial(measured, name)
        for case, measured in {"nothing changed": settled, "10 files changed": changed}.items()
        for name in PROGRAMS})
    rows = []
    for label, runs in costs.items():
        cost = median(runs)
        base = median(costs[f"{label.split(', ')[0]}, Limier"]).seconds
        rows.append([label, figure(cost.seconds), beside(base, cost.seconds), figure(cost.cpu),
                     figure(cost.peak)])
    return (f"{bench.describe(bench.small)}, a file each; {bench.medians()}.\n\n"
            + table(["", "wall s", "time: Limier ÷ this", "CPU s", "peak MB"], rows))


def answers(bench, database, output):
    """The answers to all topics, a list of objects a query, without their times."""
    run([peers.QUERY, "-d", database, "--batch", bench.path("topics.tsv"), "--format", "jsonl"],
        output=output)
    found = {}
    with open(output, encoding="utf-8") as lines:
        for line in lines:
            answer = json.loads(line)
            answer.pop("seconds", None)
            found.setdefault(answer["query"], []).append(answer)
    return found


def nights(bench):
    """Each night 1 % of the files get another text; then the same tree is indexed afresh."""
    database = empty(bench.path("nights"))
    peers.limier(bench.path("tree"), database)
    chance = random.Random(2)
    share = max(1, len(bench.files) // 100)
    others = texts.recombine(bench.small, share * NIGHTS, seed=3)
    runs, folder_peak = [], 0.0
    for night in range(NIGHTS):
        if night % 10 == 0:
            say(f"night {night + 1} of {NIGHTS}")
        for path, document in zip(chance.sample(bench.files, share), others):
            texts.write_file(path, document)
        runs.append(peers.limier(bench.path("tree"), database))
        folder_peak = max(folder_peak, folder_mb(database))
    clean = empty(bench.path("nights-clean"))
    build = peers.limier(bench.path("tree"), clean)
    before = answers(bench, database, bench.path("answers-updated.jsonl"))
    after = answers(bench, clean, bench.path("answers-clean.jsonl"))
    equal = sum(before[query] == after[query] for query in after)
    ours, theirs = index_mb(database), index_mb(clean)
    rows = [
        ["a night, median", f"{figure(median(runs).seconds)} s"],
        ["the longest night", f"{figure(max(cost.seconds for cost in runs))} s"],
        ["all nights ÷ a clean build", ratio(sum(cost.seconds for cost in runs), build.seconds)],
        ["index after the last night", f"{figure(ours)} MB"],
        ["index ÷ a clean build's", ratio(ours, theirs)],
        ["the whole folder at its largest ÷ a clean build's", ratio(folder_peak, theirs)],
        ["answers equal to a clean build's", f"{equal} of {len(after)} queries"],
    ]
    return (f"{NIGHTS} runs, before each {share} of {len(bench.files)} files get another text.\n\n"
            + table(["", "Limier"], rows))
