#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/document.hh"
#include "corpus/store/database.hh"
#include "indexer/writer.hh"
#include "query/searcher.hh"
#include "tests/support.hh"

namespace limier::test {

corpus::Document text(std::string body, std::string title = {});

struct Text {
  std::string name;
  std::string body;
};

/// A database of named texts in a folder of its own.
class Library {
 public:
  Library();
  Library(std::initializer_list<Text> texts) : Library() { add_all(texts); }

  [[nodiscard]] indexer::Writer open() const;
  void add_all(const std::vector<Text>& texts) const;
  void add(const std::string& path, const corpus::Document& document) const;

  [[nodiscard]] std::string folder() const { return folder_.path().string(); }

  [[nodiscard]] query::Answer search(std::string_view query,
                                     const query::SearchOptions& options = {}) const;

  /// The names of what is found, the best first; behind a `~` if the query had to be relaxed.
  [[nodiscard]] std::string found(std::string_view query,
                                  const query::SearchOptions& options = {}) const;

  /// The same in the order of the names.
  [[nodiscard]] std::string all(std::string_view query, query::SearchOptions options = {}) const;

  /// The best passage with its highlights in brackets.
  [[nodiscard]] std::string lit(std::string_view query) const;

 private:
  TemporaryFolder folder_;
  corpus::DatabaseFolder database_;
};

/// Nothing is relaxed or corrected, and all are counted.
query::SearchOptions as_typed();
query::SearchOptions with(query::MatchMode mode);
/// Near-copies are not folded.
query::SearchOptions with_copies();

/// Paragraphs of some length about other things.
std::string paragraphs(int count);

}  // namespace limier::test
