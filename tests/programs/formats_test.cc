// What limier-indexer makes of formats and encodings, as a user meets it.
#include <string>
#include <vector>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Names = std::vector<std::string>;

/// `key` of the first passage that a query finds.
std::string found(const Workshop& workshop, const std::string& query, const std::string& key) {
  const Result result = workshop.query({"-n", "1", "--format", "jsonl", query});
  const auto passage = parse_lines(result.out).at(0);
  if (passage.at("type") != "passage") return "nothing";
  return passage.at(key).is_string() ? passage.at(key).get<std::string>() : passage.at(key).dump();
}

}  // namespace

TEST_CASE("the line of a passage in Markdown is that of the file") {
  const Workshop workshop;
  workshop.write(
      "notes/a.md",
      "---\ntitle: Le port\n---\n\n# Les quais\n\nUn **remorqueur** [entre](http://x).\n");
  REQUIRE(workshop.index({"notes"}).code == 0);
  CHECK(found(workshop, "remorqueur", "text") == "Un remorqueur entre.");
  CHECK(found(workshop, "remorqueur", "line") == "7");
  CHECK(found(workshop, "remorqueur", "title") == "Le port");
}

TEST_CASE("a table with columns of its own is read with --map, and remembers it") {
  const Workshop workshop;
  workshop.write("t.csv", "Réf;Corps\n7;\"Un merle\nchante.\"\n");
  const Result refused = workshop.index({"t.csv"});
  CHECK(refused.code == 3);
  CHECK(
      contains(refused.err, "t.csv: no column is called text; it has Réf, Corps; name it: --map"));
  REQUIRE(workshop.index({"--map", "text=Corps", "--map", "id=Réf", "t.csv"}).code == 0);
  CHECK(workshop.found("merle") == Names{"7"});
  workshop.write("t.csv", "Réf;Corps\n8;Un geai chante.\n");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.found("geai") == Names{"8"});
  CHECK(workshop.found("merle").empty());
}

TEST_CASE("a source that is given another encoding is read again") {
  const Workshop workshop;
  workshop.write("mac.txt", "Un pivert en \x8Et\x8E.\n");
  REQUIRE(workshop.index({"mac.txt"}).code == 0);
  CHECK(workshop.found("été").empty());
  REQUIRE(workshop.index({"--encoding", "MacRoman", "mac.txt"}).code == 0);
  CHECK(workshop.found("été") == Names{"mac.txt"});
}

TEST_CASE("reading options that name nothing are wrong usage") {
  const Workshop workshop;
  workshop.write("a.txt", "Un.\n");
  for (const Arguments& wrong : {Arguments{"--encoding", "klingon"},
                                 {"--map", "corps=a"},
                                 {"--map", "text"},
                                 {"--format", "pdf"}}) {
    Arguments arguments = wrong;
    arguments.emplace_back("a.txt");
    const Result result = workshop.index(arguments);
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, wrong.at(0)));
  }
}
