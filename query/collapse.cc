#include "query/collapse.hh"

#include <algorithm>
#include <charconv>
#include <string>
#include <unordered_set>
#include <utility>

#include "corpus/store/fields.hh"

namespace limier::query {
namespace {

struct Candidate {
  Xapian::docid id = 0;
  double weight = 0;
  Xapian::docid document = 0;  ///< its first section's number, or 0 where it is its only one
  std::string key;             ///< of its document, or empty while there is no need of it
};

using Candidates = std::vector<Candidate>;

Candidates candidates_of(const Xapian::MSet& found) {
  Candidates all;
  all.reserve(found.size());
  for (auto section = found.begin(); section != found.end(); ++section)
    all.push_back({*section, section.get_weight(), 0, {}});
  return all;
}

/// Reads which sections are of one document.
void read_documents(Candidates& all, const Xapian::Database& database) {
  // In the order of the numbers neighbours come from one block.
  std::vector<Candidate*> by_id;
  by_id.reserve(all.size());
  for (Candidate& candidate : all) by_id.push_back(&candidate);
  std::sort(by_id.begin(), by_id.end(),
            [](const Candidate* a, const Candidate* b) { return a->id < b->id; });
  const auto shards = static_cast<Xapian::docid>(database.size());
  const auto end = database.valuestream_end(corpus::kSectionSlot);
  auto section = database.valuestream_begin(corpus::kSectionSlot);
  for (Candidate* candidate : by_id) {
    if (section != end) section.skip_to(candidate->id);
    if (section == end) return;
    if (section.get_docid() != candidate->id) continue;
    // The sections of a document stand one behind the other, in a shard; the shards take turns.
    const std::string number = *section;
    Xapian::docid before = 0;
    std::from_chars(number.data(), number.data() + number.size(), before);
    candidate->document = candidate->id - before * shards;
  }
}

/// Puts candidates of one weight, which are by number, in the order of their keys.
void break_tie(Candidates::iterator begin, Candidates::iterator end,
               const Xapian::Database& database) {
  if (end - begin == 1) return;
  auto key = database.valuestream_begin(corpus::kDocumentSlot);
  for (auto candidate = begin; candidate != end; ++candidate) {
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
  read_documents(all, database);
  Collapsed result;
  std::unordered_set<Xapian::docid> shared;
  for (auto begin = all.begin(); begin != all.end();) {
    const auto end = std::find_if(begin, all.end(), [&](const Candidate& candidate) {
      return candidate.weight != begin->weight;
    });
    const bool is_sought = result.sections.size() < wanted && (whole || end != all.end());
    if (is_sought) break_tie(begin, end, database);
    for (; begin != end; ++begin) {
      if (begin->document != 0 && !shared.insert(begin->document).second) continue;
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
