// The threads that build segments: what stops one of them, and how many are left.
#include <filesystem>
#include <string>
#include <vector>

#include <xapian.h>

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

TEST_CASE("segments: so many are merged into one, and no document is lost") {
  const test::TemporaryFolder folder;
  indexer::SegmentBuilder builder(folder.path(), {.jobs = 1, .segments = 2}, "db");
  for (int i = 0; i < 20'000; ++i) builder.add(barge(), "/a" + std::to_string(i));
  const std::vector<std::filesystem::path> segments = builder.finish();
  // Three of 8,000, 8,000 and 4,000: the first two are one.
  REQUIRE(segments.size() == 2);
  Xapian::doccount documents = 0;
  for (const auto& path : segments) documents += Xapian::Database(path.string()).get_doccount();
  CHECK(documents == 20'000);
}
