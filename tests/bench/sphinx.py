"""Sphinx: how its index is made, and a server of its own on a Unix socket that is asked."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata

from measure import run

# Fields that are strings too are stored, in memory, so that SNIPPET() has the texts.
SOURCE = """
source texts
{{
  type = tsvpipe
  tsvpipe_command = cat '{source}'
  tsvpipe_attr_string = name
  tsvpipe_field_string = title
  tsvpipe_field_string = body
}}
index texts
{{
  source = texts
  path = {folder}/texts
  morphology = libstemmer_fr
  charset_table = {letters}
}}
"""
# How words are told apart and stemmed stands in the index.
SERVER = """
index texts
{{
  path = {folder}/texts
}}
searchd
{{
  listen = {scratch}/socket:mysql41
  pid_file = {scratch}/pid
  log = {scratch}/log
  binlog_path =
}}
"""


def letters():
    """Its default table of Latin letters, and those with accents as the letters without."""
    accented = filter(str.isalpha, map(chr, range(0xC0, 0x180)))
    return ", ".join(["0..9", "A..Z->a..z", "_", "a..z", *(
        f"U+{ord(letter):X}->U+{ord(unicodedata.normalize('NFD', letter)[0].lower()):X}"
        for letter in accented)])


def write(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def build(source, folder):
    os.makedirs(folder)
    settings = write(os.path.join(folder, "indexer.conf"),
                     SOURCE.format(source=source, folder=folder, letters=letters()))
    return run(["indexer", "--config", settings, "--quiet", "--all"])


def words(query):
    """What is no letter and no figure separates words, where it is not an operator."""
    return " ".join(re.findall(r"\w+", query))


def match(query, any_word):
    """All words, or, by its quorum operator, one of them at least."""
    return f'"{words(query)}"/1' if any_word else words(query)


class Server:
    def __init__(self, scratch):
        self.scratch = scratch

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder):
        scratch = tempfile.mkdtemp(prefix="limier-bench-")  # the path of a socket has to be short
        settings = write(f"{scratch}/searchd.conf", SERVER.format(folder=folder, scratch=scratch))
        control = ["searchd", "--config", settings]
        try:
            subprocess.run(control, check=True, stdout=subprocess.DEVNULL)
            yield cls(scratch)
        finally:
            if os.path.exists(f"{scratch}/pid"):
                subprocess.run([*control, "--stopwait"], check=False, stdout=subprocess.DEVNULL)
            shutil.rmtree(scratch)

    def ask(self, topics, any_word, most, output, columns="name"):
        """Answers all topics in one session; a line of a result begins with the topic's number.

        In `columns` {words} stands for the words of the topic.
        """
        script = write(f"{self.scratch}/topics.sql", "".join(
            f"SELECT {number} AS topic, {columns.format(words=words(topic))} FROM texts "
            f"WHERE MATCH('{match(topic, any_word)}') LIMIT {most};\n"
            for number, topic in enumerate(topics)))
        return run(["mariadb", "--no-defaults", f"--socket={self.scratch}/socket", "--batch",
                    "--skip-column-names"], stdin=script, output=output)

    def answer(self, topics, any_word, output):
        """Ten results each, with passages of its default length."""
        return self.ask(topics, any_word, 10, output, "name, title, SNIPPET(body, '{words}')")
