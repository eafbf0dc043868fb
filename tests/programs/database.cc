#include "tests/programs/database.hh"

#include <cstdint>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/record.hh"

namespace limier::tests {

namespace {

/// All metadata but sizes. Of shards, each has rows of its own, and counts its own documents.
std::map<std::string, std::string> metadata_of(const std::string& folder) {
  std::map<std::string, std::string> content;
  const corpus::DatabaseFolder database(folder);
  std::uint64_t documents = 0;
  for (const auto& path : database.shard_paths(database.current().value())) {
    const Xapian::Database shard(path.string());
    documents += corpus::count_documents(shard);
    for (auto key = shard.metadata_keys_begin(); key != shard.metadata_keys_end(); ++key)
      if (*key != corpus::kMergedKey) content["metadata " + *key] = shard.get_metadata(*key);
  }
  content[std::string("metadata ") + corpus::kDocumentsKey] = std::to_string(documents);
  return content;
}

}  // namespace

std::map<std::string, std::string> content_of(const std::string& folder) {
  std::map<std::string, std::string> content = metadata_of(folder);
  const Xapian::Database database(folder);
  std::unordered_map<std::string, Xapian::doccount> frequencies;
  const auto frequency = [&](const std::string& term) {
    const auto [known, is_new] = frequencies.try_emplace(term);
    if (is_new) known->second = database.get_termfreq(term);
    return known->second;
  };
  for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
    const Xapian::Document section = database.get_document(*id);
    std::string all = section.get_data();
    for (auto value = section.values_begin(); value != section.values_end(); ++value)
      all += fmt::format("\n{}={}", value.get_valueno(), *value);
    for (auto term = section.termlist_begin(); term != section.termlist_end(); ++term)
      all += fmt::format("\n{} {} {}", *term, term.get_wdf(), frequency(*term));
    const auto record = corpus::decode_record(section.get_data());
    const auto key = fmt::format("{} {}", section.get_value(0), record.section);
    if (!content.emplace(key, all).second) throw std::runtime_error("twice: " + key);
  }
  return content;
}

std::size_t sections_in(const std::string& folder) {
  return Xapian::Database(folder).get_doccount();
}

}  // namespace limier::tests
