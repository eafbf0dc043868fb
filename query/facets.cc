#include "query/facets.hh"

#include <algorithm>

#include "corpus/store/fields.hh"

namespace limier::query {

Xapian::valueno slot_of(Facet facet) {
  if (facet == Facet::source) return corpus::kSourceSlot;
  return facet == Facet::author ? corpus::kAuthorSlot : corpus::kDateSlot;
}

std::vector<std::pair<std::string, std::size_t>> facets_of(
    Facet facet, const std::map<std::string, std::size_t>& values) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  const bool of_dates = facet == Facet::year || facet == Facet::month;
  const std::size_t length = !of_dates ? std::string::npos : facet == Facet::year ? kYear : kMonth;
  std::map<std::string, std::size_t> counts;
  for (const auto& [value, documents] : values) counts[value.substr(0, length)] += documents;
  std::vector<std::pair<std::string, std::size_t>> result(counts.begin(), counts.end());
  std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) {
    // What has no value comes last.
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return !of_dates && a.second > b.second;
  });
  return result;
}

}  // namespace limier::query
