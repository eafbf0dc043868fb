#include <csignal>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "indexer/child.hh"
#include "tests/catch.hh"

using limier::indexer::run_in_child;
using limier::indexer::Tell;

namespace {

std::vector<std::string> told;

/// How the work fails; what it told is in `told`.
std::string failure(const std::function<void(const Tell&)>& work, int patience = 60) {
  told.clear();
  return run_in_child(
      work, [](const std::string& line) { told.push_back(line); }, std::chrono::seconds(patience));
}

}  // namespace

TEST_CASE("what a child tells arrives line by line") {
  CHECK(failure([](const Tell& tell) {
          tell("un");
          tell("");
          tell("deux\ntrois");
          tell(std::string(100'000, 'a'));
        }).empty());
  REQUIRE(told.size() == 3);
  CHECK(told[0] == "un");
  CHECK(told[1] == "deux trois");
  CHECK(told[2].size() == 100'000);
}

TEST_CASE("a child may throw, crash or hang") {
  CHECK(failure([](const Tell&) { throw std::runtime_error("rien ne va"); }) == "cannot be read");
  CHECK(told == std::vector<std::string>{"rien ne va"});
  CHECK(failure([](const Tell& tell) {
          tell("un");
          std::raise(SIGKILL);
        }) == "crashes (signal 9)");
  CHECK(told == std::vector<std::string>{"un"});
  CHECK(failure(
            [](const Tell&) {
              while (true) pause();
            },
            0) == "hangs: nothing for 0 s");
}
