// Any string is a query: read, analysed, compiled and run, whatever it is, without a crash, a hang
// or an error but those that a user is meant to see.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <xapian.h>

#include "corpus/error.hh"
#include "corpus/store/sections.hh"
#include "query/explain.hh"
#include "query/finder.hh"
#include "query/matcher.hh"
#include "query/plan.hh"
#include "query/syntax.hh"

namespace {

using namespace limier;

constexpr std::string_view kText =
    "Le porte-parole de l’O.T.S.C. (Organisation du traité) annonce, mercredi 5 janvier, que "
    "20 000 citoyen·ne·s sont réuni(e)s à 20 h 30. Nursultan Nazarbaïev et Nazarbayev parlent du "
    "marché, il marche. Covid-19, aujourd’hui, arc-en-ciel.";

struct World {
  World() : database("", Xapian::DB_BACKEND_INMEMORY) {
    corpus::Document document;
    document.body = kText;
    document.title = "Le port";
    document.date = "2022-01-05";
    record = corpus::make_sections(document, "/presse/a").at(0);
    database.add_document(corpus::make_xapian_document(record, chain));
  }

  corpus::Chain chain;
  Xapian::WritableDatabase database;
  corpus::Record record;
};

void run(std::string_view text, World& world) {
  const query::Plan plan = query::make_plan(query::parse_query(text), world.database, world.chain);
  if (plan.leaves.size() > query::kMaxLeaves) std::abort();
  const query::SearchOptions options;
  const query::Deadline deadline(0);
  const query::FindContext context{world.database, world.chain, options, deadline};
  for (const auto strictness :
       {query::Strictness::all, query::Strictness::half, query::Strictness::any}) {
    query::Outcome outcome;
    for (const query::Hit& hit : query::Finder(plan, strictness, context).run(outcome))
      query::reasons_of(hit, {plan, world.database}, world.chain);
  }
  for (const query::Match& match :
       query::Matcher(plan.leaves, plan.nears, world.chain).matches(kText))
    if (match.begin >= match.end || match.end > kText.size() || match.leaf >= plan.leaves.size())
      std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static World world;
  world.chain.forget_surplus();
  try {
    run({reinterpret_cast<const char*>(data), size}, world);
  } catch (const corpus::Error&) {
    // Too long: told to the user.
  }
  return 0;
}
