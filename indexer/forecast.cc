#include "indexer/forecast.hh"

#include <limits>
#include <unordered_set>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/paragraphs.hh"

namespace limier::indexer {

void Forecast::set_aside(std::vector<corpus::Record>& records) {
  corpus::DocumentParagraphs document;
  std::unordered_set<std::uint64_t> hashes;
  for (const corpus::Record& record : records) {
    const corpus::Paragraphs section = corpus::paragraphs_of(record);
    document.mass += section.mass;
    document.some.insert(document.some.end(), section.some.begin(), section.some.end());
    for (const corpus::Paragraph& one : section.some) hashes.insert(one.hash);
  }
  std::unordered_set<std::uint64_t> found;
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t needed = corpus::recurrences_needed(++documents_);
    const auto count = [&](std::vector<std::uint16_t>& cells) {
      for (const std::uint64_t hash : hashes)
        if (auto& cell = cells[hash % kCells]; cell < std::numeric_limits<std::uint16_t>::max())
          ++cell;
    };
    count(holders_);
    if (!document.is_mostly([&](std::uint64_t hash) { return holders_[hash % kCells] >= needed; }))
      count(own_);
    for (const std::uint64_t hash : hashes)
      if (own_[hash % kCells] >= needed) found.insert(hash);
  }
  const auto is_found = [&](std::uint64_t hash) { return found.contains(hash); };
  if (found.empty() || document.is_mostly(is_found)) return;
  for (corpus::Record& record : records) corpus::set_aside(record, is_found);
}

}  // namespace limier::indexer
