#include "tests/programs/database.hh"

#include <stdexcept>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/store/database.hh"
#include "corpus/store/record.hh"

namespace limier::tests {

std::map<std::string, std::string> content_of(const std::string& folder) {
  std::map<std::string, std::string> content;
  const Xapian::Database database(folder);
  for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
    const Xapian::Document section = database.get_document(*id);
    std::string all = section.get_data();
    for (auto value = section.values_begin(); value != section.values_end(); ++value)
      all += fmt::format("\n{}={}", value.get_valueno(), *value);
    for (auto term = section.termlist_begin(); term != section.termlist_end(); ++term) {
      all += fmt::format("\n{} {} {}:", *term, term.get_wdf(), term.get_termfreq());
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
        all += fmt::format(" {}", *at);
    }
    const auto record = corpus::decode_record(section.get_data());
    const auto key = fmt::format("{} {}", section.get_value(0), record.section);
    if (!content.emplace(key, all).second) throw std::runtime_error("twice: " + key);
  }
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
    if (*key != corpus::kMergedKey) content["metadata " + *key] = database.get_metadata(*key);
  return content;
}

std::size_t sections_in(const std::string& folder) {
  return Xapian::Database(folder).get_doccount();
}

}  // namespace limier::tests
