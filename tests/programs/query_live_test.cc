// A reindex under way never makes a search fail, and no answer mixes two states of the database.
#include <atomic>
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

constexpr int kTexts = 25;

void write_edition(const Workshop& workshop, int edition) {
  for (int i = 0; i < kTexts; ++i)
    workshop.write("fonds/" + std::to_string(i) + ".txt",
                   "Le navire de la marine porte l’édition" + std::to_string(edition) + ".\n");
}

/// Brings one edition after the other into the database, in place and aside by turns.
class Republisher {
 public:
  explicit Republisher(const Workshop& workshop)
      : thread_([this, &workshop] {
          for (int edition = 2; !stops_; ++edition) {
            write_edition(workshop, edition);
            const Result result =
                workshop.index(edition % 3 == 0 ? Arguments{"fonds"} : Arguments{"--rebuild"});
            failed_ = failed_ || result.code != 0;
            ++editions_;
          }
        }) {}
  ~Republisher() { stop(); }
  Republisher(const Republisher&) = delete;
  Republisher& operator=(const Republisher&) = delete;

  void stop() {
    stops_ = true;
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] int editions() const { return editions_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::atomic<bool> stops_ = false;
  std::atomic<bool> failed_ = false;
  std::atomic<int> editions_ = 0;
  std::thread thread_;
};

/// The editions that one answer shows; stops at what is no whole answer.
std::set<std::string> editions_in(Process& queries, const std::string& query) {
  queries.write(query + "\n");
  std::set<std::string> editions;
  int passages = 0;
  while (true) {
    const auto line = nlohmann::json::parse(queries.read_line());
    if (line.at("type") == "end") break;
    ++passages;
    const auto text = line.at("text").get<std::string>();
    editions.insert(text.substr(text.find("édition")));
  }
  CHECK(passages == kTexts);
  return editions;
}

}  // namespace

TEST_CASE("10,000 queries over a database that is rebuilt in a loop, none fails or mixes",
          "[.slow]") {
  const Workshop workshop;
  write_edition(workshop, 1);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  Republisher republisher(workshop);
  Process queries(searcher(),
                  {"-d", "db", "-n", std::to_string(kTexts), "--format", "jsonl", "--batch", "-"},
                  workshop.setting());
  constexpr std::chrono::seconds kEnough(10);
  const auto end = std::chrono::steady_clock::now() + kEnough;
  std::set<std::string> seen;
  int asked = 0;
  for (; asked < 10'000 && std::chrono::steady_clock::now() < end; ++asked) {
    // A word, and a phrase for which texts are read.
    const auto editions = editions_in(queries, asked % 2 == 0 ? "navire" : "\"de la marine\"");
    if (editions.size() != 1) FAIL("query " << asked << " shows " << editions.size());
    seen.insert(editions.begin(), editions.end());
  }
  republisher.stop();
  const Result result = queries.finish();
  CHECK(result.code == 0);
  CHECK_FALSE(republisher.failed());
  // What is published is seen by the process that goes on asking.
  INFO(asked << " queries, " << republisher.editions() << " editions");
  CHECK(seen.size() > 1);
}
