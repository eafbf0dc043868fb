#include <ctime>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/format.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

std::vector<Document> read(const std::string& bytes) {
  const Reading reading = read_as("html", bytes);
  CHECK(reading.problems.empty());
  return reading.documents;
}

Document page(const std::string& head, const std::string& body) {
  const auto all =
      read("<!doctype html><html lang='fr'><head>" + head + "</head><body>" + body + "</body>");
  REQUIRE(all.size() == 1);
  return all[0];
}

std::string body(const std::string& html) { return page("<title>T</title>", html).body; }

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

bool is_html(const std::string& head, const std::string& path) {
  return recognise_format(head, path)->name == "html";
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

TEST_CASE("a page is recognised by its beginning, or by its name and a tag") {
  CHECK(is_html("<!DOCTYPE html>", "a"));
  CHECK(is_html("\n<HTML lang=fr>", "a.txt"));
  CHECK(is_html("\xEF\xBB\xBF<?xml version='1.0'?><!-- copie --><html>", "a"));
  CHECK(is_html("<p>Un paragraphe", "a.htm"));
  CHECK(is_html("<p>Un paragraphe", "A.HTML"));
  CHECK_FALSE(is_html("<p>Un paragraphe", "a.txt"));
  CHECK_FALSE(is_html("si a < b", "a.html"));
  CHECK_FALSE(is_html("Une page commence par <html>", "a.txt"));
}

TEST_CASE("block elements are paragraphs, rows and items are lines, cells are tabbed") {
  CHECK(body("<p>un</p><div>deux</div>trois<h2>quatre</h2>") == "un\n\ndeux\n\ntrois\n\nquatre");
  CHECK(body("un<br>deux") == "un\ndeux");
  CHECK(body("un<br> <br>deux") == "un\n\ndeux");
  CHECK(body("<ul><li>un<ul><li>deux</ul><li>trois</ul>") == "un\ndeux\ntrois");
  CHECK(body("<dl><dt>mot<dd>sens</dl>") == "mot\nsens");
  CHECK(body("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == "a\tb\nc\td");
}

TEST_CASE("inline markup never splits a word") {
  CHECK(body("le XX<sup>e</sup> si<b>è</b>cle") == "le XXe siècle");
  CHECK(body("un<span> </span>mot<!-- rien -->s") == "un mots");
}

TEST_CASE("white space collapses, no-break spaces and preformatted text stay") {
  CHECK(body("  un \n\t mot  ") == "un mot");
  CHECK(body("20&nbsp;000&#x202F;€") == "20\u00A0000\u202F€");
  CHECK(body("<p>un</p><pre>a  b\n  c</pre>") == "un\n\na  b\n  c");
  CHECK(body("un&#13;mot&#0;<pre>&#13;x</pre>").find('\r') == std::string::npos);
}

TEST_CASE("what is no content is left out") {
  for (const char* name : {"script", "style", "noscript", "template", "svg", "nav", "header",
                           "footer", "aside", "button", "iframe", "search", "dialog"}) {
    const std::string tag = name;
    INFO(tag);
    CHECK(body(fmt::format("<p>a<{0}>x</{0}></p><p>b</p>", tag)) == "a\n\nb");
  }
  CHECK(body("<p>a</p><select><option>x</select><p>b</p>") == "a\n\nb");
  CHECK(body("<p>a</p><div><form><p>x</p></form></div><p>b</p>") == "a\n\nb");
  CHECK(body("<p>a</p><p hidden>x</p><p aria-hidden='TRUE'>x</p><p>b</p>") == "a\n\nb");
  for (const char* role : {"navigation", "banner", "contentinfo", "dialog", "alertdialog", "search",
                           "complementary"}) {
    CHECK(body("<p>a</p><div role=" + std::string(role) + ">x</div>") == "a");
  }
}

TEST_CASE("some of it holds content all the same") {
  CHECK(body("<article><header><h1>a</h1></header><p>b</p></article>") == "a\n\nb");
  CHECK(body("<form><p>une page d’ASP.NET</p></form>") == "une page d’ASP.NET");
  CHECK(read("<html hidden><body aria-hidden=true><p>a")[0].body == "a");
}

TEST_CASE("the only article or main part is the text if it holds a third of it") {
  CHECK(body("<p>menu</p><main><p>le texte</p></main><p>fin</p>") == "le texte");
  CHECK(body("<p>menu</p><article><p>le texte</p></article>") == "le texte");
  CHECK(body("<main><p>menu</p><article><p>le texte</p></article></main>") == "le texte");
  CHECK(body("<article>le texte<article>réponse</article></article>fin") == "le texte\n\nréponse");
  CHECK(body("<article>un</article><article>deux</article>") == "un\n\ndeux");
  CHECK(body("<p>le texte, le vrai</p><article>pub</article>") == "le texte, le vrai\n\npub");
}

TEST_CASE("the title is og:title, else title, else the first h1") {
  const std::string og = "<meta property='og:title' content=' Le  vrai '>";
  CHECK(page(og + "<title>Le site</title>", "<h1>Le titre</h1>").title == "Le vrai");
  CHECK(page("<title>L&rsquo;été</title>", "<h1>Le titre</h1>").title == "L’été");
  CHECK(page("<title> </title>", "<h1>Le <i>titre</i></h1>").title == "Le titre");
  CHECK(page("", "<p>a</p><svg><title>x</title></svg>").title.empty());
  CHECK(page("<title>Titre</title>", "<h1> Titre</h1><p>a").title_in_body);
  CHECK_FALSE(page("<title>Titre</title>", "<h1>Autre titre</h1><p>a").title_in_body);
}

TEST_CASE("the head tells author, date, language, address and source") {
  const Document document = page(
      "<meta name=author content='A. Martin'><meta property='og:site_name' content='Le Site'>"
      "<meta property='article:published_time' content='2022-01-05T10:00:00Z'>"
      "<link rel=canonical href='https://site.fr/a'><meta property='og:url' content='b'>",
      "texte");
  CHECK(document.author == "A. Martin");
  CHECK(document.source == "Le Site");
  CHECK(document.date == "2022-01-05");
  CHECK(document.language == "fr");
  CHECK(document.url == "https://site.fr/a");
  CHECK(document.line_rule == LineRule::none);
  CHECK(document.id.empty());
  SECTION("in other ways, too") {
    CHECK(page("<meta property='og:url' content='b'>", "a").url == "b");
    CHECK(page("<meta name='DC.date' content='05/01/2022'>", "a").date == "2022-01-05");
    CHECK(page("<meta property='article:author' content='B'>", "a").author == "B");
    CHECK(page("<meta property='article:author' content='https://x/b'>", "a").author.empty());
    CHECK(page("", "<article><time datetime='2022-01-05'>hier</time>").date == "2022-01-05");
    CHECK(page("", "<time datetime='2022-01-05'>hier</time>").date.empty());
    const auto linked = [](const std::string& data) {
      return page("<script type='application/ld+json'>" + data + "</script>", "a").date;
    };
    CHECK(linked(R"({"@graph":[{"@type":"WebSite"},{"datePublished":"2022-01-05T10:00"}]})") ==
          "2022-01-05");
    CHECK(linked(R"({"datePublished":20220105,"dateModified":"2022-01-06"})").empty());
    CHECK(linked(R"({"datePublished":"2022-01-05")") == "2022-01-05");
    CHECK(linked("{{{").empty());
    CHECK(linked(std::string(100'000, '[')).empty());
  }
}

TEST_CASE("a page without text or title is no document") {
  CHECK(read("").empty());
  CHECK(read("<html><body><script>x</script></body>").empty());
}

TEST_CASE("a page in Windows-1252 is decoded") { CHECK(read("<p>\xE9t\xE9")[0].body == "été"); }

TEST_CASE("deep nesting is read or refused in little time, and never crashes") {
  CHECK(body(repeated("<div>", 5000) + "texte") == "texte");
  CHECK(body(repeated("<table><tr><td>", 100'000) + "texte") == "texte");
  const double start = cpu_seconds();
  const std::string bomb = repeated("<div>", 200'000);
  CHECK_THROWS_AS(read(bomb), Error);
  std::string formats;
  for (int i = 0; i < 3000; ++i) formats += "<p><b id=" + std::to_string(i) + ">x";
  CHECK_THROWS_AS(read(formats), Error);
  CHECK(cpu_seconds() - start < 30);
}

TEST_CASE("a page over the limit is refused") {
  CHECK_THROWS_WITH(read(std::string((32U << 20U) + 1, 'a')), "larger than 32 MiB");
}

TEST_CASE("whatever the bytes, a page's document is clean") {
  std::mt19937 random(3);
  const std::string parts[] = {
      "<p>",           "</p>",     "<b id=1>", "</b>",  "<table>", "<td>", "é",       "\xE9",
      "&#4294967361;", "&#xD800;", "&#13;",    "&#0;",  "<pre>",   "\r\n", "<title>", "<article>",
      "<!--",          "-->",      "<a",       " x='&", "'>",      "<br>", "</form>", "<svg>"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    const auto length = random() % 30;
    for (unsigned i = 0; i < length; ++i) {
      bytes += round % 3 == 0 ? std::string(1, static_cast<char>(random() % 256))
                              : parts[random() % std::size(parts)];
    }
    for (const Document& document : read(bytes)) {
      for (const std::string* text : {&document.title, &document.body, &document.author}) {
        const bool clean = is_valid_utf8(*text) && text->find('\r') == std::string::npos &&
                           text->find('\0') == std::string::npos;
        if (!clean) FAIL("round " << round << ": " << bytes);
      }
    }
  }
}
