// A reindex under way never makes a search fail, and no answer mixes two states of the database.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <set>
#include <string>
#include <thread>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

constexpr int kTexts = 12;

void write_edition(const Workshop& workshop, int edition) {
  for (int i = 0; i < kTexts; ++i)
    workshop.write("fonds/" + std::to_string(i) + ".txt",
                   "Le navire de la marine porte l’édition" + std::to_string(edition) + ".\n");
}

/// Brings one edition after the other into the database, in place and aside by turns.
int republish(const Workshop& workshop, int editions) {
  int failed = 0;
  for (int edition = 2; edition <= editions; ++edition) {
    write_edition(workshop, edition);
    const Arguments way = edition % 3 == 0 ? Arguments{"fonds"} : Arguments{"--rebuild"};
    if (workshop.index(way).code != 0) ++failed;
  }
  return failed;
}

/// A process that is asked all the time. Counts what is no whole answer of one edition.
class Reader {
 public:
  explicit Reader(const Workshop& workshop)
      : queries_(searcher(),
                 {"-d", "db", "-n", std::to_string(kTexts), "--all-copies", "--format", "jsonl",
                  "--batch", "-"},
                 workshop.setting()),
        thread_([this] { read(); }) {}
  ~Reader() { stop(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void stop() {
    stops_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Result finish() {
    stop();
    return queries_.finish();
  }
  [[nodiscard]] int wrong() const { return wrong_; }
  /// How many editions it has met.
  [[nodiscard]] std::size_t editions() const { return seen_.size(); }

 private:
  void read() {
    try {
      for (int i = 0; !stops_; ++i) {
        // A word, and a phrase for which texts are read.
        const auto editions = editions_in(i % 2 == 0 ? "navire" : "\"de la marine\"");
        if (editions.size() != 1) ++wrong_;
        seen_.insert(editions.begin(), editions.end());
        // Or there is no time left for the one who publishes.
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    } catch (const std::exception&) {
      ++wrong_;
    }
  }

  /// The editions that one answer shows; none of what is no whole answer.
  std::set<std::string> editions_in(const std::string& query) {
    queries_.write(query + "\n");
    std::set<std::string> editions;
    int passages = 0;
    while (true) {
      const auto line = nlohmann::json::parse(queries_.read_line());
      if (line.at("type") == "end") break;
      ++passages;
      const auto text = line.at("text").get<std::string>();
      editions.insert(text.substr(text.find("édition")));
    }
    return passages == kTexts ? editions : std::set<std::string>();
  }

  Process queries_;
  std::atomic<bool> stops_ = false;
  std::atomic<int> wrong_ = 0;
  std::set<std::string> seen_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("700 editions are published under four processes that read: no error and no mixture",
          "[.slow]") {
  const Workshop workshop;
  write_edition(workshop, 1);
  REQUIRE(workshop.index({"fonds"}).code == 0);
  std::array<Reader, 4> readers = {Reader(workshop), Reader(workshop), Reader(workshop),
                                   Reader(workshop)};
  CHECK(republish(workshop, 700) == 0);
  for (Reader& reader : readers) {
    const Result result = reader.finish();
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK(reader.wrong() == 0);
    // What is published is seen by the process that goes on asking.
    CHECK(reader.editions() > 1);
  }
}
