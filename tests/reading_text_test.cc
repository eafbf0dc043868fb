#include <random>
#include <string>
#include <vector>

#include "corpus/reading/decode.hh"
#include "corpus/reading/format.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

std::vector<Document> read(const std::string& bytes) {
  const Reading reading = read_as("text", bytes);
  CHECK(reading.problems.empty());
  return reading.documents;
}

/// The title that `line` makes when a paragraph follows.
std::string title(const std::string& line) { return read(line + "\n\nUn paragraphe.\n")[0].title; }

std::string format_of(const std::string& head, const std::string& path) {
  const Format* format = recognise_format(head, path);
  return format == nullptr ? "none" : std::string(format->name);
}

}  // namespace

TEST_CASE("a text file is one document, its body the whole text") {
  const auto documents = read("\xEF\xBB\xBFLa grève du port\r\n\r\nElle dure.\r\n");
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].body == "La grève du port\n\nElle dure.\n");
  CHECK(documents[0].line_rule == LineRule::counted);
  CHECK(documents[0].id.empty());
}

TEST_CASE("an empty text file is no document and no problem") {
  CHECK(read("").empty());
  CHECK(read(" \n\t\r\n").empty());
  CHECK(read("\xC2\xA0\n\xEF\xBB\xBF").empty());
}

TEST_CASE("the first line is the title when it looks like a headline") {
  const auto documents = read("\n  La grève du port\xC2\xA0\n\nElle dure.\n");
  CHECK(documents[0].title == "La grève du port");
  CHECK(documents[0].title_in_body);
  CHECK(documents[0].body == "\n  La grève du port\xC2\xA0\n\nElle dure.\n");
  CHECK(title("MISE À JOUR : Les « soldats de la paix »") ==
        "MISE À JOUR : Les « soldats de la paix »");
  CHECK(title("Qui gouverne ?") == "Qui gouverne ?");
  CHECK(title("À table !") == "À table !");
  CHECK(title("Et après…") == "Et après…");
  CHECK(title("Et après...") == "Et après...");
  CHECK(title("Tokaïev à Moscou (vidéo)") == "Tokaïev à Moscou (vidéo)");
  CHECK(title("Art. 12") == "Art. 12");
}

TEST_CASE("what does not look like a headline is no title") {
  CHECK(title("Le président a démissionné.").empty());
  CHECK(title("À cet égard,").empty());
  CHECK(title("Les faits ;").empty());
  CHECK(title("Voici la liste :").empty());
  CHECK(title("(image : Reuters)").empty());
  CHECK(title("[vidéo]").empty());
  CHECK(title("* * *").empty());
  CHECK(title("12/05").empty());
  CHECK(title(std::string(201, 'a')).empty());
  CHECK(title(std::string(200, 'a')).size() == 200);
  SECTION("a line that nothing follows") {
    CHECK(read("La grève du port\n \n")[0].title.empty());
    CHECK_FALSE(read("La grève du port\n")[0].title_in_body);
  }
}

TEST_CASE("crumbs of an English page are no title, French lines with English words are") {
  CHECK(title("Spread the love").empty());
  CHECK(title("By Raffy").empty());
  CHECK(title("Click to share").empty());
  CHECK(title("The Voice : la finale") == "The Voice : la finale");
  CHECK(title("L’OTSC et le « Think tank of Moscow »") == "L’OTSC et le « Think tank of Moscow »");
  CHECK(title("Kazakhstan : Tokaïev élu") == "Kazakhstan : Tokaïev élu");
}

TEST_CASE("a format is found by its name") {
  CHECK(find_format("text")->name == "text");
  CHECK(find_format("html")->name == "html");
  CHECK(find_format("jsonl")->name == "jsonl");
  CHECK(find_format("pdf") == nullptr);
  CHECK(formats().size() == 6);
}

TEST_CASE("the content decides the format, whatever the name") {
  CHECK(format_of("Un texte", "a.txt") == "text");
  CHECK(format_of("", "a") == "text");
  CHECK(format_of("Un texte < simple", "a.html") == "text");
  CHECK(format_of("<!DOCTYPE html><p>", "a.txt") == "html");
  CHECK(format_of("{\"id\": 1}\n", "a.txt") == "jsonl");
  CHECK(format_of("%PDF-1.7", "a.txt") == "none");
  CHECK(format_of(std::string("un\0deux", 7), "a.jsonl") == "none");
}

TEST_CASE("whatever the bytes, a text document is clean") {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 60, ' ');
    for (char& c : bytes) c = static_cast<char>(random() % 256);
    for (const Document& document : read(bytes)) {
      for (const std::string* text : {&document.title, &document.body}) {
        const bool clean = is_valid_utf8(*text) && text->find('\r') == std::string::npos &&
                           text->find('\0') == std::string::npos;
        if (!clean) FAIL("round " << round);
      }
      if (document.title.find('\n') != std::string::npos) FAIL("round " << round);
    }
  }
}
