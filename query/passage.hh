#pragma once

#include <cstddef>
#include <vector>

#include "corpus/store/record.hh"
#include "query/matcher.hh"

namespace limier::query {

/// A stretch of whole sentences of a section; bytes of its text, half-open.
struct Passage {
  std::size_t begin = 0;
  std::size_t end = 0;
  double score = 0;
};

/// The length that a passage aims at, in words; a single longer sentence is never cut.
inline constexpr std::size_t kPassageWords = 60;

/// The passage of a section in which most of the query's weight stands together; its opening where
/// nothing does. The headline is not a passage of its own text.
Passage best_passage(const corpus::Record& record, const std::vector<Leaf>& leaves,
                     const std::vector<Match>& matches);

/// At most `count` such passages, the best first, none over another; at least one.
std::vector<Passage> best_passages(const corpus::Record& record, const std::vector<Leaf>& leaves,
                                   const std::vector<Match>& matches, std::size_t count);

/// A passage with so many sentences of its section more before it and behind it.
Passage with_context(const corpus::Record& record, Passage passage, std::size_t sentences);

/// What the title of a section adds to the score of its passage: neighbours of the query that are
/// neighbours there too. That its words are in the title, the section's own score tells.
double title_score(const std::vector<Leaf>& leaves, const std::vector<Match>& matches);

}  // namespace limier::query
