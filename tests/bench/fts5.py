"""SQLite FTS5: how its table is made, filled by its shell, and asked."""

import os

from measure import run

# What it advises for texts with accents; it has no French stemmer. Titles and texts are stored.
TABLE = ("CREATE VIRTUAL TABLE document USING fts5(id UNINDEXED, title, body, "
         "tokenize = 'unicode61 remove_diacritics 2')")
BODY = 2  # the column that passages are taken from
TOKENS = 32  # of a passage: some 200 characters
SHELL = ["sqlite3", "-batch", "-init", os.devnull]


def match(query, any_word):
    """Each word quoted, as its page on the syntax advises."""
    words = [word.replace('"', "") for word in query.split()]
    return (" OR " if any_word else " ").join(f'"{word}"' for word in words if word)


def database(folder):
    return os.path.join(folder, "fts5.db")


def build(source, folder):
    os.makedirs(folder)
    return run([*SHELL, database(folder), TABLE, f".import --ascii '{source}' document"])


def select(query, any_word):
    quoted = match(query, any_word).replace("'", "''")
    return (f"SELECT id, title, snippet(document, {BODY}, '<b>', '</b>', '…', {TOKENS}) "
            f"FROM document('{quoted}') ORDER BY rank LIMIT 10;")


def command(folder, query):
    return [*SHELL, "-readonly", database(folder), select(query, any_word=False)]


def answer(folder, topics, any_word, script, output):
    """Answers all topics in one process; after each stands a line of two hyphens."""
    with open(script, "w", encoding="utf-8") as out:
        out.writelines(f"{select(topic, any_word)}\n.print --\n" for topic in topics)
    return run([*SHELL, "-readonly", database(folder)], stdin=script, output=output)
