#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

#include "corpus/store/record.hh"

namespace limier::query {

/// The sections of the document with this term, by their numbers. Several databases may hold the
/// same document: a section counts once.
std::map<std::size_t, corpus::Record> sections_of(const Xapian::Database& database,
                                                  const std::string& term);

/// The document called `name`: a record's id, a path, or `PATH:ID` for a record whose id stands in
/// several files. Its sections are put together: `text` is all of its text, and there are no
/// sentences. Nothing where there is no such document; throws Error when there are several, or
/// when the path is one of many documents.
std::optional<corpus::Record> stored_document(const Xapian::Database& database,
                                              const std::string& name);

}  // namespace limier::query
