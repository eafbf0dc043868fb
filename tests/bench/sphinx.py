"""Sphinx: an index in a folder, and a server of its own on a Unix socket, asked in SphinxQL."""

import contextlib
import os
import re
import subprocess
import tempfile
import unicodedata

from measure import run


def folded():
    """The accented letters of Latin as the letters below them: its table has none by itself."""
    pairs = ((code, unicodedata.normalize("NFD", chr(code))[0].lower())
             for code in range(0xc0, 0x180))
    return ", ".join(f"U+{code:X}->{letter}" for code, letter in pairs if "a" <= letter <= "z")


CONFIGURATION = """
source texts {{
  type = tsvpipe
  tsvpipe_command = cat {source}
  tsvpipe_attr_string = name
  tsvpipe_field_string = title
  tsvpipe_field_string = body
}}
index texts {{
  source = texts
  path = {folder}/texts
  morphology = libstemmer_fr
  charset_table = 0..9, A..Z->a..z, a..z, _, {folded}
}}
indexer {{
  mem_limit = 256M
}}
searchd {{
  listen = {folder}/socket:mysql41
  log = {folder}/log
  pid_file = {folder}/pid
  binlog_path =
}}
"""
BETWEEN = "--------------"  # what the client prints around a statement


def build(source, folder):
    """`source` has lines of number, id, title and text, with tabs between."""
    os.makedirs(folder)
    with open(os.path.join(folder, "conf"), "w", encoding="utf-8") as out:
        out.write(CONFIGURATION.format(source=source, folder=folder, folded=folded()))
    return run(["/usr/bin/indexer", "--quiet", "--config", os.path.join(folder, "conf"), "--all"])


@contextlib.contextmanager
def serving(folder):
    server = ["searchd", "--config", os.path.join(folder, "conf")]
    subprocess.run(server, check=True, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        subprocess.run([*server, "--stopwait"], check=False, stdout=subprocess.DEVNULL)


def select(columns, query, any_word, most):
    words = (" | " if any_word else " ").join(re.findall(r"\w+", query))
    return (f"SELECT {columns.format(words)} FROM texts WHERE MATCH('{words}') LIMIT {most} "
            f"OPTION max_matches={most};\n")


def ask(folder, statements, output):
    """Runs all in one session; its Cost. The rows are left in `output`."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.writelines(statements)
        file.flush()
        return run(["mariadb", f"--socket={folder}/socket", "--batch", "--verbose", "--raw",
                    "--skip-column-names", "--default-character-set=utf8mb4"],
                   stdin=file.name, output=output)


def answers(output):
    """The rows of each statement."""
    with open(output, encoding="utf-8") as file:
        parts = re.split(f"^{BETWEEN}$\n", file.read(), flags=re.M)
    return [[row for row in part.splitlines() if row] for part in parts[2::2]]


def answer(folder, topics, output):
    """The ten best of each topic, with passages; the Cost, and how many topics have one."""
    columns = "name, title, SNIPPET(body, '{}')"
    cost = ask(folder, [select(columns, topic, False, 10) for topic in topics], output)
    return cost, sum(map(bool, answers(output)))
