#include "indexer/check.hh"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/record.hh"
#include "corpus/store/sections.hh"
#include "corpus/store/terms.hh"
#include "indexer/child.hh"
#include "indexer/interrupt.hh"
#include "indexer/ledger.hh"
#include "indexer/lock.hh"
#include "indexer/scan.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostTold = 20;
constexpr std::uint64_t kSectionsPerSign = 500;
constexpr std::chrono::seconds kLeastPatience(60);
/// Xapian checks a table without a sign of life, at 50 MB/s or more.
constexpr std::uint64_t kSlowestBytesPerSecond = 2'000'000;

/// Tells a few of many findings.
class Findings {
 public:
  explicit Findings(const Tell& tell) : tell_(tell) {}

  void add(const std::string& finding) {
    if (++count_ <= kMostTold) tell_(finding);
  }
  void finish() const {
    if (count_ > kMostTold) tell_(fmt::format("and {} more", count_ - kMostTold));
  }
  void show_life() const { tell_({}); }

 private:
  const Tell& tell_;
  std::size_t count_ = 0;
};

bool has_same_terms(const Xapian::Document& a, const Xapian::Document& b) {
  auto left = a.termlist_begin();
  auto right = b.termlist_begin();
  for (; left != a.termlist_end() && right != b.termlist_end(); ++left, ++right) {
    if (*left != *right || left.get_wdf() != right.get_wdf()) return false;
  }
  return left == a.termlist_end() && right == b.termlist_end();
}

bool has_values_of(const Xapian::Document& stored, const Xapian::Document& made) {
  for (auto value = made.values_begin(); value != made.values_end(); ++value)
    if (stored.get_value(value.get_valueno()) != *value) return false;
  return true;
}

/// What a generation holds, held against itself.
class Contents {
 public:
  Contents(corpus::Generation generation, const Tell& tell)
      : generation_(std::move(generation)), findings_(tell) {}

  void check() {
    for (std::size_t i = 0; i < generation_.shards.size(); ++i) check_shard(i);
    check_ledger();
    check_boilerplate();
    findings_.finish();
  }

 private:
  void check_shard(std::size_t number) {
    shard_ = number;
    sections_ = due_sections_ = documents_ = 0;
    const Xapian::Database& database = generation_.shards[number];
    for (auto id = database.postlist_begin({}); id != database.postlist_end({}); ++id) {
      if (sections_++ % kSectionsPerSign == 0) findings_.show_life();
      check_section(database, *id);
    }
    expect_count("sections", sections_, due_sections_);
    expect_count("documents", documents_, corpus::count_documents(database));
    all_documents_ += documents_;
  }

  /// Which shard a finding is of, where there are several.
  [[nodiscard]] std::string place() const {
    return generation_.shards.size() == 1 ? std::string() : corpus::shard_name(shard_) + ": ";
  }

  void expect_count(const char* what, std::uint64_t found, std::uint64_t due) {
    if (found != due)
      findings_.add(fmt::format("{}holds {} {}, but should {}", place(), found, what, due));
  }

  void check_section(const Xapian::Database& database, Xapian::docid id) {
    try {
      const Xapian::Document stored = database.get_document(id);
      const corpus::Record record = corpus::decode_record(stored.get_data());
      const std::string key = corpus::document_key(record.path, record.id);
      if (record.section == 0) {
        minhash_ = corpus::MinHash(record.title);
        first_ = id;
        key_ = key;
      }
      if (key != key_ || id != first_ + record.section)
        findings_.add(fmt::format("{}section {} of {}: does not stand behind the one before",
                                  place(), id, record.path));
      const Xapian::Document made = corpus::make_xapian_document(record, chain_, minhash_);
      if (!has_same_terms(stored, made) || !has_values_of(stored, made))
        findings_.add(fmt::format("{}section {} of {}: its words are not those of its text",
                                  place(), id, record.path));
      if (record.section > 0) return;
      ++documents_;
      due_sections_ += record.sections;
      if (database.get_termfreq(corpus::document_term(key)) != record.sections)
        findings_.add(fmt::format("{}{}: not all of its sections are there", place(), record.path));
      if (corpus::shard_of(key, generation_.shards.size()) != shard_)
        findings_.add(fmt::format("{}{}: belongs into another shard", place(), record.path));
    } catch (const corpus::Error& error) {
      findings_.add(fmt::format("{}section {}: {}", place(), id, error.what()));
    } catch (const Xapian::Error& error) {
      findings_.add(fmt::format("{}section {}: {}", place(), id, error.get_msg()));
    }
  }

  /// How many documents are under `path`: each has one first section.
  std::uint64_t documents_under(const std::string& path) {
    const std::string term = corpus::path_term(path);
    std::uint64_t count = 0;
    const Xapian::Database& database = generation_.all;
    for (auto id = database.postlist_begin(term); id != database.postlist_end(term); ++id) {
      if (++looked_at_ % kSectionsPerSign == 0) findings_.show_life();
      if (!database.get_document(*id).get_value(corpus::kContentSlot).empty()) ++count;
    }
    return count;
  }

  void check_ledger() {
    std::uint64_t known = documents_under(kStandardInput);
    LedgerCursor rows(generation_, "/");
    while (rows.next()) {
      const LedgerRow row = rows.row();
      const std::uint64_t found = documents_under(rows.path());
      known += found;
      // What was interrupted is read again by the next run.
      const bool is_finished = row.state != FileState{};
      if (is_finished && found != row.documents)
        findings_.add(fmt::format("{}: holds {} of its documents, but should {}", rows.path(),
                                  found, row.documents));
    }
    if (known != all_documents_)
      findings_.add(fmt::format("{} documents are of no known file", all_documents_ - known));
  }

  void check_boilerplate() {
    const std::size_t outdated = corpus::Boilerplate(generation_.shards).outdated().size();
    if (outdated > 0)
      findings_.add(fmt::format("{} documents do not set aside just what recurs", outdated));
  }

  corpus::Generation generation_;
  Findings findings_;
  corpus::Chain chain_;
  corpus::MinHash minhash_{{}};
  std::size_t shard_ = 0;    ///< that is looked at; the next five are of it
  std::string key_;          ///< of the document that is looked at
  Xapian::docid first_ = 0;  ///< of its sections
  std::uint64_t sections_ = 0;
  std::uint64_t due_sections_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t all_documents_ = 0;
  std::uint64_t looked_at_ = 0;
};

void check_by_xapian(const fs::path& generation, const Tell& tell) {
  std::ostringstream said;
  const std::size_t errors = Xapian::Database::check(generation.string(), 0, &said);
  if (errors == 0) return;
  std::istringstream lines(said.str());
  Findings findings(tell);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) findings.add(line);
  findings.add(fmt::format("xapian-check finds {} errors", errors));
  findings.finish();
}

}  // namespace

corpus::ExitCode check(const Options& options, Console& console) {
  const corpus::DatabaseFolder folder(absolute_path(options.database));
  const std::string name = folder.path().string();
  if (!folder.exists()) throw corpus::Error(fmt::format("{}: no such database", name));
  const Lock lock(folder.path(), options.wait);
  const std::optional<std::string> current = folder.current();
  const std::vector<fs::path> shards = folder.shard_paths(*current);
  std::uint64_t bytes = 0;
  for (const fs::path& shard : shards) bytes += corpus::bytes_of(shard);
  const std::chrono::seconds patience =
      kLeastPatience + std::chrono::seconds(bytes / kSlowestBytesPerSecond);
  fs::path looked_at = folder.generation_path(*current);
  bool sound = true;
  const auto find = [&](const std::string& finding) {
    sound = false;
    console.problem(looked_at.string(), 0, finding);
  };
  const auto do_part = [&](const char* part, const auto& work) {
    const std::string failure = run_in_child(work, find, patience);
    if (!failure.empty()) find(fmt::format("{} {}", part, failure));
  };
  try {
    for (const fs::path& shard : shards) {
      looked_at = shard;
      do_part("Xapian's check", [&](const Tell& tell) { check_by_xapian(shard, tell); });
    }
    looked_at = folder.generation_path(*current);
    do_part("the content", [&](const Tell& tell) {
      Contents(corpus::open_to_read(folder, *current), tell).check();
    });
  } catch (const Interrupted&) {
    return corpus::ExitCode::interrupted;
  }
  if (!sound)
    throw corpus::Error(fmt::format("{}: is damaged", name),
                        fmt::format("rebuild it: limier-indexer -d {} --rebuild SOURCE...", name));
  console.say_result("no errors found\n");
  return corpus::ExitCode::ok;
}

}  // namespace limier::indexer
