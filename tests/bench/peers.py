"""How each program is set up and run, but SQLite (fts5.py) and Sphinx (sphinx.py).

What is decided here and there stands in BENCHMARKS.md.
"""

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile

from measure import run

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
INDEXER = os.path.join(ROOT, "build/bench/indexer/limier-indexer")
QUERY = os.path.join(ROOT, "build/bench/query/limier-query")
LUCENE = ":".join(glob.glob("/usr/share/java/lucene-*4.10*.jar"))


def compile_ours(work):
    """Compiles the two programs of this folder into `work`."""
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "xapian-core"], check=True,
                           capture_output=True, text=True).stdout.split()
    subprocess.run(["g++", "-O2", "-std=c++20", "-o", os.path.join(work, "term_generator"),
                    os.path.join(HERE, "term_generator.cc"), *flags], check=True)
    subprocess.run(["javac", "-d", work, "-cp", LUCENE, os.path.join(HERE, "LuceneBench.java")],
                   check=True)


def limier(source, database, *options):
    return run([INDEXER, "-q", "-d", database, *options, source])


def scriptindex(source, database):
    return run(["scriptindex", "--stemmer=french", database,
                os.path.join(HERE, "scriptindex.script"), source])


def omindex(tree, database):
    return run(["omindex", "--stemmer=french", "--url=/", f"--db={database}", tree])


def recoll(tree, settings):
    """Makes or updates the index that lies in the folder of settings."""
    if not os.path.exists(settings):
        os.makedirs(settings)
        with open(os.path.join(settings, "recoll.conf"), "w", encoding="utf-8") as out:
            out.write(f"topdirs = {tree}\nindexstemminglanguages = french\nnoaspell = 1\n")
    return run(["recollindex", "-c", settings])


def recollq(settings, any_word, *words):
    return ["recollq", "-c", settings, "-s", "french", "-o" if any_word else "-a", *words]


def term_generator(work, source, database):
    return run([os.path.join(work, "term_generator"), source, database])


def java(work, *words):
    return ["java", "-Xmx512m", "-cp", f"{work}:{LUCENE}", "LuceneBench", *map(str, words)]


def lucene(work, source, folder, postings="plain"):
    return run(java(work, "index", source, folder, 2, postings))


class Postgres:
    """A private cluster in a temporary folder, on a Unix socket, not as root."""

    # The configuration that PostgreSQL's own page on unaccent makes for French.
    SCHEMA = """
        CREATE EXTENSION unaccent;
        CREATE TEXT SEARCH CONFIGURATION fr (COPY = french);
        ALTER TEXT SEARCH CONFIGURATION fr
          ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;"""
    TABLE = """
        DROP TABLE IF EXISTS document;
        CREATE TABLE document (id text PRIMARY KEY, title text, body text,
          words tsvector GENERATED ALWAYS AS
            (to_tsvector('fr', title || ' ' || body)) STORED);"""
    ANSWER = """
        PREPARE answer(text) AS
          SELECT id, title, ts_headline('fr', body, query)
          FROM (SELECT id, title, body, query
                FROM document, websearch_to_tsquery('fr', $1) query WHERE words @@ query
                ORDER BY ts_rank(words, query) DESC LIMIT 10) best;"""

    def __init__(self, folder):
        self.folder = folder

    @classmethod
    @contextlib.contextmanager
    def running(cls):
        folder = tempfile.mkdtemp(prefix="limier-bench-")
        as_user = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        control = [*as_user, f"{programs}/pg_ctl", "-D", f"{folder}/data", "-s", "-w",
                   "-l", f"{folder}/log"]
        try:
            subprocess.run([*as_user, f"{programs}/initdb", "-D", f"{folder}/data", "-E", "UTF8",
                            "--locale=C.UTF-8", "-A", "trust", "-U", "postgres"],
                           check=True, stdout=subprocess.DEVNULL, cwd="/")
            subprocess.run([*control, "-o", f"-k {folder} -c listen_addresses= "
                            "-c shared_buffers=256MB -c maintenance_work_mem=256MB", "start"],
                           check=True, cwd="/")
            server = cls(folder)
            server.psql(cls.SCHEMA)
            yield server
        finally:
            if os.path.exists(f"{folder}/data/postmaster.pid"):
                subprocess.run([*control, "-m", "fast", "stop"], check=False, cwd="/")
            shutil.rmtree(folder, ignore_errors=True)

    def psql(self, commands, output=None):
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(commands)
            file.flush()
            return run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h",
                        self.folder, "-U", "postgres"], stdin=file.name, output=output)

    def build(self, source):
        self.psql(self.TABLE)
        return self.psql(f"\\copy document (id, title, body) FROM '{source}'\n"
                         "CREATE INDEX ON document USING gin (words);\nANALYZE document;")

    def size_mb(self, output):
        self.psql("SELECT pg_total_relation_size('document');", output)
        with open(output, encoding="utf-8") as file:
            return int(file.read()) / 1e6

    def answer(self, topics, output):
        """Answers all topics in one session."""
        quoted = (topic.replace("'", "''") for topic in topics)
        return self.psql(self.ANSWER + "".join(f"EXECUTE answer('{topic}');\n\\echo --\n"
                                               for topic in quoted), output)
