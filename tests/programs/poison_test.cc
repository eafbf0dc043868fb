// Documents and files that nobody made for an indexer cost none of those beside them.
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Names = std::vector<std::string>;

std::string times(int count, const std::string& part) {
  std::string all;
  all.reserve(static_cast<std::size_t>(count) * part.size());
  for (int i = 0; i < count; ++i) all += part;
  return all;
}

}  // namespace

TEST_CASE("a poison document costs no other") {
  const Workshop workshop;
  workshop.write("fonds/bon.txt", "Un merle chante.\n");
  workshop.write("fonds/mots.txt",
                 times(20, times(300, "a") + ' ' + times(150, "é") + ' ') + "pie\n");
  workshop.write("fonds/nuls.txt",
                 times(300, "Un geai crie dans la forêt. ") + std::string(200, '\0'));
  workshop.write("fonds/nuls.jsonl", "{\"id\":\"" + times(200, "\\u0000") + "\",\"title\":\"" +
                                         times(200, "\\u0000") + "\",\"text\":\"Un pic.\"}\n");
  workshop.write("fonds/ligne.txt", times(1'000'000, "grue "));
  workshop.write("fonds/crochets.jsonl", times(1'000'000, "[") + "\n{\"text\":\"Un héron.\"}\n");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "crochets.jsonl, line 1: not a JSON object"));
  for (const std::string word : {"merle", "pie", "geai", "pic", "grue", "héron"}) {
    INFO(word);
    CHECK(workshop.found(word).size() == 1);
  }
  CHECK(workshop.index({"--check"}).code == 0);
}

TEST_CASE("files of a size that nobody reads cost no other", "[.slow]") {
  const Workshop workshop;
  workshop.write("fonds/bon.txt", "Un merle chante.\n");
  // 200 MB in one line; 10 million words.
  workshop.write("fonds/ligne.txt", times(200'000'000 / 5, "grue "));
  std::string words;
  for (std::uint32_t i = 0; i < 10'000'000; ++i)
    words += fmt::format("{:x}\n", i % 100'000 * 2654435761U);
  workshop.write("fonds/mots.txt", words + "héron\n");
  workshop.write("fonds/bombe.txt", times(50'000'000, " "));
  REQUIRE(run("gzip", {workshop / "fonds/bombe.txt"}).code == 0);
  workshop.write("fonds/fin.txt", "Une pie chante.\n");
  Setting patient;
  patient.timeout = std::chrono::seconds(600);
  const Result result = workshop.index({"--memory", "64", "fonds"}, patient);
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "bombe.txt.gz: expands to more than"));
  for (const std::string word : {"merle", "pie", "grue", "héron"}) {
    INFO(word);
    CHECK(workshop.found(word).size() == 1);
  }
}

TEST_CASE("a device that is given by name is an error and is not read") {
  const Workshop workshop;
  workshop.write("fonds/bon.txt", "Un merle chante.\n");
  const Result result = workshop.index({"/dev/zero", "fonds"});
  CHECK(result.code == 3);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "/dev/zero"));
  CHECK(workshop.found("merle").size() == 1);
}

// A filter for one file is what happens to the next one after the walk has seen it.
TEST_CASE("files that change while a run goes on") {
  const Workshop workshop;
  workshop.write("fonds/a.now", "Un merle chante.\n");
  workshop.write("fonds/b.txt", "Une grue passe.\n");
  workshop.write("fonds/c.txt", "Une pie chante.\n");
  const std::string file = workshop / "fonds/b.txt";
  const auto index_while = [&](const std::string& command) {
    const std::string filter = ".now=sh -c '" + command + "; cat'";
    return workshop.index({"--filter", filter, "fonds"});
  };
  SECTION("one that vanishes is named, and gone at the next run") {
    const Result result = index_while("rm " + file);
    CHECK(result.code == 3);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, file + ": No such file"));
    CHECK(workshop.index({}).code == 0);
    CHECK(workshop.found("grue").empty());
  }
  SECTION("one that grows is named, and read whole at the next run") {
    const Result result = index_while("echo Un héron. >> " + file);
    CHECK(result.code == 3);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, file + ": changed while it was read"));
    CHECK(workshop.found("grue") == Names{"fonds/b.txt"});
    CHECK(workshop.index({}).code == 0);
    CHECK(workshop.found("héron") == Names{"fonds/b.txt"});
    CHECK(contains(workshop.index({}).out, "nothing changed"));
  }
  SECTION("one whose place a pipe takes is named, and not waited for") {
    const Result result = index_while("rm " + file + "; mkfifo " + file);
    CHECK(result.code == 3);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, file + ": is not a regular file"));
  }
  CHECK(workshop.found("merle").size() == 1);
  CHECK(workshop.found("pie").size() == 1);
}
