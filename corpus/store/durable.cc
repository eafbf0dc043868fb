#include "corpus/store/durable.hh"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/store/store_error.hh"

namespace limier::corpus {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags)
      : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (number_ < 0) fail("cannot open");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view text) const {
    if (::write(number_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      fail("cannot write");
  }
  void sync() const {
    if (::fsync(number_) != 0) fail("cannot sync");
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw StoreError(fmt::format("{} {}: {}", what, path_.string(), std::strerror(errno)));
  }

  fs::path path_;
  int number_;
};

}  // namespace

void sync_file(const fs::path& path) { Descriptor(path, O_RDONLY).sync(); }

void sync_folder(const fs::path& path) { Descriptor(path, O_RDONLY | O_DIRECTORY).sync(); }

void sync_files_of(const fs::path& folder) {
  for (const fs::directory_entry& file : fs::directory_iterator(folder)) sync_file(file.path());
  sync_folder(folder);
}

void replace_file(const fs::path& path, std::string_view text) {
  const fs::path fresh = path.string() + ".new";
  {
    const Descriptor file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(text);
    file.sync();
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0)
    throw StoreError(fmt::format("cannot write {}: {}", path.string(), std::strerror(errno)));
  sync_folder(path.parent_path());
}

void make_folder(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return;
  const fs::path above = path.parent_path();
  if (above != path) make_folder(above);
  if (!fs::create_directory(path, error) && error)
    throw StoreError(fmt::format("cannot make {}: {}", path.string(), error.message()));
  sync_folder(above);
}

}  // namespace limier::corpus
