#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/french/chain.hh"
#include "query/answer.hh"
#include "query/deadline.hh"
#include "query/finder.hh"
#include "query/live_database.hh"
#include "query/synonyms.hh"

namespace limier::query {

/// A document, put together, with what a query finds in it.
struct StoredText {
  corpus::Record record;
  std::vector<Highlight> highlights;  ///< bytes of `record.text`
};

/// Searches databases that may be rewritten at the same time.
class Searcher {
 public:
  /// Throws Error when a database cannot be opened.
  Searcher(std::vector<std::string> folders, const std::string& synonyms_file,
           corpus::Opening opening = {});

  /// Throws Error.
  Answer search(std::string_view query, const SearchOptions& options);

  /// The document called `name`, see `stored_document`, and what `query` finds in it; nothing where
  /// there is no such document. Throws Error.
  std::optional<StoredText> stored(const std::string& name, std::string_view query,
                                   const SearchOptions& options);

  /// The shards that had no part in the last answer.
  [[nodiscard]] const std::vector<corpus::MissingShard>& missing() const {
    return database_.missing();
  }

 private:
  Answer answer(std::string_view query, const SearchOptions& options, const Deadline& deadline);
  [[nodiscard]] Plan plan(std::string_view query, const SearchOptions& options);
  static std::size_t count_undated(const Plan& plan, FindContext context);

  LiveDatabase database_;
  corpus::Chain chain_;
  std::optional<Synonyms> synonyms_;
};

}  // namespace limier::query
