#include "corpus/reading/archive.hh"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kTarMagic = 257;

constexpr std::array kCompressions = {"\x28\xB5\x2F\xFD"sv, "\xFD\x37\x7A\x58\x5A\0"sv, "BZh"sv};

/// What a compressed file's name ends with, and what the name of its content ends with instead.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kExtensions = {
    {{".gz", ""},
     {".zst", ""},
     {".xz", ""},
     {".bz2", ""},
     {".tgz", ".tar"},
     {".tzst", ".tar"},
     {".txz", ".tar"}}};

/// The name of a member. In a locale without UTF-8 libarchive gives only one of the two.
std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? std::string() : name;
}

}  // namespace

bool is_archive(std::string_view head, std::string_view path) {
  if (has_extension(path, ".tar")) return true;
  if (head.substr(std::min(kTarMagic, head.size())).starts_with("ustar")) return true;
  return std::any_of(kCompressions.begin(), kCompressions.end(),
                     [head](std::string_view magic) { return head.starts_with(magic); });
}

std::string without_compression(std::string_view path) {
  for (const auto& [extension, content] : kExtensions) {
    if (!has_extension(path, extension)) continue;
    return std::string(path.substr(0, path.size() - extension.size())) + std::string(content);
  }
  return std::string(path);
}

Archive::Archive(std::istream& in, Expansion& expansion, bool counts)
    : in_(in),
      expansion_(expansion),
      counts_(counts),
      bytes_(kBytes),
      handle_(archive_read_new()),
      content_(*this) {
  archive* const handle = handle_.get();
  archive_read_support_filter_zstd(handle);
  archive_read_support_filter_xz(handle);
  archive_read_support_filter_bzip2(handle);
  archive_read_support_format_tar(handle);
  archive_read_support_format_raw(handle);
  archive_read_support_format_empty(handle);
  if (archive_read_open2(handle, this, nullptr, read_more, nullptr, nullptr) != ARCHIVE_OK) fail();
}

la_ssize_t Archive::read_more(archive* handle, void* self, const void** bytes) {
  auto& here = *static_cast<Archive*>(self);
  // No exception may pass through libarchive, which is C.
  try {
    here.in_.read(here.bytes_.data(), static_cast<std::streamsize>(here.bytes_.size()));
    if (here.in_.bad()) throw Error("cannot be read");
  } catch (...) {
    here.exception_ = std::current_exception();
    archive_set_error(handle, EIO, "cannot be read");
    return ARCHIVE_FATAL;
  }
  const auto count = static_cast<std::size_t>(here.in_.gcount());
  if (here.counts_) here.expansion_.take_in(count);
  *bytes = here.bytes_.data();
  return static_cast<la_ssize_t>(count);
}

void Archive::fail() {
  broken_ = true;
  if (exception_) std::rethrow_exception(exception_);
  const char* reason = archive_error_string(handle_.get());
  throw Error(fmt::format("damaged: {}", reason == nullptr ? "unknown" : reason));
}

std::optional<Archive::Member> Archive::next() {
  content_.reset();
  Member member;
  archive_entry* entry = nullptr;
  int result = ARCHIVE_RETRY;
  // After a damaged header each block is tried.
  while ((result = archive_read_next_header(handle_.get(), &entry)) == ARCHIVE_RETRY)
    member.is_damaged = true;
  if (result == ARCHIVE_FATAL) fail();
  if (result == ARCHIVE_EOF) return std::nullopt;
  if (archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW) {
    // Without a filter these would be the same bytes again.
    if (archive_filter_count(handle_.get()) == 1) throw Error("damaged: of no known kind");
    return member;
  }
  member.name = name_of(entry);
  member.is_folder = archive_entry_filetype(entry) == AE_IFDIR;
  const bool is_file =
      archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
  if (!is_file && !member.is_folder) member.skipped = Skipped::special;
  return member;
}

Archive::Content::int_type Archive::Content::underflow() {
  const la_ssize_t count = archive_read_data(archive_.handle_.get(), bytes_.data(), bytes_.size());
  if (count < 0) archive_.fail();
  if (count == 0) return traits_type::eof();
  try {
    archive_.expansion_.give_out(static_cast<std::size_t>(count));
  } catch (...) {
    archive_.broken_ = true;
    throw;
  }
  setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
  return traits_type::to_int_type(bytes_[0]);
}

}  // namespace limier::corpus
