"""What each program finds: documents to an index, topics to ranked ids.

A ranker takes a work folder, documents (id, title, text), topics (id, query), and whether one word
is enough or all are needed; it returns the ids found for each topic, the best first.
"""

import contextlib
import os
import re
import sqlite3
import subprocess

import fts5
import peers
import sphinx
import texts
from measure import empty

MOST = 100


def place(work, name):
    """A path of that name at which nothing is."""
    os.makedirs(os.path.join(work, "ranked"), exist_ok=True)
    return empty(os.path.join(work, "ranked", name))


def output(command, success=(0, 1)):
    done = subprocess.run([str(word) for word in command], check=False, capture_output=True,
                          text=True)
    if done.returncode not in success:
        raise SystemExit(f"bench: failed with {done.returncode}: {command}\n{done.stderr}")
    return done.stdout


def grouped(pairs):
    """(topic, id) to topic -> ids, each once, in their order."""
    found = {}
    for topic, name in pairs:
        found.setdefault(topic, {})[name] = True
    return {topic: list(names) for topic, names in found.items()}


def limier(work, documents, topics, any_word):
    source, database = place(work, "texts.jsonl"), place(work, "limier")
    asked = place(work, "topics.tsv")
    texts.write_json_lines(source, documents)
    texts.write_topics(asked, topics)
    peers.limier(source, database)
    # `auto` would take half of the words where no document has them all: the others cannot.
    run = output([peers.QUERY, "-d", database, "--batch", asked, "--format", "trec", "-n", MOST,
                  "--all-copies", "--match", "any" if any_word else "all"])
    return grouped((line.split()[0], line.split()[2]) for line in run.splitlines())


def lucene(work, documents, topics, any_word):
    source, folder = place(work, "texts.tsv"), place(work, "lucene")
    asked = place(work, "topics.tsv")
    texts.write_tsv(source, documents)
    texts.write_topics(asked, topics)
    peers.lucene(work, source, folder)
    run = output(peers.java(work, "rank", folder, asked, "any" if any_word else "all", MOST))
    return grouped(line.split("\t") for line in run.splitlines())


def xapian(work, documents, topics, any_word):
    """scriptindex and quest."""
    source = place(work, "texts.scriptindex")
    database = place(work, "scriptindex")
    texts.write_scriptindex(source, documents)
    peers.scriptindex(source, database)
    found = {}
    for topic, query in topics:
        answer = output(["quest", f"--db={database}", "--stemmer=french", f"--msize={MOST}",
                         f"--default-op={'or' if any_word else 'and'}", "--", query])
        found[topic] = re.findall(r"^id=(.*)$", answer, re.M)
    return found


def sqlite(_, documents, topics, any_word):
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute(fts5.TABLE)
        database.executemany("INSERT INTO document VALUES (?, ?, ?)", documents)
        found = {}
        for topic, query in topics:
            found[topic] = [row[0] for row in database.execute(
                f"SELECT id FROM document(?) ORDER BY rank LIMIT {MOST}",
                (fts5.match(query, any_word),))]
        return found


def sphinx_search(work, documents, topics, any_word):
    source, folder = place(work, "texts.numbered"), place(work, "sphinx")
    answers = place(work, "answers.txt")
    texts.write_numbered(source, documents)
    sphinx.build(source, folder)
    with sphinx.Server.running(folder) as server:
        server.ask([query for _, query in topics], any_word, MOST, answers)
    with open(answers, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return grouped((topics[int(number)][0], name) for number, name in rows)


def postgres(work, documents, topics, any_word):
    source, answers = place(work, "texts.tsv"), place(work, "answers.txt")
    texts.write_tsv(source, documents)
    query = "websearch_to_tsquery('fr', $1)"
    if any_word:
        query = "replace(plainto_tsquery('fr', $1)::text, '&', '|')::tsquery"
    with peers.Postgres.running() as server:
        server.build(source)
        server.psql(f"""
            PREPARE answer(text, text) AS
              SELECT $2, id FROM document, (SELECT {query} AS query) asked
              WHERE words @@ query
              ORDER BY ts_rank(words, query) DESC LIMIT {MOST};""" + "".join(
                  f"EXECUTE answer('{quoted}', '{topic}');\n" for topic, quoted in
                  ((topic, text.replace("'", "''")) for topic, text in topics)), answers)
    with open(answers, encoding="utf-8") as lines:
        return grouped(line.rstrip("\n").split("|", 1) for line in lines)


def recoll(work, documents, topics, any_word):
    """A file a document, with its title in the first line.

    In a query of any words, what is joined by an apostrophe or hyphen would be a phrase.
    """
    tree, settings = place(work, "tree"), place(work, "recoll")
    paths = texts.write_tree(tree, documents)
    names = {path: document[0] for path, document in zip(paths, documents)}
    peers.recoll(tree, settings)
    found = {}
    for topic, query in topics:
        if any_word:
            query = " ".join(re.findall(r"\w+", query))
        answer = output(peers.recollq(settings, any_word, "-b", "-n", MOST, query))
        hits = (names.get(line.removeprefix("file://")) for line in answer.splitlines())
        found[topic] = [name for name in hits if name]  # folders are found as well
    return found


RANKERS = {"Limier": limier, "Lucene": lucene, "PostgreSQL": postgres, "Recoll": recoll,
           "SQLite FTS5": sqlite, "Sphinx": sphinx_search, "scriptindex, quest": xapian}
