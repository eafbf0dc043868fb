// What limier-indexer makes of formats and encodings, as a user meets it.
#include <csignal>
#include <filesystem>
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

TEST_CASE("the members of an archive are found as if it were a folder") {
  const Workshop workshop;
  workshop.write("presse/a.txt", "Un merle chante.\n");
  workshop.write("presse/b/c.txt", "Un geai crie.\n");
  Setting here;
  here.folder = workshop / "";
  REQUIRE(run("tar", {"czf", "archive.tar.gz", "presse"}, here).code == 0);
  REQUIRE(workshop.index({"archive.tar.gz"}).code == 0);
  CHECK(workshop.found("merle") == Names{"archive.tar.gz/presse/a.txt"});
  CHECK(workshop.found("path:archive.tar.gz/presse/b geai") ==
        Names{"archive.tar.gz/presse/b/c.txt"});
  SECTION("and go with it") {
    workshop.write("presse/a.txt", "Un pic tape.\n");
    REQUIRE(run("tar", {"czf", "archive.tar.gz", "presse/a.txt"}, here).code == 0);
    REQUIRE(workshop.index({}).code == 0);
    CHECK(workshop.found("merle").empty());
    CHECK(workshop.found("geai").empty());
    CHECK(workshop.found("pic") == Names{"archive.tar.gz/presse/a.txt"});
    REQUIRE(workshop.index({"--forget", "archive.tar.gz"}).code == 0);
    CHECK(workshop.found("pic").empty());
  }
}

TEST_CASE("compressed records come through standard input") {
  const Workshop workshop;
  const std::string records = workshop.write("r.jsonl", "{\"id\":\"a\",\"text\":\"Un merle.\"}\n");
  REQUIRE(run("gzip", {records}).code == 0);
  Setting setting;
  setting.input = read_file(records + ".gz");
  REQUIRE(workshop.index({"-"}, setting).code == 0);
  CHECK(workshop.found("merle") == Names{"a"});
}

TEST_CASE("a filter makes text of files, and is remembered") {
  const Workshop workshop;
  workshop.write("fonds/a.rot", "Ha zreyr.\n");
  workshop.write("fonds/b.txt", "Un geai.\n");
  REQUIRE(workshop.index({"--filter", ".rot=tr a-zA-Z n-za-mN-ZA-M", "fonds"}).code == 0);
  CHECK(workshop.found("merle") == Names{"fonds/a.rot"});
  CHECK(workshop.found("geai") == Names{"fonds/b.txt"});
  workshop.write("fonds/a.rot", "Ha cvp.\n");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.found("pic") == Names{"fonds/a.rot"});
  SECTION("one that fails costs its files only") {
    const Result result = workshop.index({"--filter", ".rot=false", "fonds"});
    CHECK(result.code == 3);
    CHECK(contains(result.err, "fonds/a.rot: false: exit status 1\n"));
    CHECK(workshop.found("geai") == Names{"fonds/b.txt"});
  }
  SECTION("one that is not there is told before anything is done") {
    const Result result = workshop.index({"--filter", ".rot=rien-de-tel {}", "fonds"});
    CHECK(result.code == 2);
    CHECK(contains(result.err, "no such command: rien-de-tel"));
    CHECK(workshop.found("pic") == Names{"fonds/a.rot"});
  }
}

TEST_CASE("Ctrl-C ends a filter too") {
  const Workshop workshop;
  workshop.write("fonds/a.lent", "Un merle.\n");
  const std::string started = workshop / "started";
  Process process(indexer(), {"-d", workshop / "db", "--filter",
                              ".lent=sh -c 'echo \"$$\" > " + started + "; exec sleep 1000'",
                              workshop / "fonds"});
  while (!std::filesystem::exists(started) || std::filesystem::file_size(started) == 0)
    REQUIRE(process.is_running());
  process.signal(SIGINT);
  CHECK(process.finish().code == 130);
  const std::string stat = "/proc/" + lines_of(read_file(started)).at(0) + "/stat";
  CHECK((!std::filesystem::exists(stat) || contains(read_file(stat), ") Z ")));
}
