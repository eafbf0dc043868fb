"""A French corpus for whoever has none: documentation from Debian's packages, as JSON Lines.

Packages are unpacked in a work folder, not installed.
"""

import glob
import gzip
import html.parser
import os
import re
import subprocess

import texts
from measure import say

PACKAGES = ("libreoffice-help-fr", "debian-handbook", "manpages-fr")
PAGES = ("usr/share/libreoffice/help/fr/**/*.html", "usr/share/doc/debian-handbook/html/fr-FR/*.html")
MANUALS = "usr/share/man/fr/man*/*.gz"


class Page(html.parser.HTMLParser):
    """The title and the text of a page."""

    HIDDEN = {"script", "style", "title", "head"}
    BLOCKS = {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "br"}

    def __init__(self, source):
        super().__init__()
        self.title, self.text, self.open = "", [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        if tag in self.HIDDEN:
            self.open.append(tag)
        if tag in self.BLOCKS:
            self.text.append("\n")

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data
        elif not self.open:
            self.text.append(data)


def tidied(text):
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t\xa0]+", " ", text)).strip()


def manual(source):
    """The text of a manual page, without what formats it."""
    lines = (re.sub(r"^\.(SH|SS|B|I|BR|RB|IR|RI|BI|IB|IP|TP)\b ?", "", line)
             for line in source.splitlines())
    text = "\n".join(line for line in lines if not line.startswith((".", "'")))
    return re.sub(r"\\f(\(..|.)|\\s[-+]?\d|\\\||\\&", "", text).replace("\\-", "-").replace("\\ ", " ")


def documents(folder):
    for pattern in PAGES:
        for path in sorted(glob.glob(os.path.join(folder, pattern), recursive=True)):
            with open(path, encoding="utf-8", errors="replace") as file:
                page = Page(file.read())
            if text := tidied("".join(page.text)):
                yield os.path.relpath(path, folder), tidied(page.title), text
    for path in sorted(glob.glob(os.path.join(folder, MANUALS))):
        if os.path.islink(path):
            continue
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            yield os.path.relpath(path, folder), os.path.basename(path)[:-3], tidied(manual(file.read()))


def corpus(folder):
    """Makes it below `folder`, and returns its path."""
    say(f"no corpus is named: fetching {', '.join(PACKAGES)}")
    unpacked = os.path.join(folder, "debian")
    os.makedirs(unpacked)
    subprocess.run(["apt-get", "download", "-q", *PACKAGES], cwd=unpacked, check=True,
                   stdout=subprocess.DEVNULL)
    for package in glob.glob(os.path.join(unpacked, "*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, unpacked], check=True)
    path = os.path.join(folder, "debian.jsonl")
    texts.write_json_lines(path, documents(unpacked))
    return path
