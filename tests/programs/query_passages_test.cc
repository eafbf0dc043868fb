// Several passages of a document, and sentences around them.
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("a.txt",
                   "Un bac passe.\n\nRien ici.\n\nUn bac et un autre bac au gué.\n\nRien là.\n\n"
                   "Encore un bac.\n\nFin.\n");
    workshop.write("b.txt", "Le bac de Varenne.\n");
    std::string text;
    for (int i = 0; i < 3000; ++i)
      text +=
          i == 10 || i == 2900 ? "Un phare.\n\n" : "Phrase numéro " + std::to_string(i) + ".\n\n";
    workshop.write("long.txt", text);
    return workshop.index({"a.txt", "b.txt", "long.txt"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

/// `path:line:column:text` of each passage.
std::string lines(const Arguments& arguments) {
  Arguments all = {"--format", "lines"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return library().query(all).out;
}

}  // namespace

TEST_CASE("one passage of a document is shown unless more are asked for") {
  CHECK(lines({"path:a.txt bac"}) == "a.txt:5:4:Un bac et un autre bac au gué.\n");
}

TEST_CASE("several passages of a document stand in the order of the text") {
  CHECK(lines({"--per-document", "2", "path:a.txt bac gué"}) ==
        "a.txt:1:4:Un bac passe.\na.txt:5:4:Un bac et un autre bac au gué.\n");
  CHECK(lines({"--per-document", "9", "path:a.txt bac"}) ==
        "a.txt:1:4:Un bac passe.\na.txt:5:4:Un bac et un autre bac au gué.\n"
        "a.txt:9:11:Encore un bac.\n");
}

TEST_CASE("passages come from all sections of a long document") {
  CHECK(lines({"--per-document", "3", "phare"}) ==
        "long.txt:21:4:Un phare.\nlong.txt:5801:4:Un phare.\n");
}

TEST_CASE("a passage is shown once though two databases hold its document") {
  REQUIRE(run(indexer(), {"-d", "twin", "a.txt"}, library().setting()).code == 0);
  CHECK(lines({"-d", "twin", "--per-document", "9", "path:a.txt bac"}) ==
        lines({"--per-document", "9", "path:a.txt bac"}));
}

TEST_CASE("passages of a document have its rank, and documents are counted") {
  const auto objects =
      parse_lines(library().query({"--format", "jsonl", "--per-document", "3", "bac"}).out);
  REQUIRE(objects.size() == 5);
  int first = 0;
  for (std::size_t i = 0; i < 4; ++i) first += objects[i].at("rank") == 1 ? 1 : 0;
  CHECK((first == 1 || first == 3));
  CHECK(objects[3].at("rank") == 2);
  CHECK(objects[4].at("documents") == 2);
  CHECK(lines_of(lines({"-n", "1", "--per-document", "3", "path:a.txt bac"})).size() == 3);
}

TEST_CASE("a person reads the title of a document once") {
  const Result result = library().query({"--per-document", "2", "path:a.txt", "bac gué"});
  CHECK(result.out == "a.txt:1\n  Un bac passe.\na.txt:5\n  Un bac et un autre bac au gué.\n");
}

TEST_CASE("sentences around a passage are shown on request") {
  CHECK(lines({"--context", "1", "gué"}) ==
        "a.txt:5:27:Rien ici. Un bac et un autre bac au gué. Rien là.\n");
  SECTION("up to the ends of the text") {
    CHECK(lines({"--context", "100", "Varenne"}) == "b.txt:1:11:Le bac de Varenne.\n");
  }
  SECTION("what two passages share is shown once") {
    CHECK(lines({"--context", "1", "--per-document", "9", "path:a.txt bac"}) ==
          "a.txt:1:4:Un bac passe. Rien ici. Un bac et un autre bac au gué. Rien là. "
          "Encore un bac. Fin.\n");
  }
}
