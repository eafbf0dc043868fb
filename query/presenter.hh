#pragma once

#include <cstddef>
#include <vector>

#include <xapian.h>

#include "query/answer.hh"
#include "query/matcher.hh"
#include "query/passage.hh"

namespace limier::query {

/// The union of the spans of `matches` from `begin` to `end`, in order and apart from each other.
std::vector<Highlight> highlights_within(const std::vector<Match>& matches, std::size_t begin,
                                         std::size_t end);

/// Chooses what is shown of a hit's document.
class Presenter {
 public:
  /// What it is made of must outlive it.
  Presenter(const std::vector<Leaf>& leaves, Matcher& matcher, const SearchOptions& options,
            const Xapian::Database& database)
      : leaves_(leaves), matcher_(matcher), options_(options), database_(database) {}

  /// Sets the passage of a hit and its highlights; returns the score of passage and title.
  double present(Hit& hit);

  /// The best passages of a hit's document in the order of its text. What the context of one has in
  /// common with the next is shown once.
  std::vector<Hit> passages_of(const Hit& hit);

 private:
  void set_passage(Hit& hit, const Passage& passage, const std::vector<Match>& matches) const;

  const std::vector<Leaf>& leaves_;
  Matcher& matcher_;
  const SearchOptions& options_;
  const Xapian::Database& database_;
};

}  // namespace limier::query
