#include <random>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "corpus/store/fields.hh"
#include "query/collapse.hh"
#include "tests/catch.hh"

using namespace limier::query;
namespace corpus = limier::corpus;

namespace {

/// Documents of one to three sections; many weigh alike, and their keys are in no order.
Xapian::WritableDatabase make_database(unsigned seed) {
  std::mt19937 random(seed);
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int document = 0; document < 60; ++document) {
    const std::string key = std::to_string(random());
    const auto sections = random() % 4 == 0 ? 1 + random() % 3 : 1;
    for (unsigned i = 0; i < sections; ++i) {
      Xapian::Document section;
      section.add_term("mot", static_cast<Xapian::termcount>(1 + random() % 3));
      if (sections > 1) section.add_value(corpus::kSectionSlot, std::to_string(i));
      section.add_value(corpus::Slot::kDocumentSlot, key);
      database.add_document(section);
    }
  }
  return database;
}

Xapian::Enquire search_for_word(const Xapian::Database& database) {
  Xapian::Enquire search(database);
  search.set_query(Xapian::Query("mot"));
  return search;
}

std::vector<std::pair<Xapian::docid, double>> by_xapian(const Xapian::Database& database,
                                                        Xapian::doccount wanted) {
  Xapian::Enquire search = search_for_word(database);
  search.set_collapse_key(corpus::kDocumentSlot);
  search.set_sort_by_relevance_then_value(corpus::kDocumentSlot, false);
  std::vector<std::pair<Xapian::docid, double>> result;
  const Xapian::MSet found = search.get_mset(0, wanted);
  for (auto section = found.begin(); section != found.end(); ++section)
    result.emplace_back(*section, section.get_weight());
  return result;
}

}  // namespace

TEST_CASE("collapse: as Xapian does, over shards too") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Xapian::Database database;
    database.add_database(make_database(seed));
    if (seed % 2 == 1) database.add_database(make_database(seed + 100));
    for (const Xapian::doccount read : {200U, 40U}) {
      const Xapian::MSet found = search_for_word(database).get_mset(0, read);
      const bool whole = found.size() < read;
      const Collapsed ours = collapse(found, whole, 20, database);
      if (whole) CHECK(ours.documents == (seed % 2 == 1 ? 120 : 60));
      CHECK((ours.sections.size() == 20 || !whole));
      const auto theirs = by_xapian(database, static_cast<Xapian::doccount>(ours.sections.size()));
      REQUIRE(theirs.size() == ours.sections.size());
      for (std::size_t i = 0; i < theirs.size(); ++i)
        CHECK(theirs[i] == std::pair(ours.sections[i].id, ours.sections[i].weight));
    }
  }
}
