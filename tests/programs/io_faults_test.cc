// Whatever write, sync or rename fails or is never done, the database is what it was or what it is
// to become, and the next run makes of it what a clean build makes. A library that is preloaded
// (fault_shim.cc) strikes one call after the other.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>
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
using Content = std::map<std::string, std::string>;

/// `limier-indexer -d db ARGUMENTS...` under the shim; `kind` strikes the call number `at`.
Result index_with_fault(const Workshop& workshop, Arguments arguments, int at = 0,
                        const std::string& kind = "", const std::string& input = "") {
  Setting setting;
  setting.input = input;
  setting.environment = {{"LD_PRELOAD", LIMIER_FAULT_SHIM},
                         {"LIMIER_FAULTS_UNDER", workshop / "db"},
                         {"LIMIER_FAULTS_LOG", workshop / "log"},
                         {"LIMIER_FAULTS_AT", std::to_string(at)},
                         {"LIMIER_FAULTS_KIND", kind},
                         // The shim stands before the sanitizer's library, and does no harm there.
                         {"ASAN_OPTIONS", "verify_asan_link_order=0"}};
  fs::remove(workshop / "log");
  arguments.insert(arguments.begin(), "-j1");
  return workshop.index(arguments, setting);
}

/// The calls that a run made.
std::vector<std::string> calls(const Workshop& workshop) {
  return lines_of(read_file(workshop / "log"));
}

void write_texts(const Workshop& workshop, int first, int last, const std::string& word) {
  for (int i = first; i < last; ++i)
    workshop.write(fmt::format("fonds/{}.txt", i), fmt::format("La barge {} {}.\n", i, word));
}

/// A run that something happens to.
struct Scene {
  std::string name;
  Arguments arguments;
  std::function<void(const Workshop&)> prepare;  ///< from a database of 120 texts
  Arguments first = {"fonds"};                   ///< what makes that database
  bool whole = true;  ///< a kill leaves what was or what is to be; else something between them
};

/// Everything that the indexer does to a database.
std::vector<Scene> scenes() {
  return {
      {"a first build", {"fonds"}, [](const Workshop& w) { fs::remove_all(w / "db"); }},
      {"an update in place", {}, [](const Workshop& w) { write_texts(w, 0, 3, "change"); }},
      {"an update aside", {}, [](const Workshop& w) { write_texts(w, 0, 110, "change"); }},
      {"a rebuild", {"--rebuild"}, [](const Workshop& w) { write_texts(w, 0, 3, "change"); }},
  };
}

/// The same to one in shards.
std::vector<Scene> scenes_in_shards() {
  const Arguments first = {"--shards", "3", "fonds"};
  const auto change = [](int last) {
    return [last](const Workshop& w) {
      write_texts(w, 0, last, "change");
      fs::remove(w / "fonds/119.txt");
    };
  };
  return {
      {"a first build in shards", first, [](const Workshop& w) { fs::remove_all(w / "db"); }},
      {"an update of shards in place", {}, change(3), first, false},
      {"an update of shards aside", {}, change(110), first},
      {"a rebuild in shards", {"--rebuild"}, change(3), first},
      {"a rebuild into shards", {"--rebuild", "--shards", "2"}, change(3)},
  };
}

/// A workshop where a scene is about to begin, again and again.
class Stage {
 public:
  explicit Stage(const Scene& scene) {
    write_texts(workshop_, 0, 120, "attend");
    REQUIRE(workshop_.index(scene.first).code == 0);
    scene.prepare(workshop_);
    if (fs::exists(workshop_ / "db")) {
      before_ = content_of(workshop_ / "db");
      fs::rename(workshop_ / "db", workshop_ / "before");
    }
    REQUIRE(run(indexer(), {"-d", workshop_ / "clean", "fonds"}, workshop_.setting()).code == 0);
    after_ = content_of(workshop_ / "clean");
  }

  void set() const {
    fs::remove_all(workshop_ / "db");
    if (!before_.empty()) fs::copy(workshop_ / "before", workshop_ / "db", kDeep);
  }

  /// The database is as it was, or as it is to become.
  void check_whole() const {
    const bool exists = fs::exists(workshop_ / "db/XAPIANDB");
    const Content now = exists ? content_of(workshop_ / "db") : Content();
    CHECK((now == before_ || now == after_));
  }

  void check_next_run() const {
    const Result next = workshop_.index({"fonds"});
    CHECK(next.code == 0);
    CHECK(next.err.empty());
    CHECK(content_of(workshop_ / "db") == after_);
    CHECK_FALSE(fs::exists(workshop_ / "db/scratch"));
  }

  [[nodiscard]] const Workshop& workshop() const { return workshop_; }

 private:
  static constexpr auto kDeep = fs::copy_options::recursive;

  Workshop workshop_;
  Content before_;  ///< empty where there is no database
  Content after_;
};

/// What a run says that could not be finished.
void check_message(const Result& result, const std::string& reason, const std::string& database) {
  CHECK(result.code == 2);
  // Where a write fails libxapian may close a file twice, and so another that a thread has opened
  // meanwhile. That is told of first, and makes no difference.
  CHECK(lines_of(result.err).size() <= 2);
  CHECK((contains(result.err, reason) || contains(result.err, "a write failed")));
  CHECK(contains(result.err, database));
  CHECK_FALSE(contains(result.err, "--rebuild"));
}

/// Whether the run was struck at all; checks what it said and left.
bool strike(const Stage& stage, const Scene& scene, int at, const std::string& kind) {
  const Workshop& workshop = stage.workshop();
  stage.set();
  const Result result = index_with_fault(workshop, scene.arguments, at, kind);
  const std::vector<std::string> log = calls(workshop);
  const auto struck = std::find(log.begin(), log.end(), "struck");
  if (struck == log.end()) return false;
  const std::string& call = *std::prev(struck);
  CAPTURE(at, call, result.out, result.err);
  if (kind == "kill") {
    CHECK(result.code == 128 + SIGKILL);
  } else if (kind == "interrupt") {
    // The signal may come after the last document, when all is done but to publish it.
    CHECK((result.code == 130 || result.code == 0));
  } else if (result.code == 0) {
    // Xapian itself passes over a sync that fails after a merge, but all is synced once more.
    CHECK(call.starts_with("sync "));
    CHECK(std::find(std::next(struck), log.end(), call) != log.end());
  } else {
    check_message(result, kind == "full" ? "No space left" : "Input/output error", workshop / "db");
  }
  // An update that is interrupted keeps what was finished.
  if (scene.whole && (kind != "interrupt" || scene.arguments == Arguments{"--rebuild"}))
    stage.check_whole();
  stage.check_next_run();
  return true;
}

void strike_every(int step, const std::string& kind, const std::vector<Scene>& all = scenes()) {
  for (const Scene& scene : all) {
    CAPTURE(kind, scene.name);
    const Stage stage(scene);
    int at = 1;
    while (strike(stage, scene, at, kind)) at += step;
    CHECK(at > 20);
  }
}

/// Kills a run at a moment of the time that it takes when nothing happens.
void kill_at_random(const Stage& stage, const Scene& scene, Clock::duration whole,
                    std::mt19937& random) {
  const auto moment = std::uniform_real_distribution<>(0, 1)(random) * whole;
  CAPTURE(scene.name, std::chrono::duration_cast<std::chrono::microseconds>(moment).count());
  stage.set();
  const Workshop& workshop = stage.workshop();
  Arguments arguments = {"-d", workshop / "db"};
  arguments.insert(arguments.end(), scene.arguments.begin(), scene.arguments.end());
  Process process(indexer(), arguments, workshop.setting());
  std::this_thread::sleep_for(moment);
  process.signal(SIGKILL);
  process.finish();
  stage.check_whole();
  stage.check_next_run();
}

bool is_scratch(const std::string& path) { return contains(path, "/scratch"); }

/// Which files and folders hold what a power cut would take, call by call.
class Disk {
 public:
  void take(const std::string& line) {
    std::istringstream words(line);
    std::string call, path, to;
    words >> call >> path >> to;
    if (call == "write") dirty_.insert(path);
    if (call == "sync") dirty_.erase(path);
    if (call != "rename") return;
    CHECK_FALSE(dirty_.contains(path));
    dirty_.insert(fs::path(to).parent_path());
  }
  /// What is not durable, of all that is not scratch.
  [[nodiscard]] std::set<std::string> dirty() const {
    std::set<std::string> all = dirty_;
    std::erase_if(all, is_scratch);
    return all;
  }

 private:
  std::set<std::string> dirty_;
};

}  // namespace

TEST_CASE("what a run has said is done is on the disk, names included") {
  std::vector<Scene> all = scenes();
  for (const Scene& scene : scenes_in_shards()) all.push_back(scene);
  for (const Scene& scene : all) {
    CAPTURE(scene.name);
    const Stage stage(scene);
    stage.set();
    REQUIRE(index_with_fault(stage.workshop(), scene.arguments).code == 0);
    Disk disk;
    int renames = 0;
    for (const std::string& call : calls(stage.workshop())) {
      CAPTURE(call);
      // Nothing is published before all of it is durable.
      if (call.ends_with("/XAPIANDB")) CHECK(disk.dirty().empty());
      disk.take(call);
      renames += call.starts_with("rename ") && !is_scratch(call) ? 1 : 0;
    }
    CHECK(disk.dirty().empty());
    CHECK(renames > 0);
  }
}

TEST_CASE("a folder that is made for a database is on the disk, and those above it") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Une barge.\n");
  Setting setting;
  setting.environment = {{"LD_PRELOAD", LIMIER_FAULT_SHIM},
                         {"LIMIER_FAULTS_UNDER", workshop / "loin"},
                         {"LIMIER_FAULTS_LOG", workshop / "log"},
                         {"ASAN_OPTIONS", "verify_asan_link_order=0"}};
  setting.folder = workshop / "";
  fs::create_directory(workshop / "loin");
  REQUIRE(run(indexer(), {"-d", workshop / "loin/de/tout", "fonds"}, setting).code == 0);
  for (const std::string folder : {"loin", "loin/de", "loin/de/tout"}) {
    const std::vector<std::string> log = calls(workshop);
    CHECK(std::find(log.begin(), log.end(), "sync " + (workshop / folder)) != log.end());
  }
}

TEST_CASE("an error at any write, sync or rename is told in one line and loses nothing",
          "[.slow]") {
  strike_every(1, "error");
}

TEST_CASE("a kill at any write, sync or rename loses nothing", "[.slow]") {
  strike_every(1, "kill");
}

TEST_CASE("in shards a kill at any write, sync or rename is mended by the next run", "[.slow]") {
  strike_every(1, "kill", scenes_in_shards());
}

TEST_CASE("in shards an error at any write, sync or rename is mended by the next run", "[.slow]") {
  strike_every(3, "error", scenes_in_shards());
}

TEST_CASE("in shards a kill while records come in is mended by giving them again", "[.slow]") {
  const Workshop workshop;
  std::string records;
  // The second time they hold what is boilerplate then, in the texts as well.
  const std::string frame = "\\n\\nAbonnez-vous à la lettre.";
  for (int i = 0; i < 12; ++i)
    records +=
        fmt::format("{{\"id\":\"r{}\",\"text\":\"Une lampe luit au quai {}.{}\"}}\n", i, i, frame);
  workshop.write("fonds/a.txt", "La barge.\n\nAbonnez-vous à la lettre.\n");
  Setting setting = workshop.setting();
  setting.input = records;
  REQUIRE(run(indexer(), {"-d", workshop / "clean", "fonds", "-"}, setting).code == 0);
  const Content after = content_of(workshop / "clean");
  REQUIRE(workshop.index({"--shards", "3", "fonds"}).code == 0);
  fs::rename(workshop / "db", workshop / "before");
  for (int at = 1;; ++at) {
    fs::remove_all(workshop / "db");
    fs::copy(workshop / "before", workshop / "db", fs::copy_options::recursive);
    const Result result = index_with_fault(workshop, {"-"}, at, "kill", records);
    if (result.code == 0) break;
    CAPTURE(at);
    CHECK(workshop.index({"-"}, setting).code == 0);
    CHECK(content_of(workshop / "db") == after);
  }
}

TEST_CASE("a disk that breaks or fills up at any time is told in one line and loses nothing",
          "[.slow]") {
  strike_every(7, "broken");
  strike_every(7, "full");
}

TEST_CASE("Ctrl-C at any time loses nothing, and a rebuild publishes nothing that is not whole",
          "[.slow]") {
  strike_every(7, "interrupt");
}

TEST_CASE("100 kills at random moments lose nothing", "[.slow]") {
  std::mt19937 random(std::random_device{}());
  for (const Scene& scene : scenes()) {
    const Stage stage(scene);
    stage.set();
    const auto start = Clock::now();
    REQUIRE(stage.workshop().index(scene.arguments).code == 0);
    const auto whole = Clock::now() - start;
    for (int i = 0; i < 25; ++i) kill_at_random(stage, scene, whole, random);
  }
}

TEST_CASE("a kill in a long update in place leaves whole batches", "[.slow]") {
  const Workshop workshop;
  const auto write = [&](int changed) {
    std::string records;
    for (int i = 0; i < 40'000; ++i)
      records += fmt::format("{{\"id\":{},\"text\":\"{}\"}}\n", i, i < changed ? "neuf" : "ancien");
    workshop.write("fonds/r.jsonl", records);
  };
  write(0);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  fs::rename(workshop / "db", workshop / "before");
  write(1'900);
  const auto strike_at = [&](int at) {
    fs::remove_all(workshop / "db");
    fs::copy(workshop / "before", workshop / "db", fs::copy_options::recursive);
    index_with_fault(workshop, {}, at, "kill");
    CHECK(sections_in(workshop / "db") == 40'000);
    return Xapian::Database(workshop / "db").get_termfreq("neuf");
  };
  std::set<Xapian::doccount> states = {strike_at(0)};
  CHECK(states == std::set<Xapian::doccount>{1'900});
  const int all = static_cast<int>(calls(workshop).size());
  CHECK(Xapian::Database(workshop.generation().string()).get_doccount() == 40'000);
  for (int i = 1; i < 20; ++i) states.insert(strike_at(i * all / 20));
  // Nothing, the first batch, all.
  CHECK(states.size() == 3);
  CHECK(*states.begin() == 0);
  REQUIRE(workshop.index({}).code == 0);
  CHECK(Xapian::Database(workshop / "db").get_termfreq("neuf") == 1'900);
}

#if !defined(__SANITIZE_ADDRESS__)
// The sanitizer reserves more than there is.
TEST_CASE("too little memory is told in one line and loses nothing", "[.slow]") {
  Workshop workshop;
  std::string record = "{\"text\":\"";
  while (record.size() < 12'000'000) record += "La barge quitte le quai. ";
  record += "\"}\n";
  workshop.write("fonds/a.txt", "Une écluse.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  const Content before = content_of(workshop / "db");
  workshop.write("fonds/r.jsonl", record);
  int failed = 0;
  // With still less jemalloc and the loader fail in ways of their own.
  for (std::uint64_t mebibytes = 100; mebibytes < 200; mebibytes += 10) {
    Setting setting;
    setting.max_memory = mebibytes << 20U;
    const Result result = workshop.index({"-j1", "fonds"}, setting);
    CAPTURE(mebibytes, result.out, result.err);
    if (result.code == 0) break;
    ++failed;
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "memory"));
    CHECK(content_of(workshop / "db") == before);
  }
  CHECK(failed > 0);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  CHECK(sections_in(workshop / "db") > 1'000);
  CHECK(is_sound(workshop.generation()));
}
#endif
