#include "indexer/scan.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

class Walk {
 public:
  Walk(Scan& scan, const fs::path& skip) : scan_(scan), skip_(skip) {}

  void folder(const fs::path& first) {
    std::vector<fs::path> pending = {first};
    while (!pending.empty()) {
      const fs::path folder = std::move(pending.back());
      pending.pop_back();
      std::vector<fs::path> below = entries(folder);
      // The stack gives them back in order.
      std::sort(below.rbegin(), below.rend());
      for (fs::path& entry : below)
        if (visit(entry)) pending.push_back(std::move(entry));
    }
    std::sort(scan_.files.begin(), scan_.files.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  }

 private:
  std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> result;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error))
      result.push_back(entry->path());
    if (error) scan_.problems.push_back({folder.string(), error.message()});
    return result;
  }

  /// Takes note of a file; true for a folder to walk.
  bool visit(const fs::path& entry) {
    if (entry.filename().string().starts_with('.')) {
      ++scan_.hidden;
      return false;
    }
    struct stat status{};
    if (::lstat(entry.c_str(), &status) != 0) {
      // It vanished since the folder was listed: that is as good as never seen.
      if (errno != ENOENT) scan_.problems.push_back({entry.string(), std::strerror(errno)});
      return false;
    }
    if (S_ISDIR(status.st_mode)) return entry != skip_;
    if (S_ISREG(status.st_mode)) scan_.files.push_back(found_file(entry.string(), status));
    else ++scan_.special;
    return false;
  }

  Scan& scan_;
  const fs::path& skip_;
};

}  // namespace

FoundFile found_file(const std::string& path, const struct stat& status) {
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {path, static_cast<std::uint64_t>(status.st_size),
          static_cast<std::int64_t>(status.st_mtim.tv_sec) * kNanoseconds + status.st_mtim.tv_nsec,
          false};
}

std::string absolute_path(const std::string& source) {
  std::string path = fs::absolute(source).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Scan scan(const std::string& source, const fs::path& skip) {
  Scan result;
  struct stat status{};
  if (::stat(source.c_str(), &status) != 0) {
    result.problems.push_back({source, std::strerror(errno)});
  } else if (S_ISDIR(status.st_mode)) {
    Walk(result, skip).folder(source);
  } else if (S_ISREG(status.st_mode)) {
    result.files.push_back(found_file(source, status));
    result.files.back().named = true;
  } else {
    result.problems.push_back({source, "neither a file nor a folder"});
  }
  return result;
}

}  // namespace limier::indexer
