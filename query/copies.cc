#include "query/copies.hh"

#include <algorithm>
#include <string>
#include <utility>

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

}  // namespace

std::string key_of(const RankedSection& section) {
  return section.key.empty() ? section.stored.get_value(corpus::kDocumentSlot) : section.key;
}

void fold_copies(std::vector<RankedSection>& sections, const Xapian::Database& database) {
  std::vector<std::string> minhashes;
  std::size_t kept = 0;
  for (RankedSection& section : sections) {
    std::string minhash = minhash_of(section, database);
    const auto original = std::find_if(minhashes.begin(), minhashes.end(), [&](const auto& other) {
      return corpus::are_near_copies(minhash, other);
    });
    if (original != minhashes.end()) {
      ++sections[static_cast<std::size_t>(original - minhashes.begin())].similar;
      continue;
    }
    if (minhashes.size() < kMostCompared) minhashes.push_back(std::move(minhash));
    std::swap(sections[kept++], section);
  }
  sections.resize(kept);
}

}  // namespace limier::query
