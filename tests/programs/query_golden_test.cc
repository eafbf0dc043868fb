// Each format of limier-query, byte for byte: what a script may rely on. `golden/` holds what is
// expected; scores and times, which are no part of the contract, are left out of it. A change that
// is wanted: run with LIMIER_WRITE_GOLDEN=1, and read the difference.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;
using Json = nlohmann::json;

std::string record(const std::string& id, const std::string& title, const std::string& text) {
  return Json({{"id", id},
               {"title", title},
               {"text", text},
               {"date", "2021-03-04"},
               {"source", "=SOMME(A1)"},
               {"author", "Roc, Lia"},
               {"url", "http://bac.test/"}})
             .dump() +
         "\n";
}

/// A file that is hard-wrapped, a page without lines, and records that try the escapes.
const Workshop& collection() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("fonds/passeur.txt",
                   "Le passeur du gué\n\nChaque matin, le passeur attend au bord du gué que la\n"
                   "brume se lève ; alors seulement il détache le bac, compte ses voyageurs et\n"
                   "pousse au large. Le bac ne passe plus depuis que le pont est ouvert.\n");
    workshop.write("fonds/page.html",
                   "<html><head><title>Le bac d’été</title></head>"
                   "<body><p>Le bac passe de mai à septembre.</p></body></html>");
    workshop.write(
        "fonds/fiches.jsonl",
        record("f1", "-1 « bac », ou \"presque\"", "Un bac.\n\n=Le bac,\tdit-on, coule.") +
            record("@f2 é", "\x1b[31mLe bac\x07",
                   "Le bac \xE2\x80" + std::string("\xAE rouge.\xC2\x9B")));
    return workshop.index({"fonds"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

std::string without_measures(const std::string& text) {
  std::string result =
      std::regex_replace(text, std::regex("\"seconds\":[0-9.e-]+"), "\"seconds\":0");
  result = std::regex_replace(result, std::regex(" [0-9.]+ limier\n"), " SCORE limier\n");
  return std::regex_replace(result, std::regex(", [0-9]+ ms"), ", 0 ms");
}

}  // namespace

TEST_CASE("every format is byte for byte what it was") {
  const auto [name, options] = GENERATE(table<std::string, Arguments>({
      {"text", {}},
      {"text-batch", {"--batch", "-"}},
      {"text-color", {"--color", "always"}},
      {"lines", {"--format", "lines"}},
      {"lines-color", {"--format", "lines", "--color", "always"}},
      {"jsonl",
       {"--format", "jsonl", "--fields",
        "query,rank,document,path,line,title,date,source,author,url,section,text,begin,"
        "end,highlights"}},
      {"jsonl-fields", {"--format", "jsonl", "--fields", "path,line"}},
      {"csv",
       {"--format", "csv", "--fields",
        "query,rank,document,path,line,title,date,source,author,url,text,highlights"}},
      {"tsv", {"--format", "tsv", "--fields", "rank,document,title,source,text"}},
      {"tsv-batch", {"--format", "tsv", "--fields", "query,rank,document", "--batch", "-"}},
      {"trec", {"--format", "trec"}},
      {"paths", {"--format", "paths"}},
      {"count", {"-c"}},
  }));
  CAPTURE(name);
  Arguments arguments = options;
  Setting setting;
  if (name.ends_with("batch")) setting.input = "q1\tpasse\n\ngué\nq\x1b\tSAUF\n";
  else arguments.emplace_back("bac");
  const Result result = collection().query(arguments, setting);
  CHECK(result.code == 0);
  const auto golden = std::filesystem::path(LIMIER_GOLDEN) / (name + ".txt");
  if (std::getenv("LIMIER_WRITE_GOLDEN") != nullptr)
    std::ofstream(golden, std::ios::binary) << without_measures(result.out);
  CHECK(without_measures(result.out) == read_file(golden));
}
