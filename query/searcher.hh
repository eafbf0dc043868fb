#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/french/chain.hh"
#include "corpus/store/record.hh"
#include "query/compile.hh"
#include "query/plan.hh"

namespace limier::query {

/// Bytes of a text that made it match, half-open.
struct Highlight {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A document that was found, with its best passage.
struct Hit {
  std::size_t rank = 0;  ///< from 1
  double score = 0;
  corpus::Record record;  ///< of the section that ranks highest
  std::size_t begin = 0;  ///< of the passage: bytes of `record.text`
  std::size_t end = 0;
  std::vector<Highlight> highlights;        ///< bytes of `record.text`, inside the passage
  std::vector<Highlight> title_highlights;  ///< bytes of `record.title`
};

/// What a word of the query was taken to, besides what was typed.
struct Expansion {
  std::string typed;
  std::string shown;
  Origin origin = Origin::variant;
};

/// What became of a query, besides its hits.
struct Outcome {
  std::size_t documents = 0;         ///< that match
  bool exact = true;                 ///< `documents` is a count; else an estimate
  std::size_t undated = 0;           ///< that would match a condition on dates if they had one
  bool relaxed = false;              ///< no section had all the words; some were enough
  std::vector<std::string> missing;  ///< words that the database does not hold, as typed
  std::vector<Expansion> expansions;
  std::vector<std::string> notes;  ///< what of the query was not followed to the letter
  double seconds = 0;
};

struct SearchOptions {
  std::size_t limit = 10;
  MatchMode match = MatchMode::automatic;
  bool as_typed = false;    ///< nothing is relaxed: for `--count` and `--quiet`
  bool count_all = false;   ///< `documents` must be exact
  bool variants = true;     ///< other spellings of names, acronyms and their long forms
  bool passages = true;     ///< whether the hits' passages and highlights are wanted
  corpus::DateRange dates;  ///< only documents of these dates, unless it is open at both ends
};

/// Searches databases that may be rewritten at the same time.
class Searcher {
 public:
  /// Throws Error when a database cannot be opened.
  Searcher(std::vector<std::string> folders, const std::string& synonyms_file);

  /// Calls `show` with each hit, the best first, and then returns. Throws Error.
  Outcome search(std::string_view query, const SearchOptions& options,
                 const std::function<void(const Hit&)>& show);

 private:
  struct Answer {
    Outcome outcome;
    std::vector<Hit> hits;
  };

  Answer answer(std::string_view query, const SearchOptions& options);
  std::size_t count_undated(const Plan& plan, SearchOptions options);

  std::vector<std::string> folders_;
  Xapian::Database database_;
  corpus::Chain chain_;
  std::optional<Synonyms> synonyms_;
};

}  // namespace limier::query
