#include <string>

#include "corpus/printable.hh"
#include "indexer/progress.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using limier::corpus::display_width;
using limier::indexer::fit;
using limier::indexer::progress_text;

TEST_CASE("progress tells documents, bytes, speed and the time that is left") {
  CHECK(progress_text(1, 500'000, 2'000'000, 5) ==
        "1 document, 0.5 of 2.0 MB, 0.1 MB/s, 0:15 left");
  CHECK(progress_text(12, 1'000'000, 7'201'000'000, 1) ==
        "12 documents, 1.0 of 7201.0 MB, 1.0 MB/s, 2:00:00 left");
  SECTION("the time only where something tells it") {
    CHECK(progress_text(0, 0, 2'000'000, 5) == "0 documents, 0.0 of 2.0 MB, 0.0 MB/s");
    CHECK(progress_text(3, 500'000, 2'000'000, 0.5) == "3 documents, 0.5 of 2.0 MB, 1.0 MB/s");
    CHECK(progress_text(3, 500'000, 0, 5) == "3 documents, 0.5 MB, 0.1 MB/s");
    CHECK(progress_text(3, 2'000'000, 2'000'000, 2) == "3 documents, 2.0 of 2.0 MB, 1.0 MB/s");
    CHECK(progress_text(3, 3'000'000, 2'000'000, 0) == "3 documents, 3.0 of 2.0 MB, 3000.0 MB/s");
  }
}

TEST_CASE("a progress line fits, with the end of the path") {
  CHECK(fit("12 documents", "/a/b.txt", 40) == "12 documents  /a/b.txt");
  CHECK(fit("12 documents", "/un/très/long/chemin/b.txt", 30) == "12 documents  …ng/chemin/b.txt");
  CHECK(fit("12 documents", "/un/très/long/chemin/b.txt", 20) == "12 documents");
  CHECK(fit("12 documents", "/un/très/long/chemin/b.txt", 5) == "12 do");
  CHECK(fit("1", "/a\n\x1B[31m\xE9", 60) == "1  /a\\u000A\\u001B[31m\\xE9");
}

TEST_CASE("whatever the path, a progress line fits") {
  limier::test::RandomText random(3);
  for (int round = 0; round < 2000; ++round) {
    const auto width = static_cast<std::size_t>(round % 60);
    const std::string line = fit("12 documents", random.bytes(80) + random.any(40), width);
    if (display_width(line) > width) FAIL(line);
  }
}
