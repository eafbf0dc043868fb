"""The texts that are indexed, in the forms that each program reads, and the topics."""

import itertools
import json
import os
import random
import re

SMALL_FILES = 20_000
SMALL_BYTES = 4_000


def read(path):
    """The documents of a JSON Lines file as (id, title, text).

    Control characters, tabs and backslashes become spaces: the peers' formats need them.
    """
    unwanted = re.compile(r"[\x00-\x09\x0b-\x1f\\]")
    documents = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            title = unwanted.sub(" ", record.get("title") or "").replace("\n", " ")
            text = unwanted.sub(" ", record["text"])
            documents.append((record["id"], title, text))
    return documents


def size_mb(documents):
    """Titles and texts, in MB of 10^6 bytes of UTF-8."""
    return sum(len(title.encode()) + len(text.encode()) for _, title, text in documents) / 1e6


def evenly(documents, count):
    """`count` of the documents, or all if there are fewer, at even distances."""
    count = min(count, len(documents))
    return [documents[i * len(documents) // count] for i in range(count)]


def small(documents):
    """Documents cut to the size of a small file at a word's border."""
    return [(name, title, cut(text)) for name, title, text in evenly(documents, SMALL_FILES)]


def cut(text):
    if len(text.encode()) <= SMALL_BYTES:
        return text
    return text.encode()[:SMALL_BYTES].decode(errors="ignore").rsplit(None, 1)[0]


def recombine(documents, count, seed):
    """`count` documents as long as those given, made of sentences taken from all at random."""
    chance = random.Random(seed)
    # A sentence keeps the newline after it, so that the new texts have paragraphs too.
    borders = re.compile(r"(?<=[.!?;]) +|(?<=\n)")
    shapes = [[part for part in borders.split(text) if part.strip()] for _, _, text in documents]
    sentences = [sentence for shape in shapes for sentence in shape]
    for number in range(count):
        shape = shapes[number % len(shapes)]
        text = " ".join(chance.choices(sentences, k=max(1, len(shape)))).replace("\n ", "\n")
        yield (f"{seed}-{number}", documents[number % len(documents)][1], text)


def write_json_lines(path, documents, mode="w"):
    with open(path, mode, encoding="utf-8") as out:
        for name, title, text in documents:
            record = {"id": name, "title": title, "text": text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_tsv(path, documents):
    """id, title, text; a newline is written \\n, which is also what PostgreSQL's COPY reads."""
    with open(path, "w", encoding="utf-8") as out:
        for name, title, text in documents:
            text = text.replace("\n", "\\n")
            out.write(f"{name}\t{title}\t{text}\n")


def write_scriptindex(path, documents):
    with open(path, "w", encoding="utf-8") as out:
        for name, title, text in documents:
            text = text.replace("\n", "\n=")
            out.write(f"id={name}\ntitle={title}\ntext={text}\n\n")


def write_ascii(path, documents):
    """id, title, text, with ASCII's own separators, as SQLite's shell reads them."""
    with open(path, "w", encoding="utf-8") as out:
        out.writelines("\x1f".join(document) + "\x1e" for document in documents)


def write_numbered(path, documents):
    """A number, id, title, text, as Sphinx reads them: it knows no newline in a text."""
    with open(path, "w", encoding="utf-8") as out:
        for number, (name, title, text) in enumerate(documents, 1):
            text = text.replace("\n", " ")
            out.write(f"{number}\t{name}\t{title}\t{text}\n")


def write_file(path, document):
    _, title, text = document
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"{title}\n\n{text}\n" if title else f"{text}\n")


def write_tree(folder, documents):
    """A file a document, 200 in a folder; returns their paths."""
    paths = []
    for number, document in enumerate(documents):
        below = os.path.join(folder, f"{number // 200:03}")
        os.makedirs(below, exist_ok=True)
        paths.append(os.path.join(below, f"{number:05}.txt"))
        write_file(paths[-1], document)
    return paths


def make_topics(documents, count):
    """The first three words of five letters or more of random documents, as queries."""
    shuffled = random.Random(5).sample(documents, len(documents))
    words = (re.findall(r"[^\W\d_]{5,}", text)[:3] for _, _, text in shuffled)
    topics = (" ".join(three).lower() for three in words if len(three) == 3)
    return list(itertools.islice(topics, count))


def read_topics(path):
    """The queries of a file with a query a line, or `id<TAB>query`."""
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t")[-1] for line in lines if line.strip()]


def write_topics(path, topics):
    """`topics` are (id, query)."""
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(f"{name}\t{topic}\n" for name, topic in topics)
