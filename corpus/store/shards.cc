#include "corpus/store/shards.hh"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "corpus/store/database.hh"

namespace limier::corpus {
namespace {

namespace fs = std::filesystem;

/// A stub may name folders with a stub. No sensible layout goes deeper, one in a circle does.
constexpr int kMaxDepth = 4;

/// What `text` goes on with behind `head`, if it begins so.
std::optional<std::string> behind(std::string_view head, std::string_view text) {
  if (!text.starts_with(head)) return std::nullopt;
  return std::string(text.substr(head.size()));
}

/// The place without spaces at its end, as Xapian too calls it when it tells of an error.
std::string trimmed(std::string place) {
  place.resize(place.find_last_not_of(' ') + 1);
  return place;
}

std::optional<Shard> remote_shard(const std::string& place) {
  Shard shard;
  if (const auto command = behind(":", place)) {
    const std::size_t space = std::min(command->find(' '), command->size());
    shard.kind = Shard::Kind::program;
    shard.name = trimmed(*command);
    shard.target = command->substr(0, space);
    shard.arguments = command->substr(std::min(space + 1, command->size()));
    return shard.target.empty() ? std::nullopt : std::optional(shard);
  }
  const std::size_t colon = place.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  shard.kind = Shard::Kind::server;
  shard.target = place.substr(0, colon);
  const char* const end = place.data() + place.size();
  const auto [stop, failure] = std::from_chars(place.data() + colon + 1, end, shard.port);
  if (failure != std::errc() || stop != end) return std::nullopt;
  // An address of IPv6.
  if (shard.target.starts_with('[') && shard.target.ends_with(']'))
    shard.target = shard.target.substr(1, shard.target.size() - 2);
  shard.name = fmt::format("{}:{}", shard.target, shard.port);
  return shard;
}

/// Collects the shards of a folder, in the order of the lines.
class Stubs {
 public:
  explicit Stubs(std::map<std::string, std::string>& publications) : publications_(publications) {}

  std::vector<Shard> shards_of(const std::string& folder) {
    const std::string stub = (fs::path(folder) / kStubName).string();
    // Read first: what is published meanwhile is met by the next look at it.
    publications_[stub] = publication_of(stub);
    const std::vector<std::string> lines = stub_lines(stub);
    // A stub without a line would open as an empty database.
    if (lines.empty())
      throw Error(fmt::format("{}: not a database: no {} that can be read", folder, kStubName),
                  "give -d a folder that limier-indexer has made");
    std::vector<Shard> shards;
    for (const std::string& line : lines) add(folder, line, shards);
    return shards;
  }

 private:
  void add(const std::string& folder, const std::string& line, std::vector<Shard>& shards) {
    const auto refuse = [&] {
      throw Error(fmt::format("{}: {} names no shard: {}", folder, kStubName, line),
                  "write `auto PATH`, `remote HOST:PORT` or `remote :COMMAND ARGUMENTS`");
    };
    if (const auto place = behind("remote ", line)) {
      const std::optional<Shard> shard = remote_shard(*place);
      if (!shard) refuse();
      return shards.push_back(*shard);
    }
    const auto given = behind("auto ", line);
    if (!given) return refuse();
    const std::string path = (fs::path(folder) / *given).lexically_normal().string();
    std::error_code ignored;
    if (!fs::exists(fs::path(path) / kStubName, ignored))
      return shards.push_back({Shard::Kind::local, path, path, {}, 0});
    if (++depth_ > kMaxDepth) refuse();
    const std::vector<Shard> below = shards_of(path);
    shards.insert(shards.end(), below.begin(), below.end());
    --depth_;
  }

  std::map<std::string, std::string>& publications_;
  int depth_ = 0;
};

Xapian::Database connect(const Shard& shard, std::chrono::milliseconds patience) {
  const auto wait = static_cast<useconds_t>(patience.count());
  if (shard.kind == Shard::Kind::program)
    return Xapian::Remote::open(shard.target, shard.arguments, wait);
  return Xapian::Remote::open(shard.target, shard.port, wait, wait);
}

/// A shard, opened; or why it does not answer.
struct Attempt {
  std::optional<Xapian::Database> database;
  std::string failure;
};

Attempt open_remote(const std::string& folder, const Shard& shard,
                    std::chrono::milliseconds patience) {
  Attempt attempt;
  try {
    attempt.database = connect(shard, patience);
    check_compatible(*attempt.database, fmt::format("{}: shard {}", folder, shard.name),
                     "rebuild it where it lies: limier-indexer --rebuild");
    return attempt;
  } catch (const Error&) {
    throw;
  } catch (const Xapian::Error& error) {
    const auto told = shard_of(error);
    attempt.failure = told ? told->reason : error.get_msg();
    if (attempt.database) abandon(*attempt.database);
  } catch (const std::exception& error) {
    // What is no Xapian server may well say that a string of all memory follows.
    attempt.failure = fmt::format("speaks no Xapian ({})", error.what());
  }
  attempt.database.reset();
  return attempt;
}

Attempt open_shard(const std::string& folder, const Shard& shard, const Opening& opening) {
  if (shard.kind != Shard::Kind::local) return open_remote(folder, shard, opening.patience);
  try {
    Xapian::Database database(shard.target, Xapian::DB_OPEN);
    check_compatible(database, folder, rebuild_hint(folder));
    return {std::move(database), {}};
  } catch (const Xapian::Error& error) {
    throw explain(error, folder);
  }
}

void open_folder(const std::string& folder, const Opening& opening, OpenedDatabase& opened) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored))
    throw Error(fmt::format("{}: no such database", folder),
                fmt::format("make one: limier-indexer -d {} FOLDER...", folder));
  struct Asked {
    Shard shard;
    std::future<Attempt> attempt;
  };
  std::vector<Asked> asked;
  for (Shard& shard : Stubs(opened.publications).shards_of(folder)) {
    const bool local = shard.kind == Shard::Kind::local;
    opened.remote = opened.remote || !local;
    if (std::any_of(opening.without.begin(), opening.without.end(),
                    [&](const MissingShard& other) { return other.name == shard.name; }))
      continue;
    // Several that are stalled are waited for at the same time.
    asked.push_back({shard, std::async(local ? std::launch::deferred : std::launch::async,
                                       [=] { return open_shard(folder, shard, opening); })});
  }
  for (Asked& each : asked) {
    Attempt attempt = each.attempt.get();
    if (attempt.database) {
      opened.all.add_database(*attempt.database);
      continue;
    }
    const MissingShard missing{each.shard.name, std::move(attempt.failure)};
    if (!opening.partial) throw missing_shard(folder, missing);
    opened.missing.push_back(missing);
  }
}

}  // namespace

std::vector<std::string> stub_lines(const std::string& stub) {
  std::vector<std::string> lines;
  std::ifstream in(stub);
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  return lines;
}

OpenedDatabase open_for_search(const std::vector<std::string>& folders, const Opening& opening) {
  OpenedDatabase opened;
  opened.missing = opening.without;
  for (const std::string& folder : folders) open_folder(folder, opening, opened);
  if (!opened.missing.empty() && opened.all.size() == 0)
    throw missing_shard(folders.front(), opened.missing.front());
  return opened;
}

void abandon(const Xapian::Database& database) {
  static std::mutex mutex;
  static auto* const abandoned = new std::vector<Xapian::Database>;
  const std::lock_guard lock(mutex);
  abandoned->push_back(database);
}

std::string publication_of(const std::string& stub) {
  struct stat file{};
  if (::stat(stub.c_str(), &file) != 0) return {};
  return fmt::format("{}:{}:{}.{}", file.st_dev, file.st_ino, file.st_mtim.tv_sec,
                     file.st_mtim.tv_nsec);
}

std::optional<MissingShard> shard_of(const Xapian::Error& error) {
  // `remote:tcp(HOST:PORT)` or `remote:prog(COMMAND ARGUMENTS)`
  const std::string& context = error.get_context();
  const std::size_t open = context.find('(');
  if (!context.starts_with("remote:") || open == std::string::npos || !context.ends_with(')'))
    return std::nullopt;
  MissingShard shard{trimmed(context.substr(open + 1, context.size() - open - 2)), {}};
  const std::string_view type = error.get_type();
  if (type == "NetworkTimeoutError") shard.reason = "no answer in time";
  else shard.reason = error.get_msg().empty() ? std::string(type) : error.get_msg();
  if (const char* system = error.get_error_string(); system != nullptr)
    shard.reason += fmt::format(" ({})", system);
  return shard;
}

StoreError missing_shard(const std::string& name, const MissingShard& shard) {
  return StoreError(fmt::format("{}: shard {}: {}", name, shard.name, shard.reason),
                    "see that it is served, or take the answer of the others: --partial");
}

}  // namespace limier::corpus
