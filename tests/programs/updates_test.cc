// Whatever the history of a database, it holds what a clean build of its sources holds.
#include <array>
#include <csignal>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/generation.hh"
#include "tests/catch.hh"
#include "tests/programs/database.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;

/// A collection that changes at random: files of text, one of them long, and a file of records.
class Collection {
 public:
  explicit Collection(const Workshop& workshop) : workshop_(workshop) {
    for (int i = 0; i < 150; ++i) write_text(i);
    for (int i = 0; i < 120; ++i) records_.push_back(record(i));
    write_records();
  }

  /// Changes, adds or removes about `share` of a hundred.
  void change(int share) {
    for (int i = 0; i < 160; ++i) {
      if (number(100) >= share) continue;
      if (number(4) == 0) fs::remove(workshop_ / name(i));
      else write_text(i);
    }
    for (std::size_t i = 0; i < records_.size(); ++i)
      if (number(100) < share) records_[i] = record(static_cast<int>(i) + 1000 * number(2));
    if (number(2) == 0) records_.insert(records_.begin(), record(next_++));
    if (number(2) == 0) records_.erase(records_.begin() + number(100));
    write_records();
  }

 private:
  int number(int end) { return std::uniform_int_distribution<>(0, end - 1)(random_); }

  std::string words(int count) {
    static constexpr std::array<const char*, 8> kWords = {
        "écluse", "barge", "l’énergie", "Tokaïev", "porte-parole", "quai", "(OTSC).", "été"};
    std::string text;
    for (int i = 0; i < count; ++i)
      text += fmt::format("{} ", kWords[static_cast<std::size_t>(number(kWords.size()))]);
    return text;
  }

  static std::string name(int i) { return fmt::format("fonds/{}/{}.txt", i % 7, i); }
  /// What about as many texts hold as make it boilerplate; some of it outweighs the text.
  std::string frame(const char* before) {
    const int i = number(40);
    if (i > 24) return {};
    std::string text = fmt::format("{}Lettre {} : abonnez-vous.", before, i);
    if (i > 20) text += std::string(40, ' ') + std::string(250, 'x');
    return text;
  }

  void write_text(int i) {
    std::string text = words(i == 3 ? 4000 : 20);
    for (int k = number(4); k > 0; --k) text += frame("\n\n");
    workshop_.write(name(i), text);
  }
  std::string record(int id) {
    return fmt::format(R"({{"id":"r{}","title":"{}","text":"{}{}"}})", id, words(2), words(20),
                       frame("\\n\\n"));
  }
  void write_records() {
    std::string lines;
    for (const std::string& line : records_) lines += line + '\n';
    workshop_.write("fonds/r.jsonl", lines);
  }

  const Workshop& workshop_;
  std::mt19937 random_{7};
  std::vector<std::string> records_;
  int next_ = 5000;
};

void check_like_a_clean_build(const Workshop& workshop) {
  fs::remove_all(workshop / "neuf");
  const Result clean = run(indexer(), {"-d", workshop / "neuf", "fonds"}, workshop.setting());
  CHECK(clean.code != 2);
  CHECK(content_of(workshop / "db") == content_of(workshop / "neuf"));
  CHECK(is_sound(workshop.generation()));
}

}  // namespace

TEST_CASE("any history of updates, large and small, ends in what a clean build makes") {
  const char* const shards = GENERATE("1", "3");
  const Workshop workshop;
  Collection collection(workshop);
  REQUIRE(workshop.index({"--shards", shards, "fonds"}).code != 2);
  collection.change(2);
  for (const int share : {1, 3, 60, 2, 100, 1, 30, 5}) {
    CAPTURE(share);
    CHECK(workshop.index({"fonds"}).code != 2);
    check_like_a_clean_build(workshop);
    collection.change(share);
  }
  CHECK(workshop.index({"fonds"}).code != 2);
  check_like_a_clean_build(workshop);
  CHECK_FALSE(contains(workshop.index({"--stats"}).out, "set aside   0 "));
  CHECK(workshop.index({"--check"}).code == 0);
}

TEST_CASE("a hundredth of the files changed each night leaves no swollen database") {
  const Workshop workshop;
  std::mt19937 random(11);
  const auto write = [&](std::size_t file) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += fmt::format("mot{} ", random() % 5000);
    workshop.write(fmt::format("fonds/{}.txt", file), text);
  };
  for (std::size_t file = 0; file < 1000; ++file) write(file);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const auto clean = limier::corpus::bytes_of(workshop.generation());
  for (int night = 0; night < 5; ++night) {
    for (int i = 0; i < 10; ++i) write(random() % 1000);
    REQUIRE(workshop.index({}).code == 0);
    CHECK(limier::corpus::bytes_of(workshop.generation()) < clean * 3 / 2);
  }
  check_like_a_clean_build(workshop);
}

TEST_CASE("of a file of records only what changed is written, and lines are right") {
  const Workshop workshop;
  const std::string one = "{\"id\":\"un\",\"text\":\"Une barge passe.\"}\n";
  const std::string two = "{\"id\":\"deux\",\"text\":\"Une écluse.\"}\n";
  workshop.write("fonds/r.jsonl", one + two);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  SECTION("a record that changed") {
    workshop.write("fonds/r.jsonl", one + "{\"id\":\"deux\",\"text\":\"Une lampe.\"}\n");
    CHECK(contains(workshop.index({}).out, "1 document indexed"));
  }
  SECTION("a record that came in before the others") {
    workshop.write("fonds/r.jsonl", "{\"id\":\"zéro\",\"text\":\"Un phare.\"}\n" + one + two);
    CHECK(contains(workshop.index({}).out, "1 document indexed"));
    const auto hits = parse_lines(workshop.query({"--format", "jsonl", "écluse"}).out);
    CHECK(hits[0]["line"] == 3);
  }
  SECTION("a record that vanished") {
    workshop.write("fonds/r.jsonl", two);
    CHECK(contains(workshop.index({}).out, "0 documents indexed"));
    CHECK(workshop.found("barge").empty());
  }
  SECTION("a record that another format reads") {
    CHECK(workshop.index({"--format", "text", "fonds"}).code == 0);
    CHECK(workshop.found("barge") == std::vector<std::string>{"fonds/r.jsonl"});
  }
  CHECK(is_sound(workshop.generation()));
}

TEST_CASE("small updates keep the generation and large ones make another") {
  const Workshop workshop;
  for (int i = 0; i < 300; ++i)
    workshop.write(fmt::format("fonds/{}.txt", i), fmt::format("La barge {} passe.", i));
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const fs::path first = workshop.generation();
  workshop.write("fonds/0.txt", "Une écluse.");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.generation() == first);
  for (int i = 0; i < 200; ++i) workshop.write(fmt::format("fonds/{}.txt", i), "Une lampe luit.");
  REQUIRE(workshop.index({}).code == 0);
  CHECK(workshop.generation() != first);
  CHECK(contains(workshop.query({"-c", "lampe"}).out, "200"));
  CHECK_FALSE(fs::exists(workshop / "db/scratch"));
}

TEST_CASE("an unchanged run writes nothing at all") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const auto revision = Xapian::Database(workshop.generation().string()).get_revision();
  CHECK(workshop.index({"fonds"}).code == 0);
  CHECK(Xapian::Database(workshop.generation().string()).get_revision() == revision);
}

TEST_CASE("a dry run tells what a run would do, and writes nothing") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  CHECK(workshop.index({"--dry-run", "fonds"}).out == "new: " + (workshop / "fonds/a.txt") + "\n");
  CHECK_FALSE(fs::exists(workshop / "db"));
  workshop.write("fonds/b.txt", "Un phare.");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  workshop.write("fonds/a.txt", "Une lampe.");
  fs::remove(workshop / "fonds/b.txt");
  CHECK(workshop.index({"--dry-run"}).out == "changed: " + (workshop / "fonds/a.txt") +
                                                 "\nremoved: " + (workshop / "fonds/b.txt") + "\n");
  CHECK(workshop.found("barge").size() == 1);
}

TEST_CASE("what is excluded is not indexed, and is remembered with the source") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  workshop.write("fonds/a.bak", "Une barge.");
  workshop.write("fonds/vieux/b.txt", "Une barge.");
  workshop.write("fonds/neuf/vieux/c.txt", "Une barge.");
  const std::vector<std::string> wanted = {"fonds/a.txt", "fonds/neuf/vieux/c.txt"};
  REQUIRE(workshop.index({"fonds"}).code == 0);
  REQUIRE(workshop.found("barge").size() == 4);
  REQUIRE(workshop.index({"--exclude", "*.bak", "--exclude", "vieux/*", "fonds"}).code == 0);
  CHECK(workshop.found("barge") == wanted);
  workshop.write("fonds/d.bak", "Une barge.");
  REQUIRE(workshop.index({"--rebuild"}).code == 0);
  CHECK(workshop.found("barge") == wanted);
}

TEST_CASE("sources may stand in a list") {
  const Workshop workshop;
  workshop.write("a.txt", "Une barge.");
  workshop.write("b\nc.txt", "Une barge.");
  Setting setting;
  SECTION("a line each") {
    workshop.write("liste", "a.txt\n\n");
    CHECK(workshop.index({"--files-from", "liste"}).code == 0);
    CHECK(workshop.found("barge").size() == 1);
  }
  SECTION("each before a NUL, on standard input") {
    setting.input = std::string("a.txt\0b\nc.txt\0", 14);
    CHECK(workshop.index({"--files-from", "-", "-0"}, setting).code == 0);
    CHECK(workshop.found("barge").size() == 2);
    CHECK(workshop.index({"--rebuild"}).code == 0);
    CHECK(workshop.found("barge").size() == 2);
  }
  SECTION("one that does not exist is told") {
    const Result result = workshop.index({"--files-from", "nulle-part"});
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
  }
}

TEST_CASE("a file that could not be opened is read once it may be, and keeps what it had") {
  if (!can_drop_privileges()) {
    WARN("skipped: permissions do not stop this user, and they cannot be made to");
    return;
  }
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  workshop.write("fonds/b.txt", "Un phare.");
  fs::permissions(workshop / "fonds/b.txt", fs::perms::none);
  Setting setting;
  setting.without_privileges = true;
  REQUIRE(workshop.index({"fonds"}, setting).code == 3);
  fs::permissions(workshop / "fonds/b.txt", fs::perms::owner_all);
  CHECK(workshop.index({}, setting).code == 0);
  REQUIRE(workshop.found("phare").size() == 1);
  fs::permissions(workshop / "fonds/b.txt", fs::perms::none);
  CHECK(workshop.index({"--rebuild"}, setting).code == 3);
  CHECK(workshop.found("phare").size() == 1);
}

TEST_CASE("a known failure is read again with --retry") {
  const Workshop workshop;
  workshop.write("fonds/r.jsonl", "{\"id\":\"un\",\"text\":\"Une barge.\"}\nrien\n");
  REQUIRE(workshop.index({"fonds"}).code == 3);
  CHECK(workshop.index({}).code == 0);
  CHECK(workshop.index({"--retry"}).code == 3);
}

TEST_CASE("a database that lies in its own source under another name is not indexed") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  fs::create_directory(workshop / "fonds/base");
  fs::create_directory_symlink(workshop / "fonds/base", workshop / "db");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const Result result = workshop.index({"-v", "fonds"});
  CHECK(contains(result.out, "files: 1 unchanged;"));
}

TEST_CASE("silent standard input can be interrupted") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  Process process(indexer(), {"-d", workshop / "db", "-"}, workshop.setting());
  process.write(std::string(1 << 19, '\n'));
  process.wait_until_read();
  process.signal(SIGINT);
  while (process.is_running()) {
  }
  CHECK(process.finish().code == 130);
}

TEST_CASE("a rebuild with nothing to build leaves nothing behind") {
  const Workshop workshop;
  CHECK(workshop.index({"--rebuild"}).code == 2);
  CHECK_FALSE(fs::exists(workshop / "db"));
}

TEST_CASE("what comes from standard input unchanged is not written again") {
  const Workshop workshop;
  Setting setting;
  setting.input = "{\"id\":\"un\",\"text\":\"Une barge.\"}\n";
  REQUIRE(workshop.index({"-"}, setting).code == 0);
  CHECK(contains(workshop.index({"-"}, setting).out, "nothing changed"));
}
