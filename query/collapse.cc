#include "query/collapse.hh"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "corpus/store/fields.hh"

namespace limier::query {
namespace {

struct Candidate {
  Xapian::docid id = 0;
  double weight = 0;
  std::string key;  ///< empty while there is no need of it
};

using Candidates = std::vector<Candidate>;

Candidates candidates_of(const Xapian::MSet& found) {
  Candidates all;
  all.reserve(found.size());
  for (auto section = found.begin(); section != found.end(); ++section)
    all.push_back({*section, section.get_weight(), {}});
  return all;
}

/// Reads the keys of the sections that are not all of their document.
void read_shared_keys(Candidates& all, const Xapian::Database& database) {
  // In the order of the numbers neighbours come from one block.
  std::vector<Candidate*> by_id;
  by_id.reserve(all.size());
  for (Candidate& candidate : all) by_id.push_back(&candidate);
  std::sort(by_id.begin(), by_id.end(),
            [](const Candidate* a, const Candidate* b) { return a->id < b->id; });
  const std::string many(corpus::prefixes::kManySections);
  auto shared = database.postlist_begin(many);
  auto key = database.valuestream_begin(corpus::kDocumentSlot);
  for (Candidate* candidate : by_id) {
    shared.skip_to(candidate->id);
    if (shared == database.postlist_end(many)) return;
    if (*shared != candidate->id) continue;
    key.skip_to(candidate->id);
    candidate->key = *key;
  }
}

/// Puts candidates of one weight, which are by number, in the order of their keys.
void break_tie(Candidates::iterator begin, Candidates::iterator end,
               const Xapian::Database& database) {
  if (end - begin == 1) return;
  auto key = database.valuestream_begin(corpus::kDocumentSlot);
  for (auto candidate = begin; candidate != end; ++candidate) {
    if (!candidate->key.empty()) continue;
    key.skip_to(candidate->id);
    candidate->key = *key;
  }
  std::stable_sort(begin, end,
                   [](const Candidate& a, const Candidate& b) { return a.key < b.key; });
}

}  // namespace

Collapsed collapse(const Xapian::MSet& found, bool whole, std::size_t wanted,
                   const Xapian::Database& database) {
  Candidates all = candidates_of(found);
  read_shared_keys(all, database);
  Collapsed result;
  std::unordered_set<std::string_view> shared;
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if(begin, all.end(), [&](const Candidate& candidate) {
      return candidate.weight != begin->weight;
    });
    const bool is_sought = result.sections.size() < wanted && (whole || end != all.end());
    if (is_sought) break_tie(begin, end, database);
    for (; begin != end; ++begin) {
      if (!begin->key.empty() && !shared.insert(begin->key).second) continue;
      ++result.documents;
      if (is_sought && result.sections.size() < wanted)
        result.sections.push_back({begin->id, begin->weight,
                                   database.get_document(begin->id, Xapian::DOC_ASSUME_VALID),
                                   begin->key});
    }
  }
  return result;
}

}  // namespace limier::query
