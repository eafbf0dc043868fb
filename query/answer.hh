#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "corpus/date.hh"
#include "corpus/store/record.hh"
#include "corpus/store/shards.hh"
#include "query/matcher.hh"
#include "query/plan.hh"

namespace limier::query {

/// Bytes of a text that made it match, half-open.
struct Highlight {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A share of a hit's score.
struct Reason {
  std::string typed;               ///< the word of the query; empty for what is no word's
  std::string as;                  ///< how the text holds it: `typed`, `accent`, `variant`, ...
  std::vector<std::string> found;  ///< the words of the section that did, as they stand there
  double score = 0;
};

/// A passage of a document that was found. Several of one document have the same rank and score.
struct Hit {
  std::size_t rank = 0;  ///< from 1
  double score = 0;
  corpus::Record record;  ///< of the section that ranks highest
  std::size_t begin = 0;  ///< of the passage: bytes of `record.text`
  std::size_t end = 0;
  std::vector<Highlight> highlights;        ///< bytes of `record.text`, inside the passage
  std::vector<Highlight> title_highlights;  ///< bytes of `record.title`
  std::vector<Reason> why;                  ///< adds up to `score`; if it was asked for
  double passage_score = 0;                 ///< what of `score` is for the passage
  std::size_t similar = 0;                  ///< near-copies that it stands for
  Xapian::docid section = 0;                ///< in the state of the database that was searched
};

/// What a word of the query was taken to, besides what was typed.
struct Expansion {
  std::string typed;
  std::string shown;
  Origin origin = Origin::variant;
};

/// A word of a query, and how the database holds it.
struct WordCount {
  std::string typed;
  std::size_t documents = 0;         ///< that hold it as typed, in any inflection
  bool exact = true;                 ///< `documents` is a count; else an estimate
  std::vector<std::string> only_as;  ///< its forms there, if none is spelt as typed
  std::vector<std::string> nearest;  ///< words there that are spelt nearly like one that is not
};

/// Why a query found nothing.
struct Diagnosis {
  std::vector<WordCount> words;
  std::string given_up;  ///< without which something is found; empty: nothing like that is known
  std::string instead;   ///< the query without it; empty: it was not in the query
  std::size_t documents = 0;  ///< that are found then
  bool exact = true;
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
  /// Values of the field that was asked for, and how many documents have each: the most frequent
  /// first, years and months in their order. An empty value is of those that have none.
  std::vector<std::pair<std::string, std::size_t>> facets;
  std::optional<Diagnosis> diagnosis;         ///< if nothing was found and it was asked for
  std::vector<corpus::MissingShard> partial;  ///< that had no part in it; empty: it is whole
  double seconds = 0;
};

/// What a query gives: its hits, the best first.
struct Answer {
  Outcome outcome;
  std::vector<Hit> hits;
};

enum class Order { relevance, date };

enum class Facet { none, source, author, year, month };

struct SearchOptions {
  std::size_t limit = 10;
  std::size_t offset = 0;        ///< so many of the best are passed over
  std::size_t per_document = 1;  ///< passages, at most
  std::size_t context = 0;       ///< sentences around a passage, on either side
  MatchMode match = MatchMode::automatic;
  Order order = Order::relevance;
  bool as_typed = false;    ///< nothing is relaxed: for `--count` and `--quiet`
  bool count_all = false;   ///< `documents` must be exact
  bool variants = true;     ///< other spellings of names, acronyms and their long forms
  bool passages = true;     ///< whether the hits' passages and highlights are wanted
  bool diagnose = false;    ///< whether to say why nothing was found
  bool explain = false;     ///< whether to say what made each hit's score
  bool all_copies = false;  ///< near-copies are hits of their own
  corpus::DateRange dates;  ///< only documents of these dates, unless it is open at both ends
  std::string like;         ///< the name of a document whose like is sought, in place of a query
  Facet facet = Facet::none;
  double timeout = 0;    ///< in seconds; 0: none
  bool partial = false;  ///< shards that do not answer are done without
};

}  // namespace limier::query
