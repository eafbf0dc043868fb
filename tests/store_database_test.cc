#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

#include "corpus/french/chain.hh"
#include "corpus/french/fingerprint.hh"
#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/sections.hh"
#include "corpus/store/shards.hh"
#include "tests/catch.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using limier::test::TemporaryFolder;
using limier::test::write_file;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// Puts a generation of one text in force.
void publish(const DatabaseFolder& folder, const std::string& text) {
  const std::string generation = folder.next();
  Xapian::WritableDatabase database = create_generation(folder.generation_path(generation));
  Document document;
  document.body = text;
  Chain chain;
  database.add_document(make_xapian_document(make_sections(document, "/t")[0], chain));
  database.commit();
  folder.publish(generation);
}

/// Why a database is refused, and the hint; fails if it is not.
Error refusal(const fs::path& folder) {
  try {
    open_for_search({folder.string()});
  } catch (const Error& error) {
    return error;
  }
  FAIL("not refused");
  throw std::logic_error("never reached");
}

void age(const fs::path& path, std::chrono::minutes age) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - age);
}

/// Sets an environment variable for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  ~Variable() { set(old_ ? old_->c_str() : nullptr); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  void set(const char* value) {
    if (value == nullptr) ::unsetenv(name_);
    else ::setenv(name_, value, 1);
  }
  const char* name_;
  std::optional<std::string> old_;
};

}  // namespace

TEST_CASE("a folder without a stub has no generation in force") {
  const TemporaryFolder folder;
  CHECK_FALSE(DatabaseFolder(folder.path()).current().has_value());
  CHECK(DatabaseFolder(folder.path()).next() == "generation-000001");
  CHECK_FALSE(DatabaseFolder(folder / "missing").current().has_value());
  CHECK(DatabaseFolder(folder / "missing").next() == "generation-000001");
}

TEST_CASE("publishing puts a generation in force") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "un");
  CHECK(folder.current().value() == "generation-000001");
  CHECK(folder.next() == "generation-000002");
  publish(folder, "deux");
  CHECK(folder.current().value() == "generation-000002");
  CHECK_FALSE(fs::exists(temporary / "XAPIANDB.new"));
  CHECK(open_for_search({temporary.path().string()}).all.get_doccount() == 1);
}

TEST_CASE("the next generation is one that never was") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  fs::create_directory(temporary / "generation-000009");
  fs::create_directory(temporary / "generation-000012");
  CHECK(folder.next() == "generation-000013");
}

TEST_CASE("Xapian's own tools open the folder") {
  const TemporaryFolder temporary;
  publish(DatabaseFolder(temporary.path()), "Le port dort.");
  const Xapian::Database database(temporary.path().string());
  CHECK(database.get_doccount() == 1);
  CHECK(database.term_exists("port"));
}

TEST_CASE("a reader keeps the generation that it has opened") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "le port");
  const Xapian::Database before = open_for_search({temporary.path().string()}).all;
  publish(folder, "la mer");
  CHECK(before.term_exists("port"));
  const Xapian::Database after = open_for_search({temporary.path().string()}).all;
  CHECK_FALSE(after.term_exists("port"));
  CHECK(after.term_exists("mer"));
}

TEST_CASE("a stub that names no generation of its folder is an error, not an empty database") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  for (const char* stub :
       {"", "# rien\n", "auto generation-000007\n", "auto ailleurs\n", "auto /etc\n",
        "remote localhost:1\n", "auto generation-000001\nauto generation-000002\n",
        "auto generation-000001/shard-001\nauto generation-000002/shard-001\n"}) {
    CAPTURE(stub);
    write_file(temporary / "XAPIANDB", stub);
    CHECK_THROWS_AS(folder.current(), Error);
  }
}

TEST_CASE("a database that is missing is refused, with the way to make it") {
  const TemporaryFolder temporary;
  const Error error = refusal(temporary / "base");
  CHECK(contains(error.what(), "base: no such database"));
  CHECK(contains(error.hint(), "limier-indexer -d"));
}

TEST_CASE("a folder that is no database is refused") {
  const TemporaryFolder temporary;
  CHECK(contains(refusal(temporary.path()).what(), "not a database"));
  write_file(temporary / "XAPIANDB", "");
  CHECK(contains(refusal(temporary.path()).what(), "not a database"));
  write_file(temporary / "XAPIANDB", "# rien\n\n");
  CHECK(contains(refusal(temporary.path()).what(), "not a database"));
}

TEST_CASE("a stub that names what is not there is refused") {
  const TemporaryFolder temporary;
  write_file(temporary / "XAPIANDB", "auto generation-000001\n");
  CHECK(contains(refusal(temporary.path()).what(), temporary.path().string()));
  CHECK_FALSE(fs::exists(temporary / "generation-000001"));
}

TEST_CASE("a database of another program is refused") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  Xapian::WritableDatabase(folder.generation_path(folder.next()).string(), Xapian::DB_CREATE)
      .commit();
  folder.publish("generation-000001");
  CHECK(contains(refusal(temporary.path()).what(), "not a database of limier-indexer"));
}

TEST_CASE("a database of another schema or analysis is refused, with the way to rebuild it") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "le port");
  const auto change = [&](const char* key, const std::string& value) {
    Xapian::WritableDatabase database(folder.generation_path("generation-000001").string(),
                                      Xapian::DB_OPEN);
    database.set_metadata(key, value);
    database.commit();
  };
  SECTION("schema") {
    change(kSchemaKey, "0");
    const Error error = refusal(temporary.path());
    CHECK(contains(error.what(), "schema 0"));
    CHECK(contains(error.hint(), "--rebuild"));
  }
  SECTION("analysis") {
    change(kFingerprintKey, "0-0123456789abcdef");
    const Error error = refusal(temporary.path());
    CHECK(contains(error.what(), "another French analysis"));
    CHECK(contains(error.what(), "0-0123456789abcdef"));
    CHECK(contains(error.what(), analysis_fingerprint()));
    CHECK(contains(error.hint(), "--rebuild"));
  }
  SECTION("for writing as well") {
    change(kSchemaKey, "0");
    CHECK_THROWS_AS(open_generation(folder, folder.generation_path("generation-000001")), Error);
  }
}

TEST_CASE("a damaged database is refused") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "le port");
  write_file(folder.generation_path("generation-000001") / "iamglass", "rien");
  CHECK(contains(refusal(temporary.path()).what(), temporary.path().string()));
}

TEST_CASE("a database that may not be read is not taken for a damaged one") {
  const StoreError error =
      explain(Xapian::DatabaseOpeningError("Couldn't open iamglass", EACCES), "/srv/presse");
  CHECK(error.what() == std::string("/srv/presse: cannot be read: Permission denied"));
  CHECK_FALSE(contains(error.hint(), "rebuild"));
}

TEST_CASE("where too many files are open, the database is not to be rebuilt") {
  const StoreError error =
      explain(Xapian::DatabaseOpeningError("Couldn't open postlist.glass", EMFILE), "/srv/presse");
  CHECK(error.what() == std::string("/srv/presse: cannot be opened: Too many open files"));
  CHECK(contains(error.hint(), "ulimit"));
}

TEST_CASE("several databases are searched as one") {
  const TemporaryFolder a;
  const TemporaryFolder b;
  publish(DatabaseFolder(a.path()), "le port");
  publish(DatabaseFolder(b.path()), "la mer");
  const Xapian::Database both = open_for_search({a.path().string(), b.path().string()}).all;
  CHECK(both.get_doccount() == 2);
  CHECK(both.term_exists("port"));
  CHECK(both.term_exists("mer"));
}

TEST_CASE("a generation outlives its successor while readers may be at work on it") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "un");
  publish(folder, "deux");
  folder.remove_stale("generation-000002");
  CHECK(fs::exists(temporary / "generation-000001"));
  age(temporary / "XAPIANDB", std::chrono::minutes(60));
  folder.remove_stale("generation-000002");
  CHECK_FALSE(fs::exists(temporary / "generation-000001"));
  CHECK(open_for_search({temporary.path().string()}).all.get_doccount() == 1);
}

TEST_CASE("what an interrupted rebuild left is removed at once, and nothing else") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "un");
  fs::create_directory(temporary / "generation-000002");
  write_file(temporary / "notes.txt", "à garder");
  fs::create_directory(temporary / "autre");
  folder.remove_stale("generation-000001");
  CHECK_FALSE(fs::exists(temporary / "generation-000002"));
  CHECK(fs::exists(temporary / "generation-000001"));
  CHECK(fs::exists(temporary / "notes.txt"));
  CHECK(fs::exists(temporary / "autre"));
}

TEST_CASE("a compacted generation is the same database") {
  const TemporaryFolder temporary;
  const DatabaseFolder folder(temporary.path());
  publish(folder, "le port");
  merge({folder.generation_path("generation-000001")}, folder.generation_path("generation-000002"));
  folder.publish("generation-000002");
  const Xapian::Database database = open_for_search({temporary.path().string()}).all;
  CHECK(database.get_doccount() == 1);
  CHECK(database.term_exists("port"));
}

TEST_CASE("the default database follows the environment") {
  const Variable home("HOME", "/home/anna");
  const Variable data("XDG_DATA_HOME", nullptr);
  const Variable chosen("LIMIER_DATABASE", nullptr);
  CHECK(default_database() == "/home/anna/.local/share/limier/index");
  SECTION("XDG_DATA_HOME") {
    const Variable other("XDG_DATA_HOME", "/data");
    CHECK(default_database() == "/data/limier/index");
  }
  SECTION("LIMIER_DATABASE") {
    const Variable other("LIMIER_DATABASE", "/base");
    CHECK(default_database() == "/base");
  }
  SECTION("empty is not set") {
    const Variable other("LIMIER_DATABASE", "");
    CHECK(default_database() == "/home/anna/.local/share/limier/index");
  }
  SECTION("without a home it must be named") {
    const Variable none("HOME", nullptr);
    CHECK_THROWS_WITH(default_database(), "no database is named, and HOME is not set");
  }
}
