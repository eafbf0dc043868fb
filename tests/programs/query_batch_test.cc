// A batch that is a file: several threads answer it, and nobody can tell.

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

/// A small collection, indexed once a process.
const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("fonds/pont.txt", "Le pont suspendu rouvre lundi aux piétons.\n");
    workshop.write("fonds/bac.txt", "Le bac du port relie les deux rives, sans pont.\n");
    workshop.write("fonds/maire.txt", "La démission du maire surprend le conseil.\n");
    return workshop.index({"fonds"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

/// Queries of which some find much, some nothing, and every seventh is refused.
std::string many_queries(std::size_t count) {
  constexpr auto kQueries = std::to_array<const char*>(
      {"pont", "hippopotame", "bac OU maire", "démission pont lundi", "\"le pont\"", "po*", "-pont",
       "-(maire bac) -lundi", "path:fonds"});
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    lines += "q" + std::to_string(i) + "\t";
    lines += i % 7 == 3 ? std::string(20'000, 'a') : kQueries.at(i % kQueries.size());
    lines += "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("a batch on several threads is as on one, errors too") {
  const Workshop workshop;
  const std::string file = workshop.write("requêtes.tsv", many_queries(1000));
  const std::string format = GENERATE(as<std::string>(), "text", "trec", "lines", "csv");
  const auto run = [&](const char* jobs) {
    return library().query({"--batch", file, "--format", format, "--jobs", jobs});
  };
  const Result one = run("1");
  CHECK(one.code == 2);
  CHECK(lines_of(one.out).size() > 100);
  for (const char* jobs : {"2", "7"}) {
    CAPTURE(format, jobs);
    const Result several = run(jobs);
    CHECK(several.code == 2);
    CHECK(several.out == one.out);
    if (format != "text") CHECK(several.err == one.err);  // which tells how long it took
  }
}

TEST_CASE("a batch of fewer queries than threads ends") {
  const Workshop workshop;
  for (const std::size_t queries : std::initializer_list<std::size_t>{0, 1, 3}) {
    const std::string file = workshop.write("requêtes.tsv", many_queries(queries));
    CHECK(library().query({"--batch", file, "--jobs", "8"}).code == 0);
  }
}

TEST_CASE("a batch on several threads ends when nobody reads it") {
  const Workshop workshop;
  const std::string file = workshop.write("requêtes.tsv", many_queries(3000));
  Process process(searcher(), {"-d", library() / "db", "--batch", file, "--jobs", "4"},
                  library().setting());
  process.read_line();
  process.close_output();
  const Result result = process.finish();
  CHECK(result.code == 0);
}

TEST_CASE("a batch on several threads tells once that the disk is full") {
  const Workshop workshop;
  Setting setting;
  setting.out_file = "/dev/full";
  const std::string file = workshop.write("requêtes.tsv", "pont\nbac\npont\ncrue\n");
  const std::string jobs = GENERATE(as<std::string>(), "1", "4");
  const Result result =
      library().query({"--batch", file, "--jobs", jobs, "--format", "trec"}, setting);
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "cannot write to standard output"));
}
