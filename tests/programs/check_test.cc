// limier-indexer --check and --stats.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <xapian.h>

#include "corpus/store/fields.hh"
#include "tests/catch.hh"
#include "tests/programs/support.hh"

namespace {

namespace fs = std::filesystem;
using namespace limier::tests;

/// A database of a few files, one of them long and one of records.
void fill(const Workshop& workshop) {
  workshop.write("fonds/a.txt", "Le port\n\nUn merle chante sur le quai.\n");
  workshop.write("fonds/b/c.txt", "Un geai crie dans la forêt.\n");
  std::string text;
  for (int i = 0; i < 300; ++i) text += "Le pêcheur numéro " + std::to_string(i) + " rentre.\n\n";
  workshop.write("fonds/long.md", text + text);
  workshop.write("fonds/r.jsonl",
                 "{\"id\":\"un\",\"text\":\"Une pie.\"}\n{\"text\":\"Un pic.\"}\n");
  REQUIRE(workshop.index({"fonds"}).code == 0);
  Setting setting;
  setting.input = "{\"id\":\"entré\",\"text\":\"Une mouette.\"}\n";
  REQUIRE(workshop.index({"-"}, setting).code == 0);
}

/// What --check finds wrong.
std::string findings(const Workshop& workshop) {
  const Result result = workshop.index({"--check"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "is damaged; rebuild it"));
  return result.err;
}

void overwrite(const fs::path& file, std::size_t place, char byte) {
  std::string bytes = read_file(file);
  bytes.at(place) = byte;
  std::ofstream(file, std::ios::binary) << bytes;
}

/// Turns a bit of a section's text.
void damage_record(Xapian::WritableDatabase& database, Xapian::docid id) {
  Xapian::Document document = database.get_document(id);
  std::string data = document.get_data();
  data.back() ^= 1;
  document.set_data(data);
  database.replace_document(id, document);
}

}  // namespace

TEST_CASE("a sound database has no errors") {
  const Workshop workshop;
  fill(workshop);
  const auto is_sound_to_check = [&] {
    const Result result = workshop.index({"--check"});
    INFO(result.err);
    return result.code == 0 && result.out == "no errors found\n" && result.err.empty();
  };
  CHECK(is_sound_to_check());
  SECTION("after a source in a source was forgotten with it") {
    REQUIRE(workshop.index({"fonds/b"}).code == 0);
    const auto order = GENERATE(Arguments{"--forget", "fonds", "--forget", "fonds/b"},
                                Arguments{"--forget", "fonds/b", "--forget", "fonds"});
    CHECK(contains(workshop.index(order).out, "the database holds 1 document\n"));
    CHECK(is_sound_to_check());
  }
  SECTION("where a text begins with a word twice") {
    workshop.write("fonds/b/c.txt", "Cui cui, crie le geai.\n");
    REQUIRE(workshop.index({}).code == 0);
    CHECK(is_sound_to_check());
    CHECK(workshop.found("\"cui cui\"").size() == 1);
  }
  SECTION("after changes, removals and failures too") {
    workshop.write("fonds/a.txt", "Un merle siffle.\n");
    workshop.write("fonds/r.jsonl", "{\"id\":\"un\",\"text\":\"Une pie.\"}\nnon\n");
    fs::remove(workshop / "fonds/b/c.txt");
    CHECK(workshop.index({}).code == 3);
    CHECK(is_sound_to_check());
    REQUIRE(workshop.index({"--rebuild"}).code == 3);
    CHECK(is_sound_to_check());
    const Result forgotten = workshop.index({"--forget", "fonds"});
    CHECK(contains(forgotten.out, "the database holds 1 document\n"));
    CHECK(is_sound_to_check());
  }
}

TEST_CASE("a check finds what xapian-check does not see") {
  const Workshop workshop;
  fill(workshop);
  const fs::path generation = workshop.generation();
  SECTION("a document whose words have another order") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    Xapian::Document document = database.get_document(1);
    std::string order = document.get_value(limier::corpus::kWordOrderSlot);
    order.back() ^= 1;
    document.add_value(limier::corpus::kWordOrderSlot, order);
    database.replace_document(1, document);
    database.close();
    CHECK(contains(findings(workshop), "its words are not those of its text"));
  }
  SECTION("a lost document") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    database.delete_document(1);
    database.close();
    CHECK(is_sound(generation));
    CHECK(contains(findings(workshop), "but should"));
  }
  SECTION("a section that stands apart from its document") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    const Xapian::docid section = *database.postlist_begin("XMANY") + 1;
    database.add_document(database.get_document(section));
    database.delete_document(section);
    database.close();
    CHECK(contains(findings(workshop), "does not stand behind the one before"));
  }
  SECTION("a document with other words than its text") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    Xapian::Document document = database.get_document(1);
    document.add_term("intrus");
    database.replace_document(1, document);
    database.close();
    CHECK(contains(findings(workshop), "section 1 of "));
  }
  SECTION("a record that was changed") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    damage_record(database, 1);
    database.close();
    CHECK(contains(findings(workshop), "section 1: a stored record is damaged"));
  }
  SECTION("a file that is not remembered") {
    Xapian::WritableDatabase database(generation.string(), Xapian::DB_OPEN);
    const std::string key = *database.metadata_keys_begin("limier:file:");
    database.set_metadata(key, "");
    database.close();
    CHECK(contains(findings(workshop), "1 documents are of no known file"));
  }
}

TEST_CASE("who meets damaged records is told in which database, and what to do") {
  const Workshop workshop;
  fill(workshop);
  Xapian::WritableDatabase database(workshop.generation().string(), Xapian::DB_OPEN);
  for (Xapian::docid id = 1; id <= database.get_lastdocid(); ++id) damage_record(database, id);
  database.close();
  const std::string reason = (workshop / "db") + ": cannot be used: a stored record is damaged; ";
  const std::string cure = "rebuild it: limier-indexer -d " + (workshop / "db") + " --rebuild";
  for (const Result& result : {workshop.query({"merle"}), workshop.index({"--stats"})}) {
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, reason + cure));
  }
}

TEST_CASE("whatever is damaged, a check ends and tells") {
  std::mt19937 random(7);
  for (const std::string table : {"docdata", "postlist", "termlist", "iamglass"}) {
    const Workshop workshop;
    fill(workshop);
    const fs::path file = workshop.generation() / (table == "iamglass" ? table : table + ".glass");
    const std::string whole = read_file(file);
    for (int round = 0; round < 6; ++round) {
      for (int i = 0; i < 8; ++i)
        overwrite(file, random() % whole.size(), static_cast<char>(random() % 256));
      const Result result = workshop.index({"--check"});
      INFO(table << ": " << result.err);
      // Some bytes of a table mean nothing.
      CHECK((result.code == 0 || result.code == 2));
      CHECK((result.code == 2) == contains(result.err, "is damaged; rebuild it"));
      CHECK_FALSE(contains(result.err, "cannot be written"));
      std::ofstream(file, std::ios::binary) << whole;
    }
    std::ofstream(file, std::ios::binary) << whole.substr(0, whole.size() / 2);
    findings(workshop);
  }
}

TEST_CASE("a check of what is no database says so") {
  const Workshop workshop;
  SECTION("nothing there") {
    const Result result = workshop.index({"--check"});
    CHECK(result.code == 2);
    CHECK(contains(result.err, "db: no such database"));
    CHECK_FALSE(fs::exists(workshop / "db"));
  }
  SECTION("a stub that names nothing") {
    workshop.write("db/XAPIANDB", "auto generation-000009\n");
    const Result result = workshop.index({"--check"});
    CHECK(result.code == 2);
    CHECK(is_one_line(result.err));
    CHECK(contains(result.err, "XAPIANDB: names no generation of this database; rebuild it"));
  }
  SECTION("an empty stub") {
    workshop.write("db/XAPIANDB", "");
    CHECK(contains(workshop.index({"--check"}).err, "names no generation"));
  }
}

TEST_CASE("a check waits for another indexer, or gives way to it") {
  const Workshop workshop;
  fill(workshop);
  Process other(indexer(), {"-d", workshop / "db", "-"});
  other.write("{\"id\":\"x\",\"text\":\"Un canard.\"}\n");
  other.wait_until_read();
  const Result result = workshop.index({"--check"});
  CHECK(result.code == 2);
  CHECK(contains(result.err, "another indexer is at work"));
}

TEST_CASE("stats tell what a database holds") {
  const Workshop workshop;
  fill(workshop);
  workshop.write("fonds/r.jsonl", "{\"id\":\"un\",\"text\":\"Une pie.\"}\nnon\n");
  REQUIRE(workshop.index({"--map", "text=corps", "fonds"}).code == 3);
  const Result result = workshop.index({"--stats"});
  REQUIRE(result.code == 0);
  CHECK(result.err.empty());
  const auto has = [&](const std::string& line) {
    const auto lines = lines_of(result.out);
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  };
  CHECK(has("database    " + workshop / "db"));
  CHECK(has("documents   5"));
  CHECK(has("files       4, 1 with a problem"));
  CHECK(has("source      " + workshop / "fonds --map 'text=corps'"));
  CHECK(has("source      -"));
  CHECK(contains(result.out, "\ntext        "));
  CHECK(contains(result.out, " times the text\n"));
}

TEST_CASE("a check and stats go with nothing that indexes") {
  const Workshop workshop;
  fill(workshop);
  for (const Arguments& arguments : {Arguments{"--check", "--stats"},
                                     {"--check", "fonds"},
                                     {"--stats", "--rebuild"},
                                     {"--check", "--forget", "fonds"}})
    CHECK(workshop.index(arguments).code == 2);
}
