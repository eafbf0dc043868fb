#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <xapian.h>

#include "corpus/store/boilerplate.hh"
#include "corpus/store/database.hh"
#include "corpus/store/record.hh"
#include "indexer/segments.hh"

namespace limier::indexer {

/// What a new generation is merged of: for each of its shards the databases that go into it, the
/// one whose metadata count first.
using Parts = std::vector<std::vector<std::filesystem::path>>;

/// What the sections of a document say once they set aside what they should.
std::vector<corpus::Record> settled(const Xapian::Database& database,
                                    const corpus::Boilerplate& boilerplate,
                                    const corpus::Boilerplate::Outdated& outdated);

/// The mark of the document whose first section this is.
std::string mark_in(const Xapian::Database& database, Xapian::docid first_section);

/// Sets aside in all parts what has become boilerplate, and takes back what is none any more: such
/// documents are made anew, into parts of their own in the folder's scratch.
void settle(Parts& parts, const corpus::DatabaseFolder& folder, const Resources& resources);

/// Merges the parts into a new generation and puts it in force; durable on return.
void publish(const corpus::DatabaseFolder& folder, const Parts& parts);

}  // namespace limier::indexer
