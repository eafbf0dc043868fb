#include "indexer/scan.hh"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fnmatch.h>

#include "indexer/interrupt.hh"

namespace limier::indexer {
namespace {

namespace fs = std::filesystem;

struct Entry {
  std::string name;
  bool is_folder = false;
};

/// Where all that is below a folder stands among its neighbours.
bool comes_before(const Entry& a, const Entry& b) {
  const std::size_t common = std::min(a.name.size(), b.name.size());
  if (const int order = a.name.compare(0, common, b.name, 0, common); order != 0) return order < 0;
  const auto next = [common](const Entry& entry) {
    if (entry.name.size() > common) return static_cast<unsigned char>(entry.name[common]) + 1;
    return entry.is_folder ? '/' + 1 : 0;
  };
  return next(a) < next(b);
}

class Walk {
 public:
  Walk(Scan& scan, const Source& source, const Walls& walls,
       const std::function<void(const FoundFile&)>& use)
      : scan_(scan),
        source_(source),
        walls_(walls),
        use_(use),
        has_database_(::stat(walls.database.c_str(), &database_) == 0) {}

  void folder(const std::string& path) {
    const std::string begin = path == "/" ? path : path + '/';
    for (const Entry& entry : entries(path)) {
      if (interrupted()) throw Interrupted();
      visit(begin + entry.name);
    }
  }

 private:
  std::vector<Entry> entries(const std::string& folder) {
    std::vector<Entry> result;
    std::error_code error;
    fs::directory_iterator place(folder, error);
    for (; !error && place != fs::directory_iterator(); place.increment(error)) {
      std::error_code ignored;
      result.push_back({place->path().filename().string(),
                        place->symlink_status(ignored).type() == fs::file_type::directory});
    }
    if (error) scan_.problems.push_back({folder, error.message()});
    std::sort(result.begin(), result.end(), comes_before);
    return result;
  }

  void visit(const std::string& path) {
    if (path[path.rfind('/') + 1] == '.') {
      ++scan_.hidden;
      return;
    }
    if (walls_.sources.contains(path)) return;
    if (is_excluded(path)) {
      ++scan_.excluded;
      return;
    }
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) {
      // It vanished since the folder was listed: that is as good as never seen.
      if (errno != ENOENT) scan_.problems.push_back({path, std::strerror(errno)});
    } else if (S_ISDIR(status.st_mode)) {
      if (!is_database(status)) folder(path);
    } else if (S_ISREG(status.st_mode)) {
      ++scan_.files;
      use_({path, state_of(status), false});
    } else {
      ++scan_.special;
    }
  }

  [[nodiscard]] bool is_database(const struct stat& status) const {
    return has_database_ && status.st_ino == database_.st_ino && status.st_dev == database_.st_dev;
  }

  /// A pattern with a slash is compared with the path below the source, others with the name.
  [[nodiscard]] bool is_excluded(const std::string& path) const {
    const std::size_t below = source_.path == "/" ? 1 : source_.path.size() + 1;
    return std::any_of(source_.exclude.begin(), source_.exclude.end(), [&](const auto& pattern) {
      const bool whole = pattern.find('/') != std::string::npos;
      const std::size_t begin = whole ? below : path.rfind('/') + 1;
      return ::fnmatch(pattern.c_str(), path.c_str() + begin, whole ? FNM_PATHNAME : 0) == 0;
    });
  }

  Scan& scan_;
  const Source& source_;
  const Walls& walls_;
  const std::function<void(const FoundFile&)>& use_;
  struct stat database_{};
  bool has_database_ = false;
};

std::int64_t nanoseconds(const struct timespec& time) {
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return static_cast<std::int64_t>(time.tv_sec) * kNanoseconds + time.tv_nsec;
}

}  // namespace

FileState state_of(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim),
          nanoseconds(status.st_ctim)};
}

std::string absolute_path(const std::string& source) {
  std::string path = fs::absolute(source).lexically_normal().string();
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Scan scan(const Source& source, const Walls& walls,
          const std::function<void(const FoundFile&)>& use) {
  Scan result;
  struct stat status{};
  if (::stat(source.path.c_str(), &status) != 0) {
    result.problems.push_back({source.path, std::strerror(errno)});
  } else if (S_ISDIR(status.st_mode)) {
    Walk(result, source, walls, use).folder(source.path);
  } else if (S_ISREG(status.st_mode)) {
    ++result.files;
    use({source.path, state_of(status), true});
  } else {
    result.problems.push_back({source.path, "neither a file nor a folder"});
  }
  return result;
}

}  // namespace limier::indexer
