// What limier-indexer promises when things go wrong: another indexer, signals, kills, a full disk,
// a database that it cannot use.
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "tests/catch.hh"
#include "tests/programs/database.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;
using Clock = std::chrono::steady_clock;
using Names = std::vector<std::string>;

const std::string kTopics =
    "écluse\nbarge lente\n\"la barge\"\nle quai du nord\nréparations\npage 7\nlampe OU phare\n";

/// Names of what lies in the database's folder but for its lock.
Names entries(const Workshop& workshop) {
  Names names;
  for (const fs::directory_entry& entry : fs::directory_iterator(workshop / "db"))
    if (entry.path().filename() != "lock") names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

/// More records than one batch of the indexer takes, and some files.
void write_collection(const Workshop& workshop, const std::string& word) {
  constexpr std::array<const char*, 7> kWords = {"écluse", "barge",      "quai", "réparation",
                                                 "lampe",  "phare lent", "nord"};
  std::string records;
  for (std::size_t i = 0; i < 18'000; ++i)
    records += fmt::format("{{\"id\":\"r{}\",\"text\":\"La {} du {} {}.\"}}\n", i,
                           kWords[i % kWords.size()], kWords[i / 7 % kWords.size()], word);
  workshop.write("fonds/m.jsonl", records);
  for (int i = 0; i < 60; ++i) {
    const std::string text = fmt::format("Page {}\n\nLa barge {} quitte le quai.\n", i, word);
    workshop.write(fmt::format("fonds/a{}.txt", i), text);
    workshop.write(fmt::format("fonds/z{}.txt", i), text + "Une lampe luit.\n");
  }
}

bool is_database_sound(const Workshop& workshop) {
  return !fs::exists(workshop / "db/XAPIANDB") || is_sound(workshop.generation());
}

/// Runs `limier-indexer fonds` and kills it, at moments spread over `whole` a run takes.
void run_and_kill(const Workshop& workshop, Clock::duration whole) {
  constexpr int kKills = 4;
  std::mt19937 random(std::random_device{}());
  for (int i = 0; i < kKills; ++i) {
    const auto moment = (i + std::uniform_real_distribution<>(0, 1)(random)) / kKills * whole;
    CAPTURE(std::chrono::duration_cast<std::chrono::microseconds>(moment).count());
    Process process(indexer(), {"-d", workshop / "db", "fonds"}, workshop.setting());
    std::this_thread::sleep_for(moment);
    process.signal(SIGKILL);
    process.finish();
    CHECK(is_database_sound(workshop));
    if (fs::exists(workshop / "db/XAPIANDB")) CHECK(workshop.query({"-q", "quai"}).code <= 1);
  }
}

}  // namespace

TEST_CASE("a second indexer at once is told whom it would have to wait for") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  // It holds the lock for as long as its input is open.
  Process first(indexer(), {"-d", workshop / "db", "-"}, workshop.setting());
  first.write("{\"text\":\"Une barge.\"}\n");
  first.wait_until_read();
  SECTION("and exits 2") {
    const Result second = workshop.index({"fonds"});
    CHECK(second.code == 2);
    CHECK(is_one_line(second.err));
    CHECK(contains(second.err, "process " + std::to_string(first.id())));
    CHECK(contains(second.err, "--wait"));
    CHECK(first.finish().code == 0);
  }
  SECTION("or waits for so long as it is told") {
    Process second(indexer(), {"-d", workshop / "db", "--wait", "60", "fonds"}, workshop.setting());
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    CHECK(second.is_running());
    CHECK(first.finish().code == 0);
    CHECK(second.finish().code == 0);
    CHECK(workshop.found("écluse OU barge").size() == 2);
  }
  SECTION("but no longer") {
    const auto start = Clock::now();
    const Result second = workshop.index({"--wait", "1", "fonds"});
    CHECK(second.code == 2);
    CHECK(Clock::now() - start >= std::chrono::seconds(1));
  }
  SECTION("and can be interrupted while it waits") {
    Process second(indexer(), {"-d", workshop / "db", "--wait", "60", "fonds"}, workshop.setting());
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    second.signal(SIGINT);
    CHECK(second.finish().code == 130);
  }
}

TEST_CASE("an indexer that was killed leaves no lock behind") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  Process first(indexer(), {"-d", workshop / "db", "-"}, workshop.setting());
  first.write("{\"text\":\"Une barge.\"}\n");
  first.wait_until_read();
  first.signal(SIGKILL);
  CHECK(first.finish().code == 128 + SIGKILL);
  CHECK(workshop.index({"fonds"}).code == 0);
}

TEST_CASE("searches go on while an indexer is at work") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  Process first(indexer(), {"-d", workshop / "db", "-"}, workshop.setting());
  first.write("{\"text\":\"Une barge.\"}\n");
  first.wait_until_read();
  CHECK(workshop.query({"-q", "écluse"}).code == 0);
  CHECK(workshop.query({"-q", "barge"}).code == 1);
  CHECK(first.finish().code == 0);
  CHECK(workshop.query({"-q", "barge"}).code == 0);
}

TEST_CASE("an update that is interrupted keeps what was finished") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  CAPTURE(signal);
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  Process process(indexer(), {"-d", workshop / "db", "fonds", "-"}, workshop.setting());
  process.write("{\"id\":\"un\",\"text\":\"Une barge.\"}\n{\"id\":\"deux\",\"text\":");
  process.wait_until_read();
  process.signal(signal);
  process.write("\"Une autre barge.\"}\n");
  const Result result = process.finish();
  CHECK(result.code == 130);
  CHECK(contains(result.out, "interrupted"));
  CHECK(is_database_sound(workshop));
  CHECK(workshop.found("écluse") == Names{"fonds/a.txt"});
  // The record that the signal came into is not taken in any more; the one before is.
  CHECK(workshop.found("barge") == Names{"un"});
}

TEST_CASE("a run after an interrupted one converges to the sources") {
  const Workshop workshop;
  write_collection(workshop, "lente");
  Setting setting = workshop.setting();
  setting.input = read_file(workshop / "fonds/m.jsonl");
  fs::remove(workshop / "fonds/m.jsonl");
  Process process(indexer(), {"-d", workshop / "db", "fonds", "-"}, workshop.setting());
  process.write(setting.input.substr(0, setting.input.size() / 2));
  process.wait_until_read();
  process.signal(SIGINT);
  const Result result = process.finish();
  CHECK(result.code == 130);
  CHECK(is_database_sound(workshop));
  const std::size_t kept = sections_in(workshop / "db");
  CHECK(kept >= 120);
  CHECK(kept < 18'120);
  REQUIRE(run(indexer(), {"-d", workshop / "db", "fonds", "-"}, setting).code == 0);
  REQUIRE(run(indexer(), {"-d", workshop / "neuf", "fonds", "-"}, setting).code == 0);
  CHECK(workshop.answers("db", kTopics) == workshop.answers("neuf", kTopics));
  CHECK(sections_in(workshop / "db") == sections_in(workshop / "neuf"));
}

TEST_CASE("a rebuild that is interrupted publishes nothing") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const std::string stub = read_file(workshop / "db/XAPIANDB");
  const Names before = entries(workshop);
  workshop.write("fonds/b.txt", "Une écluse neuve.\n");
  Process process(indexer(), {"-d", workshop / "db", "--rebuild", "fonds", "-"},
                  workshop.setting());
  process.write("{\"id\":\"un\",\"text\":\"Une barge.\"}\n");
  process.wait_until_read();
  SECTION("by a signal") {
    process.signal(SIGINT);
    process.write("{\"id\":\"deux\",\"text\":\"Une autre barge.\"}\n");
    CHECK(process.finish().code == 130);
    CHECK(entries(workshop) == before);
  }
  SECTION("by a kill") {
    process.signal(SIGKILL);
    CHECK(process.finish().code == 128 + SIGKILL);
  }
  CHECK(read_file(workshop / "db/XAPIANDB") == stub);
  CHECK(workshop.found("écluse") == Names{"fonds/a.txt"});
  CHECK(workshop.found("barge").empty());
  // What it left is cleared away by the next run.
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(entries(workshop) == before);
  CHECK(workshop.found("écluse").size() == 2);
}

TEST_CASE("after kills at any moment the same run makes what a clean build makes") {
  const Workshop workshop;
  write_collection(workshop, "lente");
  const auto build_clean = [&](const std::string& name) {
    const auto start = Clock::now();
    REQUIRE(run(indexer(), {"-d", workshop / name, "fonds"}, workshop.setting()).code == 0);
    return Clock::now() - start;
  };
  const auto compare = [&](const std::string& name) {
    REQUIRE(workshop.index({"fonds"}).code == 0);
    CHECK(is_database_sound(workshop));
    CHECK(sections_in(workshop / "db") == sections_in(workshop / name));
    CHECK(workshop.answers("db", kTopics) == workshop.answers(name, kTopics));
  };
  run_and_kill(workshop, build_clean("neuf"));
  compare("neuf");

  write_collection(workshop, "rapide");
  for (int i = 0; i < 20; ++i) fs::remove(workshop / fmt::format("fonds/a{}.txt", i));
  run_and_kill(workshop, build_clean("dernier"));
  compare("dernier");
}

TEST_CASE("a full disk stops the run and leaves the database as it was") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const std::string before = workshop.answers("db", kTopics);
  const std::string stub = read_file(workshop / "db/XAPIANDB");
  std::string records;
  for (int i = 0; i < 3000; ++i)
    records += "{\"text\":\"La barge " + std::to_string(i) + " attend à l’écluse du nord.\"}\n";
  workshop.write("fonds/m.jsonl", records);
  Setting setting;
  setting.max_file_bytes = 100'000;
  SECTION("in an update") {
    const Result result = workshop.index({"fonds"}, setting);
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "File too large"));
    CHECK(contains(result.err, workshop / "db"));
  }
  SECTION("in a rebuild") {
    const Names entries_before = entries(workshop);
    const Result result = workshop.index({"--rebuild"}, setting);
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "File too large"));
    CHECK(entries(workshop) == entries_before);
  }
  CHECK(read_file(workshop / "db/XAPIANDB") == stub);
  CHECK(is_database_sound(workshop));
  CHECK(workshop.answers("db", kTopics) == before);
  SECTION("and with room again the same run succeeds") {
    REQUIRE(workshop.index({"fonds"}).code == 0);
    CHECK(workshop.found("écluse").size() == 1000);
    CHECK(workshop.query({"-c", "écluse"}).out == "3001\n");
  }
}

TEST_CASE("a disk that is full from the first is told in one line") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  Setting setting;
  setting.max_file_bytes = 0;
  const Result result = workshop.index({"fonds"}, setting);
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(workshop.index({"fonds"}).code == 0);
  CHECK(workshop.found("écluse") == Names{"fonds/a.txt"});
}

TEST_CASE("a database that cannot be written is told in one line") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  Setting setting;
  SECTION("a file in its place") { workshop.write("db", "Bonjour.\n"); }
  SECTION("a folder without permission") {
    if (!can_drop_privileges()) {
      WARN("skipped: permissions do not stop this user, and they cannot be made to");
      return;
    }
    fs::create_directory(workshop / "db");
    fs::permissions(workshop / "db", fs::perms::owner_read | fs::perms::owner_exec);
    setting.without_privileges = true;
  }
  const Result result = workshop.index({"fonds"}, setting);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "db"));
}

TEST_CASE("a damaged stub is told and mended by a rebuild of named sources") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const std::string stub =
      GENERATE(as<std::string>(), "", "\n", "auto generation-000099\n", "auto ../fonds\n",
               "auto generation-000001\nauto generation-000001\n", "\xFF\xFE\x01");
  CAPTURE(stub);
  workshop.write("db/XAPIANDB", stub);
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "db"));
  CHECK(contains(result.err, "--rebuild"));
  CHECK(read_file(workshop / "db/XAPIANDB") == stub);
  SECTION("without their names it cannot know them") {
    const Result rebuild = workshop.index({"--rebuild"});
    CHECK(rebuild.code == 2);
    CHECK(is_one_line(rebuild.err));
    CHECK(read_file(workshop / "db/XAPIANDB") == stub);
  }
  SECTION("with them it succeeds") {
    CHECK(workshop.index({"--rebuild", "fonds"}).code == 0);
    CHECK(workshop.found("écluse") == Names{"fonds/a.txt"});
  }
}

TEST_CASE("a damaged generation is told and mended by a rebuild of named sources") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::resize_file(workshop.generation() / "iamglass", 10);
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "db"));
  REQUIRE(workshop.index({"--rebuild", "fonds"}).code == 0);
  CHECK(workshop.found("écluse") == Names{"fonds/a.txt"});
}

TEST_CASE("a database of another schema is not written but rebuilt on demand") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const std::string key = GENERATE(as<std::string>(), "limier:schema", "limier:fingerprint");
  CAPTURE(key);
  {
    Xapian::WritableDatabase database(workshop.generation().string(), Xapian::DB_OPEN);
    database.set_metadata(key, "autre");
    database.commit();
  }
  workshop.write("fonds/b.txt", "Une écluse neuve.\n");
  const Result result = workshop.index({"fonds"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "--rebuild"));
  CHECK(Xapian::Database(workshop / "db").get_metadata(key) == "autre");
  CHECK(sections_in(workshop / "db") == 1);
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  CHECK(workshop.found("écluse").size() == 2);
}
