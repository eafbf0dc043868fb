// What limier-query says when it has found nothing.
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("a.txt", "Un coup de vent couche les mâts du port.\n");
    workshop.write("b.txt", "Le maire de Varenne a remis sa démission.\n");
    workshop.write("c.txt", "Le port de Varenne attend ses dockers.\n");
    workshop.write("d.jsonl", "{\"id\":\"d\",\"date\":\"2021-03-04\",\"text\":\"Des phoques.\"}\n");
    return workshop.index({"a.txt", "b.txt", "c.txt", "d.jsonl"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

/// What is said of a query that finds nothing, behind the line of numbers.
std::string said_of(const Arguments& arguments) {
  const Result result = library().query(arguments);
  CHECK(result.code == 1);
  CHECK(result.out.empty());
  CHECK(result.err.starts_with("0 documents, "));
  return result.err.substr(result.err.find('\n') + 1);
}

}  // namespace

TEST_CASE("nothing found: how often each word occurs, and which one emptied the search") {
  CHECK(said_of({"internet", "coupé"}) ==
        "internet: in no document\n"
        "coupé: in 1 document, only as coup\n"
        "emptied by internet: 1 document for coupé\n");
}

TEST_CASE("nothing found: the nearest words that occur") {
  CHECK(said_of({"\"dokers\""}) == "dokers: in no document; nearest: dockers\n");
  CHECK(said_of({"zzzzzz"}) == "zzzzzz: in no document\n");
}

TEST_CASE("nothing found: words that no document has together") {
  CHECK(said_of({"démission ET port"}) ==
        "démission: in 1 document\n"
        "port: in 2 documents\n"
        "emptied by port: 1 document for démission\n");
}

TEST_CASE("nothing found: a word that no document has is the first to be given up") {
  CHECK(contains(said_of({"vent ET dokers"}), "emptied by dokers: 1 document for vent\n"));
}

TEST_CASE("nothing found: what would find something is what finds it when it is typed") {
  const std::string query = GENERATE(
      as<std::string>(), "(maire OU mât) ET dockers", "\"port du vent\"", "port SAUF de",
      "titre:zork dockers", "vent NEAR/2 port", "maire ET dock* -démission", "port -vent -de");
  CAPTURE(query);
  const std::string said = said_of({query});
  const std::size_t colon = said.rfind(" for ");
  REQUIRE(said.find("emptied by ") != std::string::npos);
  REQUIRE(colon != std::string::npos);
  const std::string instead = said.substr(colon + 5, said.size() - colon - 6);
  const Result count = library().query({instead, "-n", "100", "--format", "paths"});
  CHECK(count.code == 0);
  const std::size_t found = lines_of(count.out).size();
  CHECK(contains(said, ": " + std::to_string(found) + " document"));
}

TEST_CASE("nothing found: a field is counted like a word") {
  CHECK(said_of({"source:Gazette"}) == "source:Gazette: in no document\n");
  CHECK(said_of({"dockers date:2021"}) ==
        "dockers: in 1 document\n"
        "date:2021: in 1 document\n"
        "emptied by dockers: 1 document for date:2021\n");
  CHECK(contains(said_of({"source:\"La Gazette\""}), "source:\"La Gazette\": in no document\n"));
}

TEST_CASE("nothing found: what is excluded is given up before all that is asked for") {
  CHECK(contains(said_of({"dockers -Varenne"}), "emptied by -Varenne: 1 document for dockers\n"));
  CHECK(contains(said_of({"dockers -(vent OU Varenne)"}), "1 document for dockers"));
  CHECK_FALSE(contains(said_of({"dockers -(vent OU Varenne)"}), " for -"));
}

TEST_CASE("nothing found: options can be what emptied the search") {
  CHECK(contains(said_of({"--until", "2020", "phoques"}),
                 "emptied by --since or --until: 1 document without\n"));
  CHECK(contains(said_of({"--match", "all", "dockers", "vent", "port"}),
                 "emptied by --match all: 2 documents without\n"));
}

TEST_CASE("nothing found: no word, no diagnosis") { CHECK(said_of({"..."}).empty()); }

TEST_CASE("nothing found is diagnosed in few lines, however long the query") {
  std::string query = "zz0";
  for (int i = 1; i < 50; ++i) query += " ET zz" + std::to_string(i);
  CHECK(lines_of(said_of({query})).size() < 10);
}

TEST_CASE("a diagnosis controls no terminal") {
  // In two parts, or it would turn round the text of this file as well, as tools show it.
  const std::string turned = std::string("\xe2\x80") + "\xae";
  const std::string said = said_of({"\"a\x1b[2Jzzz\" " + turned + "zz"});
  CHECK_FALSE(contains(said, "\x1b"));
  CHECK_FALSE(contains(said, turned));
}

TEST_CASE("where a program asks nothing is diagnosed") {
  Setting setting;
  setting.input = "internet\n";
  CHECK(library().query({"-q", "internet"}).err.empty());
  CHECK(library().query({"-c", "internet"}).err.empty());
  for (const char* format : {"jsonl", "lines", "csv", "tsv", "paths", "trec"}) {
    CAPTURE(format);
    CHECK(library().query({"--format", format, "--batch", "-"}, setting).err.empty());
    CHECK(library().query({"--format", format, "internet"}).err.empty());
  }
}
