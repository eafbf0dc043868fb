// A database in shards: how it is made, kept, checked and moved.
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/fields.hh"
#include "tests/catch.hh"
#include "tests/programs/database.hh"
#include "tests/programs/shards.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;

/// 60 records, some of them long, in three shards.
void make_shards(const Workshop& workshop) {
  std::string records;
  for (int i = 0; i < 60; ++i) {
    std::string text = fmt::format("Le phare {} brille.", i);
    if (i % 20 == 0)
      while (text.size() < 20'000) text += " Une barge passe.\\n\\n";
    records += fmt::format("{{\"id\":\"r{}\",\"text\":\"{}\"}}\n", i, text);
  }
  workshop.write("fonds/r.jsonl", records);
  workshop.write("fonds/a.txt", "Un phare.\n");
  const Result made = workshop.index({"--shards", "3", "fonds"});
  REQUIRE(made.code == 0);
}

std::string shard(const Workshop& workshop, int number) {
  const fs::path generation = workshop.generation().parent_path();
  return (generation / fmt::format("shard-{:03}", number)).string();
}

}  // namespace

TEST_CASE("shards: each is a database with a part of the documents, all sections of each") {
  const Workshop workshop;
  make_shards(workshop);
  std::map<std::string, int> shard_of;
  for (int number = 1; number <= 3; ++number) {
    const Xapian::Database database(shard(workshop, number));
    CHECK(database.get_doccount() > 10);
    CHECK(is_sound(shard(workshop, number)));
    for (auto id = database.postlist_begin({}); id != database.postlist_end({}); ++id) {
      const auto key = database.get_document(*id).get_value(limier::corpus::kDocumentSlot);
      CHECK(shard_of.try_emplace(key, number).first->second == number);
    }
  }
  CHECK(shard_of.size() == 61);
  CHECK(workshop.query({"-c", "phare"}).out == "61\n");
}

TEST_CASE("shards: an update keeps their number and writes only what changed") {
  const Workshop workshop;
  make_shards(workshop);
  workshop.write("fonds/a.txt", "Une lampe.\n");
  const Result updated = workshop.index({});
  CHECK(updated.code == 0);
  CHECK(contains(updated.out, "1 document indexed"));
  CHECK(contains(workshop.index({"--stats"}).out, "shards      3\n"));
  CHECK(workshop.query({"-c", "lampe"}).out == "1\n");
  CHECK(workshop.query({"-c", "phare"}).out == "60\n");
}

TEST_CASE("shards: to change their number is a rebuild, and is said to be one") {
  const Workshop workshop;
  make_shards(workshop);
  const auto before = content_of(workshop / "db");
  const Result refused = workshop.index({"--shards", "4"});
  CHECK(refused.code == 2);
  CHECK(is_one_line(refused.err));
  CHECK(contains(refused.err, "has 3 shards; to change that is a rebuild"));
  CHECK(contains(refused.err, "--rebuild --shards 4"));
  CHECK(workshop.index({"--shards", "3"}).code == 0);
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  CHECK(contains(workshop.index({"--stats"}).out, "shards      3\n"));
  REQUIRE(workshop.index({"--rebuild", "--shards", "4"}).code == 0);
  CHECK(contains(workshop.index({"--stats"}).out, "shards      4\n"));
  REQUIRE(workshop.index({"--rebuild", "--shards", "1"}).code == 0);
  CHECK_FALSE(contains(workshop.index({"--stats"}).out, "shards"));
  CHECK(content_of(workshop / "db") == before);
}

TEST_CASE("shards: there may be more of them than documents") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Un phare.\n");
  REQUIRE(workshop.index({"--shards", "16", "fonds"}).code == 0);
  CHECK(workshop.query({"-c", "phare"}).out == "1\n");
  fs::remove(workshop / "fonds/a.txt");
  workshop.write("fonds/b.txt", "Une lampe.\n");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.query({"-c", "phare"}).out == "0\n");
  CHECK(workshop.index({"--check"}).code == 0);
}

TEST_CASE("shards: standard input, and a source that is forgotten, find theirs") {
  const Workshop workshop;
  make_shards(workshop);
  Setting setting;
  setting.input =
      "{\"id\":\"n1\",\"text\":\"Une loutre.\"}\n{\"id\":\"n2\",\"text\":\"Un phare.\"}\n";
  REQUIRE(workshop.index({"-"}, setting).code == 0);
  CHECK(contains(workshop.index({"-"}, setting).out, "nothing changed"));
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  CHECK(workshop.query({"-c", "loutre"}).out == "1\n");
  REQUIRE(workshop.index({"--forget", "fonds"}).code == 0);
  CHECK(workshop.query({"-c", "phare"}).out == "1\n");
  CHECK(workshop.index({"--check"}).code == 0);
}

TEST_CASE("shards: a check looks at one after the other, and names the one that is damaged") {
  const Workshop workshop;
  make_shards(workshop);
  CHECK(workshop.index({"--check"}).code == 0);
  const auto damage = [&](const auto& change) {
    Xapian::WritableDatabase database(shard(workshop, 2), Xapian::DB_OPEN);
    change(database);
    database.commit();
    const Result result = workshop.index({"--check"});
    CHECK(result.code == 2);
    CHECK(contains(result.err, "shard-002: "));
    return result.err;
  };
  SECTION("a section is lost") {
    damage([](auto& database) { database.delete_document(*database.postlist_begin({})); });
  }
  SECTION("a document lies where it does not belong") {
    const Xapian::Database other(shard(workshop, 1));
    CHECK(contains(damage([&](auto& database) {
                     database.add_document(other.get_document(*other.postlist_begin({})));
                   }),
                   "belongs into another shard"));
  }
  SECTION("a file is destroyed") {
    workshop.write(
        fs::path(shard(workshop, 2)).lexically_relative(workshop / "") / "postlist.glass",
        std::string(8192, 'x'));
    CHECK(contains(workshop.index({"--check"}).err, "shard-002"));
  }
}

TEST_CASE("shards: moved whole to other places and served there, they answer as before") {
  const Workshop workshop;
  make_shards(workshop);
  std::vector<std::unique_ptr<Server>> servers;
  std::vector<std::string> lines;
  for (int number = 1; number <= 3; ++number) {
    const fs::path place = workshop / fmt::format("machine-{}", number);
    fs::create_directory(place);
    fs::copy(shard(workshop, number), place / "generation-000001");
    workshop.write(fmt::format("machine-{}/XAPIANDB", number), "auto generation-000001\n");
    servers.push_back(std::make_unique<Server>(place.string()));
    lines.push_back(servers.back()->line());
  }
  write_stub(workshop, "front", lines);
  const std::string topics = "phare 7\nbarge passe\n\"le phare\"\n";
  CHECK(workshop.answers("front", topics) == workshop.answers("db", topics));
}

TEST_CASE("shards: Xapian's replication keeps a copy that is searched like any other") {
  const Workshop workshop;
  workshop.write("a.txt", "Un phare.\n");
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  const std::string port = std::to_string(free_port());
  const Process master("xapian-replicate-server", {"-I", "127.0.0.1", "-p", port, workshop / ""},
                       {});
  fs::create_directory(workshop / "ailleurs");
  const auto replicated = [&] {
    const Arguments arguments = {
        "-o", "-h", "127.0.0.1", "-p", port, "--master=db", workshop / "ailleurs/db"};
    // Until it listens.
    for (int attempt = 0; attempt < 100 && run("xapian-replicate", arguments).code != 0; ++attempt)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return run(searcher(), {"-d", workshop / "ailleurs/db", "-c", "phare"}).out;
  };
  CHECK(replicated() == "1\n");
  Setting keeping = workshop.setting();
  keeping.environment = {{"XAPIAN_MAX_CHANGESETS", "50"}};
  workshop.write("b.txt", "Un phare.\n");
  REQUIRE(workshop.index({"b.txt"}, keeping).code == 0);
  CHECK(replicated() == "2\n");
  workshop.write("a.txt", "Une lampe.\n");
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  CHECK(replicated() == "1\n");
}
