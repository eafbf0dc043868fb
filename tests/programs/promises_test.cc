// Promises that were once broken.
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>
#include <xapian.h>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;

// A literal with U+202E in it would reorder this source for who reads it.
const std::string kOverride{'\xE2', '\x80', '\xAE'};
const std::string kControls = "a\x1B]0;b\x07\xC2\x9B" + kOverride;

bool leaks(const std::string& text) {
  return contains(text, "\x1B") || contains(text, "\x07") || contains(text, "\xC2\x9B") ||
         contains(text, kOverride);
}

}  // namespace

TEST_CASE("a rebuild loses nothing of a source that is missing or suddenly empty") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  workshop.write("ailleurs/oie.txt", "Une oie.\n");
  REQUIRE(workshop.index({"fonds", "ailleurs"}).code == 0);
  SECTION("missing") { fs::rename(workshop / "ailleurs", workshop / "parti"); }
  SECTION("empty") { fs::remove(workshop / "ailleurs/oie.txt"); }
  CHECK(workshop.index({"--rebuild"}).code == 2);
  CHECK(workshop.found("oie").size() == 1);
}

TEST_CASE("standard input of another schema does not stand in the way of a rebuild") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  Setting setting;
  setting.input = "{\"id\":\"n1\",\"text\":\"Une loutre nage.\"}\n";
  REQUIRE(workshop.index({"fonds", "-"}, setting).code == 0);
  {
    Xapian::WritableDatabase database(workshop.generation().string(), Xapian::DB_OPEN);
    database.set_metadata("limier:schema", "0");
    database.commit();
  }
  SECTION("when it is dropped") {
    CHECK(workshop.index({"--rebuild", "--forget", "-"}).code == 0);
    CHECK(workshop.found("chat").size() == 1);
  }
  SECTION("when it is given again") {
    CHECK(workshop.index({"--rebuild", "-"}, setting).code == 0);
    CHECK(workshop.found("loutre").size() == 1);
  }
}

TEST_CASE("nothing in an id controls the terminal in TREC's format") {
  const Workshop workshop;
  workshop.write("f.jsonl",
                 "{\"id\":" + nlohmann::json(kControls).dump() + ",\"text\":\"Un chat.\"}\n");
  REQUIRE(workshop.index({"f.jsonl"}).code == 0);
  CHECK_FALSE(leaks(workshop.query({"--format", "trec", "chat"}).out));
}

TEST_CASE("nothing on the indexer's command line controls the terminal") {
  const Workshop workshop;
  const Result result = workshop.index({"--x" + kControls + "\ny"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK_FALSE(leaks(result.err));
}

TEST_CASE("a message that cannot be written is no crash") {
  const Workshop workshop;
  Setting setting;
  setting.err_file = "/dev/full";
  CHECK(workshop.index({"nulle-part"}, setting).code == 2);
  CHECK(workshop.query({"chat"}, setting).code == 2);
}

TEST_CASE("a closed pipe is no error of the indexer") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  Process process(indexer(), {"-d", workshop / "db", "fonds"}, workshop.setting());
  process.close_output();
  CHECK(process.finish().code == 0);
}

TEST_CASE("a folder as a batch is an error") {
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.query({"--batch", workshop / "fonds"}).code == 2);
}

TEST_CASE("on a terminal no title is wider than it") {
  const Workshop workshop;
  workshop.write("a.txt", "Un titre sensiblement plus long que quarante colonnes\n\nLe corps.\n");
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  Setting setting;
  setting.columns = 40;
  for (const std::string& line :
       lines_of(workshop.query({"corps", "--color", "never"}, setting).out))
    CHECK(line.size() <= 41);
}

TEST_CASE("a rebuild that may not read a folder loses nothing of it") {
  if (!can_drop_privileges()) {
    WARN("skipped: permissions do not stop this user, and they cannot be made to");
    return;
  }
  const Workshop workshop;
  workshop.write("fonds/chat.txt", "Un chat.\n");
  workshop.write("fonds/clos/oie.txt", "Une oie.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::permissions(workshop / "fonds/clos", fs::perms::none);
  Setting setting;
  setting.without_privileges = true;
  CHECK(workshop.index({"--rebuild"}, setting).code == 2);
  fs::permissions(workshop / "fonds/clos", fs::perms::owner_all);
  CHECK(workshop.found("oie").size() == 1);
}
