#include <random>
#include <string>

#include "corpus/error.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

Reading read(const std::string& bytes) { return read_as("csv", bytes); }

/// The texts of a file, one after the other.
std::vector<std::string> bodies(const std::string& bytes, const std::string& format = "csv") {
  std::vector<std::string> result;
  for (const Document& document : read_as(format, bytes).documents) result.push_back(document.body);
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("each row of a table is a record, called as the header says") {
  const Reading result = read("id,Titre,TEXTE,date\na,T,Un.,05/01/2022\nb,,Deux.,\n");
  REQUIRE(result.documents.size() == 2);
  CHECK(result.problems.empty());
  CHECK(result.documents[0].id == "a");
  CHECK(result.documents[0].title == "T");
  CHECK(result.documents[0].body == "Un.");
  CHECK(result.documents[0].date == "2022-01-05");
  CHECK(result.documents[0].line_rule == LineRule::record);
  CHECK(result.documents[1].line == 3);
  CHECK(result.documents[1].title.empty());
  CHECK(read("texte\n").documents.empty());
  CHECK(read("\n\n").documents.empty());
}

TEST_CASE("quotes hold separators, line ends and quotes") {
  CHECK(bodies("texte\n\"a,b\"\n") == Texts{"a,b"});
  CHECK(bodies("texte\n\"a \"\"b\"\" c\"\n") == Texts{"a \"b\" c"});
  CHECK(bodies("texte\r\n\"a\r\n\r\nb\"\r\nc\r\n") == Texts{"a\n\nb", "c"});
  CHECK(bodies("texte\n\"\"\"\"\n") == Texts{"\""});
  CHECK(bodies("texte,n\n\"a\",1\n\"b\"") == Texts{"a", "b"});
  const Reading result = read("texte,id\n\"a\nb\",1\nc,2\n");
  REQUIRE(result.documents.size() == 2);
  CHECK(result.documents[0].line == 2);
  CHECK(result.documents[1].line == 4);
  SECTION("and mean nothing within a cell") {
    CHECK(bodies("texte\na \"b\" c\n") == Texts{"a \"b\" c"});
    CHECK(bodies("texte\n\"a\" b\n") == Texts{"a b"});
  }
}

TEST_CASE("the separator is the one of the header") {
  CHECK(bodies("id;texte\n1;a, b\n") == Texts{"a, b"});
  CHECK(bodies("id\ttexte\n1\ta, b; c\n") == Texts{"a, b; c"});
  CHECK(bodies("id|texte\n1|a\n") == Texts{"a"});
  CHECK(bodies("sep=;\nid;texte\n1;a\n") == Texts{"a"});
  CHECK(bodies("a;b;c;d\ttexte\n1\tUn.\n", "tsv") == Texts{"Un."});
}

TEST_CASE("tables come as spreadsheets write them") {
  CHECK(bodies("\xEF\xBB\xBFtexte;id\r\nUn.;1\r\n") == Texts{"Un."});
  CHECK(bodies("titre;texte\n\xC9t\xE9;L\x92\xE9t\xE9\n") == Texts{"L’été"});
  CHECK(bodies("texte;a;b\nUn.;;\n;;\nDeux.\n") == Texts{"Un.", "Deux."});
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("id\ttexte\r\n1\tUn.\r\n")) wide += {c, '\0'};
  CHECK(bodies(wide, "tsv") == Texts{"Un."});
}

TEST_CASE("a row with too many cells or no text is a problem, and the rest goes on") {
  const Reading result = read("texte,id\na,b,c\nUn.,1\n,2\nDeux.,3\n");
  CHECK(result.documents.size() == 2);
  CHECK(result.problems == Problems{{2, "has 3 cells, but the header has 2"}, {4, "no text"}});
}

TEST_CASE("a quote that is not closed costs its line only") {
  const Reading result = read("texte,id\n\"a,1\nb,2\n\"c\",3\nd,4\n\"e,5\nf,6\n");
  CHECK(result.problems.back() == std::pair<std::size_t, std::string>{6, "a quote is not closed"});
  CHECK(result.documents.back().body == "f");
  const Reading last = read("texte\n\"a\nb\nc\n");
  CHECK(last.problems == Problems{{2, "a quote is not closed"}});
  REQUIRE(last.documents.size() == 2);
  CHECK(last.documents[0].line == 3);
  SECTION("but not for ever") {
    std::string bytes = "texte\n";
    for (int i = 0; i < 30; ++i) bytes += "a\"b,\"c\n";
    CHECK_THROWS_AS(read(bytes), Error);
  }
}

TEST_CASE("a table without a text says which columns it has") {
  try {
    read("Référence;Corps\n1;a\n");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.what() == std::string("no column is called text; it has Référence, Corps"));
    CHECK(error.hint() == "name it: --map text=COLUMN");
  }
  ReadOptions options;
  options.maps = {"text=Corps", "id=Référence"};
  const Reading result = read_as("csv", "Référence;Corps\n1;a\n", options);
  REQUIRE(result.documents.size() == 1);
  CHECK(result.documents[0].id == "1");
}

TEST_CASE("a map that maps nothing is refused") {
  for (const std::string map : {"text", "corps=texte", "=a", "text=", ""}) {
    INFO(map);
    ReadOptions options;
    options.maps = {map};
    CHECK_THROWS_AS(check(options), Error);
  }
}

TEST_CASE("tables are known by their names, unless they are something else") {
  const auto format = [](const std::string& head, const std::string& path) {
    return recognise_format(head, path)->name;
  };
  CHECK(format("texte\n", "a.csv") == "csv");
  CHECK(format("texte\n", "a.TSV") == "tsv");
  CHECK(format("<!doctype html>", "a.csv") == "html");
  CHECK(format("a,b\n1,2\n", "a.txt") == "text");
}

TEST_CASE("whatever the bytes, rows are clean") {
  std::mt19937 random(5);
  const std::string parts[] = {"\"", "\"\"", ",", ";", "\n", "\r\n", "é", "\xE9", "a", " ", "\t"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = round % 2 == 0 ? "texte,id\n" : "id;texte\n";
    const auto length = random() % 30;
    for (unsigned i = 0; i < length; ++i)
      bytes += round % 3 == 0 ? std::string(1, static_cast<char>(random() % 256))
                              : parts[random() % std::size(parts)];
    for (const Document& document : read(bytes).documents) {
      const bool clean = is_valid_utf8(document.body) && is_valid_utf8(document.id) &&
                         document.body.find('\r') == std::string::npos &&
                         document.body.find('\0') == std::string::npos;
      if (!clean) FAIL("round " << round);
    }
  }
}
