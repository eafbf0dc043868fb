// What limier-indexer says of a run: progress lines, the summary, and the file of --report.
#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using nlohmann::json;

json report_of(const Workshop& workshop, const std::string& name = "report.json") {
  return json::parse(read_file(workshop / name));
}

/// The inputs that a report tells of, by the end of their paths.
json input(const json& report, const std::string& end) {
  for (const json& one : report.at("inputs"))
    if (one.at("path").get<std::string>().ends_with(end)) return one;
  return nullptr;
}

}  // namespace

TEST_CASE("a report tells what was done, what failed and what was decoded how") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Un merle chante.\n");
  workshop.write("fonds/latin.txt", "L\x92\xE9t\xE9.\n");
  workshop.write("fonds/double.txt", "Lâ€™Ã©nergie.\n");
  workshop.write("fonds/r.jsonl", "{\"text\":\"Un geai.\"}\nnon\n");
  workshop.write("fonds/b.bin", std::string("\x7F"
                                            "ELF\0\0\0",
                                            7));
  REQUIRE(workshop.index({"--report", "report.json", "fonds"}).code == 3);
  const json report = report_of(workshop);
  CHECK(report.at("documents") == 4);
  CHECK(report.at("files").at("new") == 4);
  CHECK(report.at("skipped").at("binary") == 1);
  CHECK(report.at("encodings") == json({{"UTF-8", 3}, {"Windows-1252", 1}}));
  CHECK(report.at("exit") == 3);
  CHECK(report.at("error").is_null());
  CHECK(report.at("problems") == 1);
  CHECK(report.at("inputs").size() == 3);
  const json failed = input(report, "/fonds/r.jsonl");
  CHECK(failed.at("type") == "failed");
  CHECK(failed.at("line") == 2);
  CHECK(contains(failed.at("reason").get<std::string>(), "not a JSON object"));
  CHECK(failed.at("known") == false);
  CHECK(input(report, "latin.txt").at("encoding") == "Windows-1252");
  CHECK(input(report, "double.txt").at("double_encoded") == 2);
  SECTION("and what failed before and has not changed") {
    REQUIRE(workshop.index({"--report", "report.json"}).code == 0);
    const json again = report_of(workshop);
    CHECK(again.at("inputs").size() == 1);
    CHECK(input(again, "r.jsonl").at("known") == true);
    CHECK(again.at("known_problems") == 1);
    CHECK(again.at("files").at("unchanged") == 4);
  }
}

TEST_CASE("a report is JSON, whatever a name holds") {
  const Workshop workshop;
  std::string hostile = "fonds/a\"\n\\\x1B[31m\xE9";
  // A bidirectional control, byte by byte, so that it turns nothing round here.
  for (const char byte : {'\xE2', '\x80', '\xAE'}) hostile += byte;
  hostile += ".jsonl";
  workshop.write(hostile, "non \x1B]0;\xFF\n");
  REQUIRE(workshop.index({"--report", "report.json", "fonds"}).code == 3);
  const std::string text = read_file(workshop / "report.json");
  for (const char c : text)
    if (c != '\n' && (c < ' ' || c > '~')) FAIL("a byte that is no printable ASCII");
  CHECK(contains(report_of(workshop).at("inputs").at(0).at("path").get<std::string>(), "\\xE9"));
}

TEST_CASE("a report is whole or not there") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Un merle chante.\n");
  SECTION("a fatal error is in it") {
    workshop.write("db/XAPIANDB", "auto generation-000009\n");
    REQUIRE(workshop.index({"--report", "report.json", "fonds"}).code == 2);
    CHECK(report_of(workshop).at("exit") == 2);
    CHECK(contains(report_of(workshop).at("error").get<std::string>(), "XAPIANDB"));
  }
  SECTION("one that cannot be written is told before anything is done") {
    const Result result = workshop.index({"--report", "rien/report.json", "fonds"});
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "cannot write the report rien/report.json"));
    CHECK_FALSE(std::filesystem::exists(workshop / "db"));
  }
  SECTION("nothing else is left beside it") {
    REQUIRE(workshop.index({"--report", "r/report.json", "fonds"}).code == 2);
    std::filesystem::create_directory(workshop / "r");
    REQUIRE(workshop.index({"--report", "r/report.json", "fonds"}).code == 0);
    REQUIRE(workshop.index({"--report", "r/report.json", "fonds"}).code == 0);
    const std::filesystem::directory_iterator files(workshop / "r");
    CHECK(std::distance(begin(files), end(files)) == 1);
  }
}

TEST_CASE("with -v and no terminal, progress is lines") {
  const Workshop workshop;
  workshop.write("fonds/a.txt", "Un merle chante.\n");
  const Result result = workshop.index({"-v", "fonds"});
  CHECK(result.code == 0);
  CHECK(contains(result.err, "limier-indexer: 1 document, 0.0 of 0.0 MB, "));
  CHECK_FALSE(contains(result.err, "\r"));
}

TEST_CASE("the summary tells of encodings and repairs") {
  const Workshop workshop;
  workshop.write("fonds/latin.txt", "L\x92\xE9t\xE9.\n");
  workshop.write("fonds/double.txt", "Lâ€™Ã©nergie.\n");
  const Result result = workshop.index({"-v", "fonds"});
  CHECK(contains(result.out, "2 new; 1 in Windows-1252; 1 repaired; the database"));
  CHECK(contains(result.err, "latin.txt: read as Windows-1252\n"));
  CHECK(contains(result.err, "double.txt: read as UTF-8, 2 characters had been encoded twice\n"));
}
