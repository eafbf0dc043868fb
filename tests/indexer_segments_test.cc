// The threads that build segments: what stops one of them.
#include <string>

#include "corpus/document.hh"
#include "corpus/error.hh"
#include "indexer/segments.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

namespace {

using namespace limier;

corpus::Document barge() {
  corpus::Document document;
  document.body = "La barge attend à l’écluse.";
  return document;
}

}  // namespace

TEST_CASE("segments: what stops one thread ends the build with its reason") {
  const test::TemporaryFolder folder;
  // No thread can make its segment here.
  indexer::SegmentBuilder builder(folder / "missing", {.jobs = 3}, "db");
  const auto build = [&] {
    for (int i = 0; i < 10'000; ++i) builder.add(barge(), "/a" + std::to_string(i));
    builder.finish();
  };
  CHECK_THROWS_AS(build(), corpus::Error);
}
