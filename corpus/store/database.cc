#include "corpus/store/database.hh"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/french/fingerprint.hh"
#include "corpus/store/durable.hh"
#include "corpus/store/shards.hh"

namespace limier::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGenerationPrefix = "generation-";
constexpr std::string_view kAuto = "auto ";
constexpr std::chrono::minutes kGracePeriod(10);

/// Why a write failed, by `errno`. Whatever Xapian did since may have left a number of its own.
std::string reason_of_write(int number) {
  constexpr std::array<int, 7> kOfWriting = {EACCES, EIO, ENOSPC, EDQUOT, EFBIG, EROFS, ENOMEM};
  const bool is_of_it = std::find(kOfWriting.begin(), kOfWriting.end(), number) != kOfWriting.end();
  return is_of_it ? std::strerror(number) : "a write failed";
}

/// What went wrong where Xapian could not take a change back either, as never in a scratch
/// database. It complains of that, and tells of the reason at best within:
/// `Modifications failed (TYPE: REASON), and couldn't ...`.
std::string reason_within(const std::string& message, int number) {
  const std::size_t begin = message.find(": ");
  const std::size_t end = message.find("), and couldn't");
  if (end == std::string::npos || begin > end) return reason_of_write(number);
  return message.substr(begin + 2, end - begin - 2);
}

/// Whether this user may not look into a folder in `folder`: to Xapian it seems empty.
bool holds_closed_folder(const fs::path& folder) {
  std::error_code ignored;
  const fs::directory_iterator entries(folder, ignored);
  return std::any_of(fs::begin(entries), fs::end(entries), [](const fs::directory_entry& entry) {
    std::error_code closed;
    return entry.is_directory(closed) && ::access(entry.path().c_str(), R_OK | X_OK) != 0;
  });
}

}  // namespace

std::string shard_name(std::size_t number) { return fmt::format("shard-{:03}", number + 1); }

std::vector<std::string> DatabaseFolder::generations() const {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_, ignored))
    if (const std::string name = entry.path().filename(); name.starts_with(kGenerationPrefix))
      names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

bool DatabaseFolder::exists() const {
  std::error_code ignored;
  return fs::exists(path_ / kStubName, ignored);
}

std::optional<std::string> DatabaseFolder::current() const {
  if (!exists()) return std::nullopt;
  const fs::path stub = path_ / kStubName;
  std::error_code ignored;
  const std::vector<std::string> lines = stub_lines(stub.string());
  if (!lines.empty() && lines[0].starts_with(kAuto)) {
    std::string name = lines[0].substr(kAuto.size());
    name.resize(std::min(name.size(), name.find('/')));
    if (name.starts_with(kGenerationPrefix) && fs::is_directory(path_ / name, ignored) &&
        lines == lines_of(name))
      return name;
  }
  throw Error(fmt::format("{}: names no generation of this database", stub.string()),
              rebuild_hint(path_.string()));
}

std::string DatabaseFolder::next() const {
  const std::vector<std::string> names = generations();
  const int last =
      names.empty() ? 0 : std::atoi(names.back().substr(kGenerationPrefix.size()).c_str());
  return fmt::format("{}{:06}", kGenerationPrefix, last + 1);
}

fs::path DatabaseFolder::generation_path(std::string_view generation) const {
  return path_ / generation;
}

std::vector<fs::path> DatabaseFolder::shard_paths(std::string_view generation) const {
  const fs::path path = generation_path(generation);
  std::vector<fs::path> shards;
  std::error_code ignored;
  while (fs::is_directory(path / shard_name(shards.size()), ignored))
    shards.push_back(path / shard_name(shards.size()));
  if (shards.empty()) shards.push_back(path);
  return shards;
}

std::vector<std::string> DatabaseFolder::lines_of(std::string_view generation) const {
  std::vector<std::string> lines;
  for (const fs::path& shard : shard_paths(generation))
    lines.push_back(fmt::format("{}{}", kAuto, shard.lexically_relative(path_).string()));
  return lines;
}

void DatabaseFolder::publish(std::string_view generation) const {
  replace_file(path_ / kStubName, fmt::format("{}\n", fmt::join(lines_of(generation), "\n")));
}

void DatabaseFolder::remove_stale(const std::string& in_force) const {
  std::error_code ignored;
  fs::remove_all(scratch(), ignored);
  const std::vector<std::string> names = generations();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == in_force) continue;
    // A later generation than the one in force is what an interrupted run left.
    const bool abandoned = names[i] > in_force;
    if (abandoned || !may_be_read(i + 1 < names.size() ? names[i + 1] : in_force, in_force))
      fs::remove_all(path_ / names[i], ignored);
  }
}

bool DatabaseFolder::may_be_read(const std::string& successor, const std::string& in_force) const {
  std::error_code ignored;
  const fs::path retired = path_ / (successor == in_force ? kStubName : successor);
  return fs::file_time_type::clock::now() - fs::last_write_time(retired, ignored) < kGracePeriod;
}

std::string rebuild_hint(const std::string& name) {
  return fmt::format("rebuild it: limier-indexer -d {} --rebuild SOURCE...", name);
}

void check_compatible(const Xapian::Database& database, const std::string& name,
                      const std::string& hint) {
  const std::string schema = database.get_metadata(kSchemaKey);
  if (schema.empty())
    throw Error(fmt::format("{}: not a database of limier-indexer", name),
                "give -d a folder that limier-indexer has made");
  if (schema != kSchemaVersion)
    throw Error(fmt::format("{}: has schema {}, this program reads schema {}", name, schema,
                            kSchemaVersion),
                hint);
  static const std::string fingerprint = analysis_fingerprint();
  if (const std::string found = database.get_metadata(kFingerprintKey); found != fingerprint)
    throw Error(fmt::format("{}: was written by another French analysis ({}, this program's is {})",
                            name, found, fingerprint),
                hint);
}

Generation open_as_it_is(const DatabaseFolder& folder, std::string_view generation) {
  Generation opened;
  for (const fs::path& path : folder.shard_paths(generation)) {
    opened.shards.emplace_back(path.string(), Xapian::DB_OPEN);
    opened.all.add_database(opened.shards.back());
  }
  return opened;
}

Generation open_to_read(const DatabaseFolder& folder, std::string_view generation) {
  const std::string name = folder.path().string();
  try {
    Generation opened = open_as_it_is(folder, generation);
    for (const Xapian::Database& shard : opened.shards)
      check_compatible(shard, name, rebuild_hint(name));
    return opened;
  } catch (const Xapian::Error& error) {
    throw explain(error, name);
  }
}

Xapian::WritableDatabase open_generation(const DatabaseFolder& folder, const fs::path& path) {
  const std::string name = folder.path().string();
  try {
    Xapian::WritableDatabase database(path.string(), Xapian::DB_OPEN);
    check_compatible(database, name, rebuild_hint(name));
    return database;
  } catch (const Xapian::Error& error) {
    throw explain(error, name);
  }
}

StoreError explain(const Xapian::Error& error, const std::string& name) {
  const int number = errno;
  if (const auto shard = shard_of(error)) return missing_shard(name, *shard);
  const char* const cure = number == ENOMEM
                               ? "free some memory, or use less: --memory, --jobs"
                               : "look after the disk, or make room on it; then run again";
  if (const std::string& message = error.get_msg();
      message.find("DB_DANGEROUS") != std::string::npos ||
      message.starts_with("Modifications failed"))
    return StoreError(
        fmt::format("{}: cannot be written: {}", name, reason_within(message, number)), cure);
  const std::string reason = error.get_msg().empty() ? error.get_type() : error.get_msg();
  const std::string system = error.get_error_string() != nullptr
                                 ? fmt::format(" ({})", error.get_error_string())
                                 : std::string();
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError")
    return StoreError(fmt::format("{}: another program writes to it", name), "wait for it to end");
  // Of a database that could not be created Xapian tells no reason.
  if (type == "DatabaseCreateError" && system.empty())
    return StoreError(fmt::format("{}: cannot be written: {}", name, reason_of_write(number)),
                      cure);
  const bool is_of_opening = type == "DatabaseOpeningError" || type == "DatabaseNotFoundError";
  const std::string closed = std::strerror(EACCES);
  if (is_of_opening && (system == fmt::format(" ({})", closed) || holds_closed_folder(name)))
    return StoreError(fmt::format("{}: cannot be read: {}", name, closed),
                      "ask its owner for the right to read it");
  if (is_of_opening && system == fmt::format(" ({})", std::strerror(EMFILE)))
    return StoreError(fmt::format("{}: cannot be opened: {}", name, std::strerror(EMFILE)),
                      "allow more: ulimit -n; or use fewer: --jobs");
  if ((type == "DatabaseError" || type == "DatabaseCreateError") && !system.empty())
    return StoreError(fmt::format("{}: cannot be used: {}{}", name, reason, system), cure);
  if (type.starts_with("Database") && type != "DatabaseModifiedError")
    return StoreError(fmt::format("{}: cannot be used: {}{}", name, reason, system),
                      rebuild_hint(name));
  return StoreError(fmt::format("{}: {}{}", name, reason, system));
}

std::string default_database() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::string(value) : std::string();
  };
  if (std::string chosen = variable("LIMIER_DATABASE"); !chosen.empty()) return chosen;
  if (std::string data = variable("XDG_DATA_HOME"); !data.empty()) return data + "/limier/index";
  const std::string home = variable("HOME");
  if (home.empty())
    throw Error("no database is named, and HOME is not set",
                "name one: -d DIR, or LIMIER_DATABASE");
  return home + "/.local/share/limier/index";
}

}  // namespace limier::corpus
