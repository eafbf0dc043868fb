"""SQLite's FTS5, in a process of its own: `fts5.py fill TSV DATABASE`, `fts5.py answer DATABASE TOPICS`.

Set up as its page advises: diacritics removed (it has no French stemmer), all in one transaction,
optimized after it.
"""

import contextlib
import sqlite3
import sys

import texts

SCHEMA = ("CREATE VIRTUAL TABLE document USING fts5(id UNINDEXED, title, body, "
          "tokenize = \"unicode61 remove_diacritics 2\")")
# A passage of at most 40 words, its matches marked.
ANSWER = ("SELECT title, snippet(document, 2, '<b>', '</b>', '…', 40) FROM document({}) "
          "ORDER BY rank LIMIT 10")


def match(query, any_word=False):
    """The query's words, each quoted, as the page on the syntax advises."""
    words = [word.replace('"', "") for word in query.split()]
    return (" OR " if any_word else " ").join(f'"{word}"' for word in words if word)


def fill(database, documents):
    with database:
        database.execute(SCHEMA)
        database.executemany("INSERT INTO document VALUES (?, ?, ?)", documents)
        database.execute("INSERT INTO document(document) VALUES ('optimize')")


def answer(database, topics):
    """Prints the answers, and last how many of the topics have one."""
    answered = 0
    for topic in topics:
        rows = database.execute(ANSWER.format("?"), (match(topic),)).fetchall()
        answered += bool(rows)
        for row in rows:
            print(*row, sep="\t")
    print(answered)


def answering(database, topics):
    return [sys.executable, "-B", __file__, "answer", database, topics]


def filling(source, database):
    return [sys.executable, "-B", __file__, "fill", source, database]


def cold(database, topic):
    """The command that answers one topic in a shell."""
    words = match(topic).replace("'", "''")
    return ["sqlite3", database, ANSWER.format(f"'{words}'")]


def main(task, first, second):
    if task == "fill":
        with contextlib.closing(sqlite3.connect(second)) as database:
            fill(database, texts.read_tsv(first))
    else:
        with contextlib.closing(sqlite3.connect(first)) as database:
            answer(database, texts.read_topics(second))


if __name__ == "__main__":
    main(*sys.argv[1:])
