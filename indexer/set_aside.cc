#include "indexer/set_aside.hh"

#include <algorithm>
#include <utility>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/paragraphs.hh"
#include "corpus/store/record.hh"

namespace limier::indexer {

SetAside set_aside_in(const corpus::Generation& generation, std::size_t most) {
  const corpus::Boilerplate boilerplate(generation.shards);
  std::vector<std::pair<std::uint64_t, corpus::Boilerplate::Recurrence>> found;
  for (const auto& entry : boilerplate.found())
    if (entry.second.documents > 0) found.emplace_back(entry);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(b.second.documents, a.first) < std::pair(a.second.documents, b.first);
  });
  SetAside result{found.size(), {}};
  found.resize(std::min(found.size(), most));
  for (const auto& [hash, recurrence] : found) {
    const Xapian::Database& shard = generation.shards[recurrence.part];
    const corpus::Record record =
        corpus::decode_record(shard.get_document(recurrence.section).get_data());
    result.most.push_back(
        {recurrence.documents, std::string(corpus::paragraph_text(record, hash))});
  }
  return result;
}

}  // namespace limier::indexer
