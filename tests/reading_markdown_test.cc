#include <string>

#include "tests/catch.hh"
#include "tests/reading.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

Document document(const std::string& markdown) {
  const Reading reading = read_as("markdown", markdown);
  CHECK(reading.problems.empty());
  REQUIRE(reading.documents.size() == 1);
  return reading.documents[0];
}

std::string body(const std::string& markdown) { return document(markdown).body; }

std::string author(const std::string& value) {
  return document("---\nauthor: " + value + "\n---\nUn.\n").author;
}

}  // namespace

TEST_CASE("markup neither shows nor breaks words") {
  CHECK(body("Un **gros** chat_noir_ et un *chi*en.") == "Un gros chat_noir_ et un chien.");
  CHECK(body("Voir [la loi](http://x.fr \"T\") et ![le port](p.jpg).") ==
        "Voir la loi et le port.");
  CHECK(body("`code` et ~~barré~~ \\*étoile\\*") == "code et barré *étoile*");
  CHECK(body("Fran&ccedil;ais &amp; <b>gras</b> &#233;t&eacute;") == "Français & gras été");
  CHECK(body("<!-- non -->\n\nUn.") == "Un.");
  CHECK(body("<div class=a>\nUn <i>mot</i>.<script>non()</script>\n</div>\n\nDeux.") ==
        "Un mot.\n\n\n\nDeux.");
}

TEST_CASE("lines stay where they are") {
  CHECK(body("# Titre\nUn\ndeux.\n\n\nTrois.\n") == "Titre\nUn\ndeux.\n\n\nTrois.");
  CHECK(body("- un\n- deux\n\n1. trois\n2. quatre\n") == "un\ndeux\n\ntrois\nquatre");
  CHECK(body("> cité\n> encore\n\n    code\n") == "cité\nencore\n\ncode\n");
  CHECK(body("a\n\n```sh\nls\npwd\n```\nb") == "a\n\n\nls\npwd\n\nb");
  CHECK(body("| a | b |\n|---|---|\n| c | d |\n") == "a, b\n\nc, d");
  CHECK(body("Titre\n=====\n\nUn.") == "Titre\n\n\nUn.");
  CHECK(document("\n\nUn.").line == 3);
  CHECK(document("Un.").line == 1);
  CHECK(document("Un.").line_rule == LineRule::counted);
}

TEST_CASE("front matter is what a file says about itself") {
  const Document all = document(
      "---\ntitle: \"Le *titre*\"\nauteur: 'A'\ndate: 2022-01-05T10:00:00Z\nlang: fr\n"
      "url: http://x.fr/a\nsource: AFP\ntags: [a, b]\n---\n\n# Autre\n\nUn.\n");
  CHECK(all.title == "Le *titre*");
  CHECK(all.author == "A");
  CHECK(all.date == "2022-01-05");
  CHECK(all.language == "fr");
  CHECK(all.url == "http://x.fr/a");
  CHECK(all.source == "AFP");
  CHECK(all.body == "Autre\n\nUn.");
  CHECK(all.line == 11);
  CHECK(all.id.empty());
  CHECK_FALSE(all.title_in_body);
}

TEST_CASE("front matter need not be perfect") {
  CHECK(author("L’été : un essai") == "L’été : un essai");
  CHECK(author("[A, 'B', \"C\"]") == "A, B, C");
  CHECK(author("\n- A\n- B") == "A, B");
  CHECK(author("\n  - A\n  - \"B\"") == "A, B");
  CHECK(author(">\n  A\n  B") == "A B");
  CHECK(author("A # note") == "A");
  CHECK(author("# note").empty());
  CHECK(author("\"A") == "A");
  CHECK(author("[A").find('A') == 0);
  CHECK(author("").empty());
  CHECK(document("---\r\ntitle: T\r\n...\r\nUn.\r\n").title == "T");
}

TEST_CASE("a rule is no front matter") {
  CHECK(body("---\n\nUn.\n\n---\n") == "Un.");
  CHECK(body("---\nUn texte.\n---\nDeux.").find("Un texte.") == 0);
  CHECK(body("---\ntitre: jamais fini\n") == "titre: jamais fini");
}

TEST_CASE("else the first heading of the first level is the title") {
  CHECK(document("# Le *titre*\n\nUn.").title == "Le titre");
  CHECK(document("# Le *titre*\n\nUn.").title_in_body);
  CHECK(document("Un.\n\n## Deux\n\n# Trois\n\n# Quatre").title == "Trois");
  CHECK(document("## Deux\n\nUn.").title.empty());
  CHECK(document("#\n\n# Deux\n").title == "Deux");
}

TEST_CASE("Markdown is known by its name or its front matter") {
  const auto format = [](const std::string& head, const std::string& path) {
    return recognise_format(head, path)->name;
  };
  CHECK(format("# T", "a.md") == "markdown");
  CHECK(format("# T", "a.Markdown") == "markdown");
  CHECK(format("---\ntitle: T\n---\n", "a.txt") == "markdown");
  CHECK(format("---\n\nUn.\n---\n", "a.txt") == "text");
  CHECK(format("# T", "a.txt") == "text");
  CHECK(read_as("markdown", " \n").documents.empty());
}

TEST_CASE("whatever the bytes, Markdown is clean") {
  RandomText random(9);
  const std::string parts[] = {"# ",  "*",  "_",    "[",     "](",    ")",        "`", "```\n",
                               "\n",  "- ", "> ",   "&amp;", "<div>", "</div>\n", "|", "|-|\n",
                               "---", "\t", "<!--", "~~",    "![",    "\\",       "é"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = round % 3 == 0 ? random.bytes(60) : random.any(20);
    for (unsigned i = 0; i < bytes.size() % 20; ++i)
      bytes += parts[(static_cast<unsigned>(round) * 5 + i * i * 3) % std::size(parts)];
    for (const Document& read : read_as("markdown", bytes).documents)
      if (!is_valid_utf8(read.body) || !is_valid_utf8(read.title)) FAIL("round " << round);
  }
}

TEST_CASE("nesting and endless markup take no more than a moment") {
  for (const std::string part : {"> ", "- ", "*a ", "[", "![", "<div>", "`", "**a", "&#1;", "|"}) {
    std::string bytes;
    while (bytes.size() < 300'000) bytes += part;
    CHECK(read_as("markdown", bytes).documents.size() <= 1);
  }
}
