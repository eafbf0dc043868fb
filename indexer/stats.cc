#include "indexer/stats.hh"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <xapian.h>

#include "corpus/french/fingerprint.hh"
#include "corpus/printable.hh"
#include "corpus/store/database.hh"
#include "corpus/store/generation.hh"
#include "corpus/store/record.hh"
#include "indexer/ledger.hh"
#include "indexer/scan.hh"
#include "indexer/set_aside.hh"

namespace limier::indexer {
namespace {

/// Sections that are looked at to learn how long their texts are.
constexpr Xapian::docid kSample = 10'000;

std::string line(std::string_view name, const std::string& value) {
  return fmt::format("{:<12}{}\n", name, corpus::printable(value));
}

/// `1.5 MB`
std::string human_bytes(double bytes) {
  constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  for (; bytes >= 999.95 && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  return unit == 0 ? fmt::format("{:.0f} {}", bytes, kUnits[unit])
                   : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

struct TextSize {
  double bytes = 0;
  bool is_exact = true;
};

/// The bytes of all texts; of many sections only a sample is read.
TextSize text_size(const Xapian::Database& database) {
  const Xapian::docid step = std::max<Xapian::docid>(1, database.get_lastdocid() / kSample);
  std::uint64_t bytes = 0;
  std::uint64_t sections = 0;
  for (auto id = database.postlist_begin({}); id != database.postlist_end({});) {
    bytes += corpus::decode_record(database.get_document(*id).get_data()).text.size();
    ++sections;
    id.skip_to(*id + step);
  }
  if (sections == 0) return {};
  const double mean = static_cast<double>(bytes) / static_cast<double>(sections);
  return {mean * database.get_doccount(), sections == database.get_doccount()};
}

/// A source as it would be typed.
std::string shown(const Source& source) {
  std::string text = source.path;
  if (source.reading.format != "auto") text += " --format " + source.reading.format;
  if (!source.reading.encoding.empty()) text += " --encoding " + source.reading.encoding;
  for (const std::string& map : source.reading.maps) text += fmt::format(" --map '{}'", map);
  for (const std::string& filter : source.reading.filters)
    text += fmt::format(" --filter '{}'", filter);
  for (const std::string& pattern : source.exclude) text += fmt::format(" --exclude '{}'", pattern);
  return text;
}

std::string analysis(const std::string& found) {
  const std::string own = corpus::analysis_fingerprint();
  return found == own ? found : fmt::format("{}, this program's is {}", found, own);
}

std::string schema(const std::string& found) {
  if (found == corpus::kSchemaVersion) return found;
  return fmt::format("{}, this program's is {}", found, corpus::kSchemaVersion);
}

std::string contents(const corpus::Generation& generation, std::uint64_t disk) {
  const Xapian::Database& database = generation.all;
  const TextSize text = text_size(database);
  std::uint64_t files = 0;
  std::uint64_t failed = 0;
  LedgerCursor rows(generation, "/");
  while (rows.next()) {
    ++files;
    failed += rows.row().problem.empty() ? 0U : 1U;
  }
  std::string all =
      line("documents", std::to_string(corpus::count_documents(generation))) +
      line("sections", std::to_string(database.get_doccount())) +
      line("text", (text.is_exact ? "" : "about ") + human_bytes(text.bytes)) +
      line("on disk", text.bytes < 1 ? human_bytes(static_cast<double>(disk))
                                     : fmt::format("{}, {:.1f} times the text",
                                                   human_bytes(static_cast<double>(disk)),
                                                   static_cast<double>(disk) / text.bytes)) +
      line("files", failed == 0 ? std::to_string(files)
                                : fmt::format("{}, {} with a problem", files, failed));
  all += line("set aside", fmt::format("{} paragraphs", set_aside_in(generation, 0).paragraphs));
  for (const Source& source : read_sources(database)) all += line("source", shown(source));
  return all;
}

}  // namespace

std::string stats(const Options& options) {
  const corpus::DatabaseFolder folder(absolute_path(options.database));
  const std::string name = folder.path().string();
  const std::optional<std::string> generation = folder.current();
  if (!generation) throw corpus::Error(fmt::format("{}: no such database", name));
  try {
    // Another schema or analysis is something to tell, not to refuse.
    const corpus::Generation opened = corpus::open_as_it_is(folder, *generation);
    const std::string found = opened.all.get_metadata(corpus::kSchemaKey);
    const std::size_t shards = opened.shards.size();
    std::string head = line("database", name) + line("generation", *generation) +
                       (shards > 1 ? line("shards", std::to_string(shards)) : "") +
                       line("schema", schema(found)) +
                       line("analysis", analysis(opened.all.get_metadata(corpus::kFingerprintKey)));
    if (found != corpus::kSchemaVersion) return head;
    std::uint64_t disk = 0;
    for (const auto& path : folder.shard_paths(*generation)) disk += corpus::bytes_of(path);
    return head + contents(opened, disk);
  } catch (const Xapian::Error& error) {
    throw corpus::explain(error, name);
  }
}

}  // namespace limier::indexer
