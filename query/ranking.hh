#pragma once

#include <cstddef>

/// All that decides which section, and which passage of it, comes first. What is said of an effect
/// is nDCG@10 on judged sets of questions about paragraphs and pages, and of searches in a code of
/// law; `scripts/evaluate` measures them again.
namespace limier::query::ranking {

/// Okapi BM25 (Robertson and Walker 1994). Of k1 from 1.2 to 2, searches in the law gain .005 and
/// questions lose .002; b is flat around the usual value.
inline constexpr double kK1 = 1.5;
inline constexpr double kB = 0.75;

/// The weight of the spelling as typed beside that of the stem. 0.15 to 0.7 are alike, and all are
/// better than 0 by .01 to .02.
inline constexpr double kExactWeight = 0.3;

/// The weight of what counts as a word without being typed: a variant, an acronym, a synonym.
/// However often a text holds it, it gets no more than for holding the typed word once: BM25 gives
/// a word at most 1 + k1 times what it gives one occurrence.
inline constexpr double kOtherWayWeight = 1 / (1 + kK1);

/// How many of the best sections are ranked anew by their passages and titles, and what a passage's
/// score adds to its section's: .02 on pages; 0.3 to 0.7 are alike, and so are more sections.
inline constexpr unsigned kRankedByPassage = 20;
inline constexpr double kPassageWeight = 0.5;

/// The score of a passage is the weight of the query's words in it, idf + `kPresence` each, so that
/// another word always beats a repetition of the same. Shares of that weight:
inline constexpr double kPresence = 0.5;
inline constexpr double kRepetition = 0.1;  ///< for a second and a third occurrence
inline constexpr double kExactness = 0.1;   ///< for the spelling as typed
inline constexpr double kOtherWay = 0.8;    ///< for a variant or a synonym, instead of 1
inline constexpr int kMaxRepetitions = 3;

/// What two neighbours in the query add where they are neighbours in the text, or in the title, as
/// a share of the lesser idf; in titles of the law, .01. There is room for a preposition and an
/// article between them.
inline constexpr double kNeighbours = 1.2;
inline constexpr std::size_t kNeighbourBytes = 15;

/// What a sentence costs, so that the shorter of two equal passages wins.
inline constexpr double kSentenceCost = 0.01;

}  // namespace limier::query::ranking
