#pragma once

// Compressed files and tar archives, by libarchive; private to this folder.

#include <cstddef>
#include <exception>
#include <istream>
#include <memory>
#include <optional>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "corpus/reading/expansion.hh"
#include "corpus/reading/format.hh"

namespace limier::corpus {

/// Whether a file that begins with `head` is compressed (zstd, xz, bzip2) or a tar archive.
/// Old ones of these are known by the name only.
bool is_archive(std::string_view head, std::string_view path);

/// `path` without the end that a compressed file's name has: `a.csv` of `a.csv.gz`.
std::string without_compression(std::string_view path);

/// One compressed file or archive, read from the beginning to the end.
class Archive {
 public:
  /// `counts`: whether what is read from `in` is the file itself, not a member of an archive.
  Archive(std::istream& in, Expansion& expansion, bool counts);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() = default;

  /// What is next in it.
  struct Member {
    std::string name;  ///< as it stands there; empty when nothing but a compressed file is there
    std::optional<Skipped> skipped;  ///< no file, but a link, a device...
    bool is_folder = false;
    bool is_damaged = false;  ///< what stands here is lost, but others follow
  };

  /// The next member, or nothing at the end. Throws Error when nothing more can be read.
  std::optional<Member> next();

  /// The bytes of the member that `next` returned last.
  [[nodiscard]] std::streambuf& content() { return content_; }

  /// Whether nothing more can be read.
  [[nodiscard]] bool is_broken() const { return broken_; }

 private:
  class Content : public std::streambuf {
   public:
    explicit Content(Archive& archive) : archive_(archive), bytes_(kBytes) {}
    void reset() { setg(nullptr, nullptr, nullptr); }

   protected:
    int_type underflow() override;

   private:
    Archive& archive_;
    std::vector<char> bytes_;
  };

  struct Free {
    void operator()(archive* handle) const { archive_read_free(handle); }
  };

  static constexpr std::size_t kBytes = std::size_t{1} << 16U;

  static la_ssize_t read_more(archive* handle, void* self, const void** bytes);
  [[noreturn]] void fail();

  std::istream& in_;
  Expansion& expansion_;
  bool counts_;
  bool broken_ = false;
  std::exception_ptr exception_;
  std::vector<char> bytes_;
  std::unique_ptr<archive, Free> handle_;
  Content content_;
};

}  // namespace limier::corpus
