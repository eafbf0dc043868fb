// limier-query --show: a stored text, as a person reads it and as a program cuts it.
#include <string>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

using namespace limier::tests;

const std::string kPoem = "La côte\n\n  Le vent\tse lève,\n    la mer descend.\n\n\nFin.";

const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("fonds/cote.txt", kPoem);
    workshop.write("fonds/un.jsonl",
                   "{\"id\":\"f1\",\"title\":\"Bac\",\"date\":\"2021-03-04\",\"text\":"
                   "\"Le bac passe.\"}\n"
                   "{\"id\":\"deux\",\"text\":\"Le premier deux.\"}\n"
                   "{\"id\":\"a:b\",\"text\":\"Deux points.\"}\n");
    workshop.write("fonds/deux.jsonl", "{\"id\":\"deux\",\"text\":\"Le second deux.\"}\n");
    return workshop.index({"fonds"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

}  // namespace

TEST_CASE("a document is shown by what it is called") {
  CHECK(library().query({"--show", "fonds/cote.txt"}).out == kPoem + "\n");
  CHECK(library().query({"--show", "./fonds/../fonds/cote.txt"}).out == kPoem + "\n");
  CHECK(library().query({"--show", library() / "fonds/cote.txt"}).out == kPoem + "\n");
  CHECK(library().query({"--show", "f1"}).out == "Le bac passe.\n");
  CHECK(library().query({"--show", "a:b"}).out == "Deux points.\n");
  SECTION("also from another folder") {
    Setting setting;
    setting.folder = library() / "fonds";
    CHECK(library().query({"--show", "cote.txt"}, setting).out == kPoem + "\n");
  }
}

TEST_CASE("where a shown text comes from goes to standard error") {
  const Result record = library().query({"--show", "f1"});
  CHECK(record.code == 0);
  CHECK(record.err == "Bac\nfonds/un.jsonl:1 · f1 · 2021-03-04\n\n");
  // The title of a text file is its first line, which stands in the text.
  CHECK(library().query({"--show", "fonds/cote.txt"}).err == "fonds/cote.txt:1\n\n");
}

TEST_CASE("the words that are given are highlighted in the text that is shown") {
  const auto show = [](const Arguments& words) {
    Arguments all = {"--color", "always", "--show", "fonds/cote.txt"};
    all.insert(all.end(), words.begin(), words.end());
    return library().query(all).out;
  };
  CHECK(contains(show({"vents"}), "  Le \x1b[1;31mvent\x1b[0m\tse lève,\n"));
  CHECK_FALSE(contains(show({}), "\x1b"));
  CHECK_FALSE(contains(show({"mer -vent"}), "mvent"));
  SECTION("in each line by themselves") {
    CHECK(
        contains(show({"\"lève la mer\""}), "\x1b[1;31mlève,\x1b[0m\n\x1b[1;31m    la mer\x1b[0m"));
  }
}

TEST_CASE("a document of several sections is put together") {
  const Workshop workshop;
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "Phrase numéro " + std::to_string(i) + ".\n\n";
  workshop.write("a.txt", text);
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  CHECK(workshop.query({"--show", "a.txt"}).out == text);
}

TEST_CASE("a name of no document is told, and the exit status is that of nothing found") {
  const std::string name = GENERATE(as<std::string>(), "nulle-part", "fonds/absent.txt", "f",
                                    "f1\x1f", "fonds/un.jsonl:f2", ":", "a:", ":b");
  CAPTURE(name);
  const Result result = library().query({"--show", name});
  CHECK(result.code == 1);
  CHECK(result.out.empty());
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "no such document"));
}

TEST_CASE("an id that several files have is told, and the names that tell them apart work") {
  const Result result = library().query({"--show", "deux"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "fonds/un.jsonl:deux"));
  CHECK(library().query({"--show", "fonds/un.jsonl:deux"}).out == "Le premier deux.\n");
  CHECK(library().query({"--show", "fonds/deux.jsonl:deux"}).out == "Le second deux.\n");
}

TEST_CASE("of many documents with one id only some are named") {
  const Workshop workshop;
  for (int i = 0; i < 50; ++i)
    workshop.write(std::to_string(i) + ".jsonl", "{\"id\":\"x\",\"text\":\"Un phare.\"}\n");
  REQUIRE(workshop.index({"."}).code == 0);
  const Result result = workshop.query({"--show", "x"});
  CHECK(contains(result.err, "x: 50 documents are called so"));
  CHECK(contains(result.err, "jsonl:x, …"));
  CHECK(result.err.size() < 300);
}

TEST_CASE("a name of nothing but colons is soon found to be none") {
  Setting setting;
  setting.timeout = std::chrono::seconds(5);
  for (const std::size_t length : {6000U, 100'000U})
    CHECK(library().query({"--show", std::string(length, ':')}, setting).code == 1);
}

TEST_CASE("records are found by their ids where the working folder is gone") {
  const Workshop workshop;
  workshop.write("fiches.jsonl", "{\"id\":\"f1\",\"text\":\"Le bac passe.\"}\n");
  REQUIRE(workshop.index({"fiches.jsonl"}).code == 0);
  const std::string vanish = "mkdir v && cd v && rmdir ../v && exec \"$0\" \"$@\"";
  for (const Arguments& wanted :
       {Arguments{"--show", "f1"}, Arguments{"--format", "paths", "bac"}}) {
    Arguments arguments = {"-c", vanish, searcher(), "-d", workshop / "db"};
    arguments.insert(arguments.end(), wanted.begin(), wanted.end());
    const Result result = run("/bin/sh", arguments, workshop.setting());
    CHECK(result.code == 0);
    CHECK_FALSE(result.out.empty());
  }
}

TEST_CASE("a file of records and a folder are no document") {
  const std::string name = GENERATE(as<std::string>(), "fonds/un.jsonl", "fonds");
  const Result result = library().query({"--show", name});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
}

TEST_CASE("a quiet show tells by its exit status whether there is such a document") {
  const Result there = library().query({"-q", "--show", "f1"});
  CHECK(there.code == 0);
  CHECK((there.out + there.err).empty());
  const Result absent = library().query({"-q", "--show", "f9"});
  CHECK(absent.code == 1);
  CHECK((absent.out + absent.err).empty());
}

TEST_CASE("ids of any length are found") {
  const Workshop workshop;
  std::string records;
  for (const std::size_t length : {120U, 227U, 228U, 400U})
    records += "{\"id\":\"" + std::string(length, 'i') + "\",\"text\":\"" + std::to_string(length) +
               " lettres\"}\n";
  workshop.write("fiches.jsonl", records);
  REQUIRE(workshop.index({"fiches.jsonl"}).code == 0);
  for (const std::size_t length : {120U, 227U, 228U, 400U})
    CHECK(workshop.query({"--show", std::string(length, 'i')}).out ==
          std::to_string(length) + " lettres\n");
  CHECK(workshop.query({"--show", std::string(300, 'i')}).code == 1);
}

TEST_CASE("a shown text never controls the terminal and is wrapped to it") {
  const Workshop workshop;
  workshop.write("a.jsonl",
                 "{\"id\":\"e\",\"title\":\"T\\u001b[2J\",\"text\":\"Un \\u001b[31mbac\\u0007 qui "
                 "passe et repasse le gué tout le jour.\\n  court\"}\n");
  REQUIRE(workshop.index({"a.jsonl"}).code == 0);
  CHECK(workshop.query({"--show", "e"}).out ==
        "Un \\u001B[31mbac\\u0007 qui passe et repasse le gué tout le jour.\n  court\n");
  Setting setting;
  setting.columns = 40;
  const Result shown = workshop.query({"--color", "never", "--show", "e"}, setting);
  CHECK(contains(shown.out, "Un \\u001B[31mbac\\u0007 qui passe et\r\n"));
  CHECK(contains(shown.out, "\n  court\r\n"));
}

TEST_CASE("show: refuses what it would not heed") {
  const auto arguments =
      GENERATE(Arguments{"--show", "f1", "-c"}, Arguments{"--show", "f1", "--format", "csv"},
               Arguments{"--show", "f1", "--batch", "-"}, Arguments{"--show"});
  const Result result = library().query(arguments);
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
}
