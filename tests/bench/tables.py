"""Markdown tables, and their places in BENCHMARKS.md."""

import datetime
import os
import re
import sqlite3
import subprocess

from peers import INDEXER, ROOT


def table(header, rows):
    """The first column is text, the others are figures."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def figure(value):
    """Three significant digits, and no exponent."""
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratio(one, other):
    return figure(one / other)


def beside(ours, theirs):
    """Our seconds over theirs; in bold where they take less."""
    return f"**{ratio(ours, theirs)}**" if ours > theirs else ratio(ours, theirs)


def first_line(*command):
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, cwd=ROOT)
    return (done.stdout.splitlines() or [""])[0].strip()


def grep(path, pattern):
    with open(path, encoding="utf-8") as file:
        return re.search(pattern, file.read(), re.M).group(1)


def machine():
    """When, where and with which versions the figures were made."""
    memory = int(grep("/proc/meminfo", r"^MemTotal:\s+(\d+)")) * 1024 / 1e9
    package = ["dpkg-query", "-W", "-f", "${source:Upstream-Version}"]
    postgres = first_line("sh", "-c", "ls -d /usr/lib/postgresql/*/bin/postgres | tail -n 1")
    rows = [
        ("Date", f"{datetime.date.today()}, load before the start {os.getloadavg()[0]:.1f}"),
        ("Machine", f"{grep('/proc/cpuinfo', '^model name.*: (.*)')}, {os.cpu_count()} cores, "
                    f"{memory:.0f} GB"),
        ("System", f"{grep('/etc/os-release', '^PRETTY_NAME=.(.*).$')}, Linux {os.uname().release}"),
        ("Limier", f"{first_line(INDEXER, '--version')}, commit "
                   f"{first_line('git', 'describe', '--always', '--dirty')}"),
        ("Xapian, Omega", first_line("pkg-config", "--modversion", "xapian-core") + ", "
                          + first_line(*package, "xapian-omega")),
        ("Lucene", f"{first_line(*package, 'liblucene4.10-java')}, "
                   f"{first_line('java', '-version')}"),
        ("PostgreSQL", first_line(postgres, "--version")),
        ("SQLite", sqlite3.sqlite_version),
        ("Recoll", first_line(*package, "recollcmd")),
        ("Sphinx", first_line(*package, "sphinxsearch")),
        ("ripgrep", first_line("rg", "--version")),
    ]
    return table(["What", "Which"], rows).replace("---:", "---")


def publish(path, name, text):
    """Puts `text` between the markers of `name` in the page."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(begin, 1)
    after = rest.split(end, 1)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{begin}\n{text}\n{end}{after}")
