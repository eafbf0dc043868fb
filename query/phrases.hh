#pragma once

#include <xapian.h>

#include "corpus/store/word_order.hh"

namespace limier::query {

struct InOrder {
  Xapian::Query query;
  bool is_exact = true;  ///< or it finds too much
};

/// `words`, which finds the sections with all words of a phrase, where they stand in its order.
///
/// A server does not know of word orders. If a shard is `remote`, they are looked up here, and what
/// is found may be too much: all that `words` finds, where these are many, or several sections of a
/// document in one of which the phrase stands.
InOrder in_order(const Xapian::Query& words, const corpus::Phrase& phrase,
                 const Xapian::Database& database, bool remote);

}  // namespace limier::query
