#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "corpus/error.hh"
#include "corpus/reading/filter.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

using Words = std::vector<std::string>;

/// Runs a command over a file that holds `content`.
std::string output(const std::string& command, const std::string& content = "Un merle.",
                   const FilterLimits& limits = {}, Sink* sink = nullptr) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  std::fwrite(content.data(), 1, content.size(), file.get());
  std::fflush(file.get());
  Reading reading;
  return run(parse_filter(".x=" + command), ::fileno(file.get()), "/dev/stdin",
             sink == nullptr ? reading : *sink, limits);
}

/// Why the command fails.
std::string failure(const std::string& command, const FilterLimits& limits = {}) {
  try {
    output(command, "Un merle.", limits);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

Words command(const std::string& text) { return parse_filter(".x=" + text).command; }

bool is_for(const std::string& type, const std::string& head, const std::string& path = "/a") {
  return limier::corpus::is_for(parse_filter(type + "=cat"), head, path);
}

bool is_running(const std::string& process) {
  std::ifstream stat("/proc/" + process + "/stat");
  std::string ignored;
  std::string state = "gone";
  stat >> ignored >> ignored >> state;
  return state != "gone" && state != "Z" && state != "X";
}

}  // namespace

TEST_CASE("a filter is a type and a command, split at spaces outside quotes") {
  CHECK(parse_filter("application/pdf=pdftotext -q {} -").type == "application/pdf");
  CHECK(command("pdftotext  -q {} -") == Words{"pdftotext", "-q", "{}", "-"});
  CHECK(command("a 'b c' \"d 'e'\" f\" \"g ''") == Words{"a", "b c", "d 'e'", "f g", ""});
  CHECK(command("a $HOME;b|c `d`") == Words{"a", "$HOME;b|c", "`d`"});
  CHECK(command("a=b") == Words{"a=b"});
  for (const std::string wrong :
       {"", "application/pdf", "application/pdf=", "application/pdf= ", "application/pdf='a",
        ".x=''", "application/pfd=a", "=a", ".=a"}) {
    INFO(wrong);
    CHECK_THROWS_AS(parse_filter(wrong), Error);
  }
}

TEST_CASE("a command that does not exist is refused") {
  CHECK_NOTHROW(require_command(parse_filter(".x=cat")));
  CHECK_NOTHROW(require_command(parse_filter(".x=/bin/cat")));
  CHECK_THROWS_AS(require_command(parse_filter(".x=rien-de-tel")), Error);
  CHECK_THROWS_AS(require_command(parse_filter(".x=/bin/rien-de-tel")), Error);
}

TEST_CASE("a file's type is that of its content, then of its name") {
  CHECK(is_for("application/pdf", "%PDF-1.4", "/a.txt"));
  CHECK_FALSE(is_for("application/pdf", "<html>", "/a.pdf"));
  CHECK(is_for("application/msword", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "/a.DOC"));
  CHECK_FALSE(is_for("application/msword", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "/a.xls"));
  const std::string zip = std::string("PK\x03\x04") + std::string(26, 'x');
  CHECK(is_for("application/epub+zip", zip + "mimetypeapplication/epub+zipPK"));
  CHECK_FALSE(is_for("application/epub+zip", zip));
  CHECK(is_for(".tex", "\\documentclass", "/a.TeX"));
  CHECK_FALSE(is_for(".tex", "\\documentclass", "/a.txt"));
}

TEST_CASE("a filter reads the file by name or from standard input") {
  CHECK(output("cat {}") == "Un merle.");
  CHECK(output("cat") == "Un merle.");
  CHECK(output("printf %s.{}.{}") == "./dev/stdin.{}");
  CHECK(output("head -c 3", std::string(1'000'000, 'a')) == "aaa");
  CHECK(output("cat", std::string(3'000'000, 'a')).size() == 3'000'000);
  CHECK(output("true").empty());
}

TEST_CASE("a filter that fails says why") {
  CHECK(failure("false") == "false: exit status 1");
  CHECK(failure("cat /rien") == "cat: exit status 1: cat: /rien: No such file or directory");
  CHECK(failure("/rien") == "/rien: cannot be run");
  CHECK(failure("sh -c 'kill -SEGV $$'") == "sh: killed by signal 11");
  CHECK(failure("sh -c 'echo un; echo deux >&2; echo trois >&2; exit 4'") ==
        "sh: exit status 4: deux");
}

TEST_CASE("a filter that takes too much is killed") {
  FilterLimits limits;
  limits.time = std::chrono::seconds(0);
  CHECK(failure("sleep 1000", limits) == "sleep: took longer than 0 s");
  limits = {};
  limits.output_bytes = 1 << 20;
  CHECK(failure("yes", limits) == "yes: wrote more than 1 MiB");
  limits = {};
  limits.memory_bytes = 64 << 20;
  CHECK(failure("dd if=/dev/zero of=/dev/null bs=1G count=1", limits).find("dd: exit status 1") ==
        0);
}

TEST_CASE("nothing of a filter is left") {
  SECTION("that has ended") {
    const std::string process = output("sh -c 'sleep 1000 & echo -n $!'");
    CHECK_FALSE(process.empty());
    CHECK_FALSE(is_running(process));
  }
  SECTION("that is left early") {
    struct Impatient : Reading {
      void wait() override { throw Error("assez"); }
    } sink;
    const TemporaryFolder folder;
    const std::string note = (folder / "note").string();
    CHECK_THROWS_AS(output("sh -c 'echo -n $$ >" + note + "; sleep 1000'", "", {}, &sink), Error);
    std::string process;
    std::ifstream(note) >> process;
    CHECK_FALSE(is_running(process));
  }
}

TEST_CASE("what a filter makes is recognised by its content") {
  const TemporaryFolder folder;
  write_file(folder / "a.x", "Un merle.");
  const auto read = [&](const std::string& filter) {
    ReadOptions options;
    options.filters = {filter};
    return read_file("Un merle.", (folder / "a.x").string(), options);
  };
  CHECK(read(".x=cat {}").documents.at(0).body == "Un merle.");
  CHECK(read(".x=printf '<html><title>T</title><p>Un geai.'").documents.at(0).title == "T");
  CHECK(read(".x=true").skipped == std::vector{Skipped::empty});
  CHECK_THROWS_AS(read(".x=printf '\\001\\002\\003\\000'"), Error);
  CHECK(read(".y=false").documents.at(0).body == "Un merle.");
}
