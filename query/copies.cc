#include "query/copies.hh"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "corpus/store/fields.hh"
#include "corpus/store/minhash.hh"
#include "corpus/store/terms.hh"

namespace limier::query {
namespace {

/// What is not a copy of one of so many is taken for none: a list of all that a large database
/// holds would take minutes.
constexpr std::size_t kMostCompared = 1000;

std::string minhash_of(const RankedSection& section, const Xapian::Database& database) {
  std::string value = section.stored.get_value(corpus::kMinHashSlot);
  if (!value.empty()) return value;
  // The document's last section has it.
  const std::string term = corpus::document_term(key_of(section));
  Xapian::docid last = 0;
  for (auto id = database.postlist_begin(term); id != database.postlist_end(term); ++id) last = *id;
  return last == 0 ? value
                   : database.get_document(last, Xapian::DOC_ASSUME_VALID)
                         .get_value(corpus::kMinHashSlot);
}

/// Those of all sections, in their order.
std::vector<std::string> minhashes_of(const std::vector<RankedSection>& sections,
                                      const Xapian::Database& database) {
  // In the order of the numbers neighbours come from one block.
  std::vector<std::size_t> by_id(sections.size());
  std::iota(by_id.begin(), by_id.end(), std::size_t{0});
  std::sort(by_id.begin(), by_id.end(),
            [&](std::size_t a, std::size_t b) { return sections[a].id < sections[b].id; });
  std::vector<std::string> minhashes(sections.size());
  for (const std::size_t i : by_id) minhashes[i] = minhash_of(sections[i], database);
  return minhashes;
}

}  // namespace

std::string key_of(const RankedSection& section) {
  return section.key.empty() ? section.stored.get_value(corpus::kDocumentSlot) : section.key;
}

void fold_copies(std::vector<RankedSection>& sections, const Xapian::Database& database) {
  std::vector<std::string> minhashes = minhashes_of(sections, database);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto end = minhashes.begin() + static_cast<std::ptrdiff_t>(std::min(kept, kMostCompared));
    const auto original = std::find_if(minhashes.begin(), end, [&](const std::string& other) {
      return corpus::are_near_copies(minhashes[i], other);
    });
    if (original != end) {
      ++sections[static_cast<std::size_t>(original - minhashes.begin())].similar;
      continue;
    }
    std::swap(minhashes[kept], minhashes[i]);
    std::swap(sections[kept++], sections[i]);
  }
  sections.resize(kept);
}

}  // namespace limier::query
