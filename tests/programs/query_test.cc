// What limier-query promises of a search: what it finds, how it exits, how it reads its command
// line and its batches, and how it behaves where its output goes.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <xapian.h>

#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;
using Names = std::vector<std::string>;

/// A small collection, indexed once a process.
const Workshop& library() {
  static const Workshop workshop;
  static const bool ready = [] {
    workshop.write("fonds/pont.txt",
                   "Le pont de Varenne rouvre\n\n"
                   "Le pont suspendu de Varenne rouvre lundi aux piétons. Les voitures attendront "
                   "le printemps.\n");
    workshop.write("fonds/maire.txt",
                   "La maire annonce sa démission\n\n"
                   "La maire de Varenne a remis sa démission au préfet. Elle dit vouloir soigner "
                   "ses roses.\n");
    workshop.write(
        "fonds/roses.txt",
        "Tailler les roses\n\nOn taille les rosiers en mars, avant les grandes pluies.\n");
    workshop.write("fonds/fiches.jsonl",
                   "{\"id\":\"f1\",\"title\":\"Bac\",\"date\":\"2021-03-04\",\"text\":"
                   "\"Le bac remplace le pont pendant les travaux.\"}\n"
                   "{\"id\":\"f2\",\"title\":\"Crue\",\"text\":"
                   "\"La crue a emporté une pile du pont suspendu.\"}\n");
    return workshop.index({"fonds"}).code == 0;
  }();
  REQUIRE(ready);
  return workshop;
}

Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

/// Names at the third column of a run.
Names ranked(const std::string& run_text) {
  Names names;
  for (const std::string& line : lines_of(run_text)) {
    const std::size_t begin = line.find(" Q0 ") + 4;
    names.push_back(line.substr(begin, line.find(' ', begin) - begin));
  }
  return names;
}

}  // namespace

TEST_CASE("limier-query exits 0 when something is found and 1 when nothing is") {
  const Result found = library().query({"pont"});
  CHECK(found.code == 0);
  CHECK_FALSE(found.out.empty());
  const Result nothing = library().query({"hippopotame"});
  CHECK(nothing.code == 1);
  CHECK(nothing.out.empty());
}

TEST_CASE("results go to standard output and what is said of them to standard error") {
  const Result result = library().query({"démission"});
  CHECK(contains(result.out, "fonds/maire.txt:3"));
  CHECK(contains(result.out, "La maire annonce sa démission\n"));
  CHECK(contains(result.out, "  La maire de Varenne a remis sa démission au préfet."));
  CHECK_FALSE(contains(result.out, "1 document"));
  CHECK(contains(result.err, "1 document,"));
}

TEST_CASE("the arguments are one query") {
  CHECK(library().query({"-c", "pont", "suspendu"}).out == "2\n");
  CHECK(library().query({"-c", "pont suspendu"}).out == "2\n");
  CHECK(library().query({"-c", "\"pont suspendu de Varenne\""}).out == "1\n");
}

TEST_CASE("words are found without their accents and in other inflections") {
  CHECK(library().found("demission") == Names{"fonds/maire.txt"});
  CHECK(library().found("PIETON") == Names{"fonds/pont.txt"});
  CHECK(library().found("tailler la rose") == Names{"fonds/roses.txt"});
}

TEST_CASE("a plural whose ending looks like a verb's is found by its singular") {
  const Workshop workshop;
  workshop.write("a.txt", "La commission siège, elle a des émissions à juger.\n");
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  CHECK(workshop.query({"-c", "commissions"}).out == "1\n");
  CHECK(workshop.query({"-c", "émission"}).out == "1\n");
}

TEST_CASE("operators and fields") {
  CHECK(sorted(library().found("bac OU crue")) == Names{"f1", "f2"});
  CHECK(library().found("pont SAUF suspendu") == Names{"f1"});
  CHECK(library().found("pont -suspendu") == Names{"f1"});
  CHECK(library().found("titre:pont") == Names{"fonds/pont.txt"});
  CHECK(sorted(library().found("pont path:fonds/fiches.jsonl")) == Names{"f1", "f2"});
  CHECK(library().found("\"rose\"").empty());
}

TEST_CASE("a count is of the documents that match as typed") {
  CHECK(library().query({"-c", "pont"}).out == "3\n");
  CHECK(library().query({"-c", "pont"}).code == 0);
  CHECK(library().query({"-c", "pont"}).err.empty());
  SECTION("nothing is relaxed") {
    const Result result = library().query({"-c", "pont", "hippopotame"});
    CHECK(result.out == "0\n");
    CHECK(result.code == 1);
  }
  SECTION("unless that is asked for") {
    CHECK(library().query({"-c", "--match", "any", "pont", "hippopotame"}).out == "3\n");
  }
  SECTION("the limit does not limit it") {
    CHECK(library().query({"-c", "-n", "1", "pont"}).out == "3\n");
  }
}

TEST_CASE("the count is of documents and exact where they have many sections") {
  const Workshop workshop;
  std::string records;
  for (int i = 0; i < 60; ++i) {
    std::string text;
    for (int part = 0; part < 150; ++part) {
      text += "Rien ne bouge dans la plaine ce matin et le vent est tombé avant l’aube. ";
      text += part % (i + 2) == 0 ? "Un faucon passe.\\n\\n" : "Une buse passe au loin.\\n\\n";
    }
    records += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" + text + "\"}\n";
  }
  workshop.write("fiches.jsonl", records);
  REQUIRE(workshop.index({"fiches.jsonl"}).code == 0);
  REQUIRE(Xapian::Database(workshop / "db").get_doccount() > 60);
  CHECK(workshop.query({"-c", "faucon"}).out == "60\n");
  CHECK(workshop.query({"-c", "\"un faucon\""}).out == "60\n");
  CHECK(workshop.query({"-c", "plaine SAUF faucon"}).out == "0\n");
  CHECK(sorted(workshop.found("faucon")).size() == 60);
}

TEST_CASE("a quiet search prints nothing and its exit status tells") {
  const Result found = library().query({"-q", "pont", "bac"});
  CHECK(found.code == 0);
  CHECK(found.out.empty());
  CHECK(found.err.empty());
  // Words are required as typed, also with the default of --match.
  const Result nothing = library().query({"-q", "pont", "hippopotame"});
  CHECK(nothing.code == 1);
  CHECK(nothing.out.empty());
  CHECK(nothing.err.empty());
}

TEST_CASE("when no document has all the words some are enough and that is said") {
  const Result relaxed = library().query({"--format", "jsonl", "démission", "voitures"});
  CHECK(relaxed.code == 0);
  CHECK(parse_lines(relaxed.out).back().at("relaxed") == true);
  CHECK(library().query({"--match", "all", "démission", "voitures"}).code == 1);
}

TEST_CASE("a limit says how many documents are shown") {
  const auto count = [](const Arguments& arguments) {
    return ranked(library().query(arguments).out).size();
  };
  CHECK(count({"--format", "trec", "pont"}) == 3);
  CHECK(count({"--format", "trec", "-n", "2", "pont"}) == 2);
  CHECK(count({"--format", "trec", "-n2", "pont"}) == 2);
  CHECK(count({"--format", "trec", "--limit", "1", "pont"}) == 1);
  CHECK(count({"--format", "trec", "--limit=1", "pont"}) == 1);
}

TEST_CASE("a word that is excluded is never taken for an option") {
  const Workshop workshop;
  const Setting setting = workshop.setting();
  const Result result = run(searcher(), {"maire", "-démission"}, setting);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  REQUIRE(is_one_line(result.err));
  SECTION("the cures are told") {
    CHECK(contains(result.err, "-démission"));
    CHECK(contains(result.err, "SAUF démission"));
    CHECK(contains(result.err, "quotes"));
    CHECK(contains(result.err, "--"));
  }
  SECTION("no database comes of it") {
    CHECK_FALSE(fs::exists(workshop / "émission"));
    CHECK(fs::is_empty(setting.folder));
  }
  SECTION("also for other letters of options") {
    for (const char* word : {"-note", "-quai", "-couleur", "-hiver", "-été"})
      CHECK(run(searcher(), {"maire", word}, setting).code == 2);
  }
}

TEST_CASE("the cures of an excluded word work") {
  CHECK(library().query({"-c", "Varenne", "SAUF", "démission"}).out == "1\n");
  CHECK(library().query({"-c", "Varenne -démission"}).out == "1\n");
  CHECK(library().query({"-c", "--", "Varenne", "-démission"}).out == "1\n");
  CHECK(library().query({"-c", "--", "-démission"}).out == "4\n");
}

TEST_CASE("a query between quotation marks may begin with what it excludes") {
  CHECK(library().query({"-c", "-démission Varenne"}).out == "1\n");
  CHECK(library().query({"-c", "-démission -bac pont"}).out == "2\n");
  CHECK(library().query({"-démission Varenne", "-c"}).out == "1\n");
}

TEST_CASE("several databases are searched as one") {
  const Workshop workshop;
  workshop.write("un/a.txt", "Un héron guette la vanne.\n");
  workshop.write("deux/b.txt", "Un héron dort. Un héron rêve.\n");
  const Setting setting = workshop.setting();
  REQUIRE(run(indexer(), {"-d", "db1", "un"}, setting).code == 0);
  REQUIRE(run(indexer(), {"-d", "db2", "deux"}, setting).code == 0);
  REQUIRE(run(indexer(), {"-d", "db3", "un", "deux"}, setting).code == 0);
  const Result both =
      run(searcher(), {"-d", "db1", "-d", "db2", "--format", "trec", "héron"}, setting);
  CHECK(both.code == 0);
  CHECK(ranked(both.out).size() == 2);
  CHECK(both.out == run(searcher(), {"-d", "db3", "--format", "trec", "héron"}, setting).out);
  SECTION("one that is missing is an error") {
    const Result result = run(searcher(), {"-d", "db1", "-d", "db9", "héron"}, setting);
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "db9"));
  }
}

TEST_CASE("every string is a query") {
  const std::string query =
      GENERATE(as<std::string>(), "", " ", "\"", "«", "(((", ")))", "SAUF", "ET OU", "- - -", "-",
               "titre:", "titre:\"", "path:", "a\xE9\xFF z", "\u0301", "*", "!?…", "((pont)",
               "pont ET", "NOT NOT pont", "\"\"", "« » “ ”", "--", "\\", "%s%n");
  CAPTURE(query);
  const Result result = library().query({"--format", "jsonl", "--", query});
  CHECK(result.code <= 1);
  CHECK(result.err.empty());
  CHECK(parse_lines(result.out).back().at("type") == "end");
}

TEST_CASE("a query that is hard to run ends all the same") {
  std::string query;
  SECTION("deep parentheses") { query = std::string(8000, '(') + "pont"; }
  SECTION("many operators") {
    while (query.size() < 8000) query += "pont NOT (bac OU ";
  }
  SECTION("many words") {
    while (query.size() < 8000) query += "pont bac crue ";
  }
  SECTION("many different words") {
    for (int i = 0; query.size() < 8000; ++i) query += "mot" + std::to_string(i) + " ";
  }
  SECTION("one long word") { query = std::string(8000, 'x'); }
  Setting setting;
  setting.timeout = std::chrono::seconds(20);
  CHECK(library().query({"--", query}, setting).code <= 1);
}

TEST_CASE("a query that is too long is refused in one line") {
  const Result result = library().query({std::string(100'000, 'a')});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(result.err.size() < 200);
}

TEST_CASE("a batch runs a query a line") {
  Setting setting;
  const auto run_batch = [&](const std::string& topics) {
    setting.input = topics;
    return library().query({"--batch", "-", "--format", "trec"}, setting);
  };
  SECTION("with ids") {
    const Result result = run_batch("q7\tbac\nq8\tcrue\n");
    CHECK(result.code == 0);
    REQUIRE(lines_of(result.out).size() == 2);
    CHECK(lines_of(result.out)[0].starts_with("q7 Q0 f1 1 "));
    CHECK(lines_of(result.out)[1].starts_with("q8 Q0 f2 1 "));
  }
  SECTION("without ids the line's number is one") {
    const Result result = run_batch("bac\n\ncrue\r\nhippopotame");
    CHECK(result.code == 0);
    REQUIRE(lines_of(result.out).size() == 2);
    CHECK(lines_of(result.out)[0].starts_with("1 Q0 f1 1 "));
    CHECK(lines_of(result.out)[1].starts_with("3 Q0 f2 1 "));
  }
  SECTION("from a file") {
    const Workshop workshop;
    const std::string file = workshop.write("requêtes.tsv", "q7\tbac\n");
    const Result result = library().query({"--batch", file, "--format", "trec"});
    CHECK(result.code == 0);
    CHECK(result.out.starts_with("q7 Q0 f1 1 "));
  }
  SECTION("a bad line is reported and the rest goes on") {
    const Result result = run_batch("q1\tbac\nq2\t" + std::string(20'000, 'a') + "\nq3\tcrue\n");
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "line 2"));
    REQUIRE(lines_of(result.out).size() == 2);
    CHECK(lines_of(result.out)[1].starts_with("q3 "));
  }
  SECTION("nothing found is no failure") { CHECK(run_batch("hippopotame\n").code == 0); }
  SECTION("an option is not read in it") { CHECK(run_batch("pont -démission\n").code == 0); }
  SECTION("with --count it counts") {
    setting.input = "q1\tpont\nq2\thippopotame\n";
    CHECK(library().query({"--batch", "-", "-c"}, setting).out == "q1\t3\nq2\t0\n");
  }
  SECTION("every query has its end in JSON") {
    setting.input = "q1\tbac\nhippopotame\n";
    const auto lines =
        parse_lines(library().query({"--batch", "-", "--format", "jsonl"}, setting).out);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].at("query") == "q1");
    CHECK(lines[1].at("query") == "q1");
    CHECK(lines[2].at("query") == "2");
  }
}

TEST_CASE("a batch that is not there is an error") {
  const Result result = library().query({"--batch", library() / "nulle-part.tsv"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "nulle-part.tsv"));
}

TEST_CASE("a batch answers each query before it reads the next") {
  const std::string format =
      GENERATE(as<std::string>(), "jsonl", "trec", "paths", "text", "lines", "csv", "tsv");
  const std::string input = GENERATE(as<std::string>(), "-", "/dev/stdin");
  CAPTURE(format, input);
  Process process(searcher(),
                  {"-d", library() / "db", "--batch", input, "--format", format, "-n", "1"},
                  library().setting());
  process.write("bac\n");
  const auto read_until = [&](const std::string& part) {
    while (!contains(process.read_line(), part)) {
    }
  };
  read_until(format == "trec" ? "f1" : "fiches.jsonl");
  process.write("démission\n");
  read_until("maire.txt");
  CHECK(process.is_running());
  CHECK(process.finish().code == 0);
}

TEST_CASE("a reader that has seen enough is no error") {
  const std::string format =
      GENERATE(as<std::string>(), "jsonl", "trec", "paths", "text", "lines", "csv", "tsv");
  CAPTURE(format);
  Process process(searcher(), {"-d", library() / "db", "--batch", "-", "--format", format},
                  library().setting());
  process.write("pont\n");
  process.read_line();
  process.close_output();
  for (int i = 0; i < 100; ++i) process.write("pont\n");
  const Result result = process.finish();
  CHECK(result.code == 0);
  CHECK_FALSE(contains(result.err, "limier-query"));
}

TEST_CASE("a full disk under standard output is told in one line") {
  Setting setting;
  setting.out_file = "/dev/full";
  const auto arguments =
      GENERATE(Arguments{"pont"}, Arguments{"-c", "pont"}, Arguments{"--format", "jsonl", "pont"},
               Arguments{"--format", "trec", "pont"}, Arguments{"--format", "paths", "pont"},
               Arguments{"--format", "lines", "pont"}, Arguments{"--format", "csv", "pont"},
               Arguments{"--format", "tsv", "pont"});
  CAPTURE(arguments);
  const Result result = library().query(arguments, setting);
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(result.err.starts_with("limier-query: "));
}

TEST_CASE("a database that cannot be searched is told in one line") {
  const Workshop workshop;
  SECTION("missing") {}
  SECTION("a folder of other things") { workshop.write("db/lettre.txt", "Bonjour.\n"); }
  SECTION("a file") { workshop.write("db", "Bonjour.\n"); }
  SECTION("an empty stub, which Xapian would take for an empty database") {
    workshop.write("db/XAPIANDB", "");
  }
  SECTION("a stub that names nothing") { workshop.write("db/XAPIANDB", "auto generation-9\n"); }
  SECTION("a stub of other bytes") { workshop.write("db/XAPIANDB", std::string(64, '\xFE')); }
  SECTION("a database of another program") {
    workshop.write("db/XAPIANDB", "auto generation-000001\n");
    Xapian::WritableDatabase(workshop / "db/generation-000001", Xapian::DB_CREATE).commit();
  }
  SECTION("a table that was cut off") {
    workshop.write("a.txt", "Le pont.\n");
    REQUIRE(workshop.index({"a.txt"}).code == 0);
    fs::resize_file(workshop.generation() / "iamglass", 10);
  }
  const Result result = workshop.query({"pont"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, workshop / "db"));
}

TEST_CASE("a search never makes a database") {
  const Workshop workshop;
  CHECK(workshop.query({"pont"}).code == 2);
  CHECK_FALSE(fs::exists(workshop / "db"));
}

TEST_CASE("a database of another schema is refused with the way out") {
  const Workshop workshop;
  workshop.write("a.txt", "Le pont.\n");
  REQUIRE(workshop.index({"a.txt"}).code == 0);
  const std::string key = GENERATE(as<std::string>(), "limier:schema", "limier:fingerprint");
  CAPTURE(key);
  {
    Xapian::WritableDatabase database(workshop.generation().string(), Xapian::DB_OPEN);
    REQUIRE_FALSE(database.get_metadata(key).empty());
    database.set_metadata(key, "autre");
    database.commit();
  }
  const Result result = workshop.query({"pont"});
  CHECK(result.code == 2);
  CHECK(is_one_line(result.err));
  CHECK(contains(result.err, "autre"));
  CHECK(contains(result.err, "--rebuild"));
  CHECK(workshop.index({"--rebuild"}).code == 0);
  CHECK(workshop.query({"pont"}).code == 0);
}

TEST_CASE("limier-query tells about itself") {
  const Result help = run(searcher(), {"--help"});
  CHECK(help.code == 0);
  CHECK(contains(help.out, "--match"));
  CHECK(help.err.empty());
  const Result version = run(searcher(), {"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("limier-query "));
  CHECK(is_one_line(version.out));
}

TEST_CASE("limier-query refuses a command line that it does not understand") {
  const auto arguments = GENERATE(
      Arguments{"--inconnu", "pont"}, Arguments{"-n", "0", "pont"},
      Arguments{"-n", "beaucoup", "pont"}, Arguments{"--format", "xml", "pont"},
      Arguments{"--color", "mauve", "pont"}, Arguments{"-q", "-c", "pont"},
      Arguments{"--batch", "-", "pont"}, Arguments{"--batch"}, Arguments{},
      Arguments{"--fields", "rank", "pont"}, Arguments{"-0", "pont"},
      Arguments{"--jobs", "0", "--batch", "-"}, Arguments{"--jobs", "2", "pont"},
      Arguments{"--jobs", "2", "--show", "f1"},
      Arguments{"--format", "csv", "--fields", "rank,rang", "pont"},
      Arguments{"--format", "csv", "--fields", "", "pont"}, Arguments{"--timeout", "0", "pont"},
      Arguments{"--timeout", "nan", "pont"}, Arguments{"--timeout", "inf", "pont"},
      Arguments{"--offset", "-1", "pont"}, Arguments{"--since", "hier", "pont"},
      Arguments{"--since", "2022-02", "--until", "2022-01", "pont"},
      Arguments{"--like", "x", "pont"}, Arguments{"--facets", "titre", "pont"},
      Arguments{"--facets", "year", "-c", "pont"},
      Arguments{"--format", "csv", "--explain", "pont"});
  CAPTURE(arguments);
  const Result result = library().query(arguments);
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(is_one_line(result.err));
}

TEST_CASE("equal scores are ordered by id however the texts came in") {
  const Names ids = {"d", "a", "c", "e", "b"};
  const auto run_in_order = [](const Names& order) {
    const Workshop workshop;
    for (const std::string& id : order) {
      Setting setting;
      setting.input = "{\"id\":\"" + id + "\",\"text\":\"Un lynx traverse la clairière.\"}\n";
      REQUIRE(workshop.index({"-"}, setting).code == 0);
    }
    return workshop.answers("db", "lynx\nclairière lynx\n\"un lynx\"\n");
  };
  const std::string forward = run_in_order(ids);
  CHECK(ranked(forward) ==
        Names{"a", "b", "c", "d", "e", "a", "b", "c", "d", "e", "a", "b", "c", "d", "e"});
  CHECK(run_in_order({ids.rbegin(), ids.rend()}) == forward);
}

TEST_CASE("a cut among equal scores falls where the ids say") {
  const Workshop workshop;
  std::string records;
  for (int i = 40; i-- > 10;)
    records += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"Un lynx traverse.\"}\n";
  workshop.write("fiches.jsonl", records);
  REQUIRE(workshop.index({"fiches.jsonl"}).code == 0);
  CHECK(ranked(workshop.query({"--format", "trec", "-n", "3", "lynx"}).out) ==
        Names{"10", "11", "12"});
}

TEST_CASE("no search fails while the database is rebuilt and updated all the time") {
  const Workshop workshop;
  for (int i = 0; i < 60; ++i)
    workshop.write("fonds/" + std::to_string(i) + ".txt", "Un bouvreuil chante au verger.\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  std::atomic<bool> stop = false;
  std::atomic<int> bad_runs = 0;
  std::thread writer([&] {
    for (int round = 0; !stop; ++round) {
      workshop.write("fonds/0.txt", "Un bouvreuil chante au verger. " + std::to_string(round));
      const Result result = workshop.index(round % 2 == 0 ? Arguments{"--rebuild"} : Arguments{});
      if (result.code != 0) ++bad_runs;
    }
  });
  Process batch(searcher(), {"-d", workshop / "db", "--batch", "-", "-c"});
  int wrong = 0;
  for (int i = 0; i < 200; ++i) {
    batch.write("bouvreuil\n");
    const std::string answer = batch.read_line();
    if (!answer.ends_with("\t60")) ++wrong;
    if (i % 4 != 0) continue;
    const Result result =
        workshop.query({"--all-copies", "--format", "jsonl", "-n", "60", "verger"});
    const auto found =
        std::count_if(result.out.begin(), result.out.end(), [](char c) { return c == '\n'; });
    if (result.code != 0 || !result.err.empty() || found != 61) ++wrong;
  }
  stop = true;
  writer.join();
  CHECK(wrong == 0);
  CHECK(bad_runs == 0);
  const Result result = batch.finish();
  CHECK(result.code == 0);
  CHECK(result.err.empty());
}
