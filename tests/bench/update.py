"""Updating a tree of small files: nothing changed, ten files changed, a hundred nights."""

import json
import random

import peers
import texts
from measure import empty, folder_mb, index_mb, interleave, median, run, say
from tables import beside, figure, ratio, table

NIGHTS = 100


def measure(bench):
    bench.prepare("tree", "topics.tsv")
    return {"update": few(bench), "nights": nights(bench)}


def few(bench):
    """Nothing changed, then ten files changed, each measured with omindex beside it."""
    ours, theirs = empty(bench.path("update-limier")), empty(bench.path("update-omindex"))
    say("update: first builds")
    peers.limier(bench.path("tree"), ours)
    peers.omindex(bench.path("tree"), theirs)
    chance = random.Random(1)

    def after_change(index, database):
        # Each program has files of its own changed, so that neither sees the other's twice.
        for path in chance.sample(bench.files, 10):
            with open(path, "a", encoding="utf-8") as out:
                out.write("Une phrase de plus, ajoutée ce soir.\n")
        return index(bench.path("tree"), database)

    def settled(index, database):
        index(bench.path("tree"), database)  # what the other's changes left to do
        return index(bench.path("tree"), database)

    costs = interleave(bench.rounds, {
        "nothing changed, Limier": lambda: settled(peers.limier, ours),
        "nothing changed, omindex": lambda: settled(peers.omindex, theirs),
        "10 files changed, Limier": lambda: after_change(peers.limier, ours),
        "10 files changed, omindex": lambda: after_both(bench, after_change, theirs),
    })
    rows = []
    for label, runs in costs.items():
        cost = median(runs)
        base = median(costs[label.replace("omindex", "Limier")]).seconds
        rows.append([label, figure(cost.seconds), beside(base, cost.seconds), figure(cost.cpu),
                     figure(cost.peak)])
    return (f"{bench.describe(bench.small)}, a file each; {bench.medians()}.\n\n"
            + table(["", "wall s", "time: Limier ÷ this", "CPU s", "peak MB"], rows))


def after_both(bench, after_change, database):
    peers.omindex(bench.path("tree"), database)  # the files that Limier's turn changed
    return after_change(peers.omindex, database)


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
