#pragma once

#include <cstddef>
#include <istream>
#include <streambuf>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "corpus/reading/expansion.hh"

namespace limier::corpus {

/// What a gzip file holds, its checksums verified; libarchive does not look at them.
class GzipBuffer : public std::streambuf {
 public:
  /// `counts`: whether what is read from `in` is the file itself, not a member of an archive.
  GzipBuffer(std::istream& in, Expansion& expansion, bool counts);
  ~GzipBuffer() override;
  GzipBuffer(const GzipBuffer&) = delete;
  GzipBuffer& operator=(const GzipBuffer&) = delete;

  static bool is_gzip(std::string_view head) { return head.starts_with("\x1F\x8B\x08"); }

 protected:
  int_type underflow() override;

 private:
  static constexpr std::size_t kBytes = std::size_t{1} << 16U;

  void fill();
  /// Whether another part follows the one that has ended; what else follows is passed over.
  bool next_part();

  std::istream& in_;
  Expansion& expansion_;
  bool counts_;
  bool ended_ = false;
  z_stream stream_{};
  std::vector<char> input_;
  std::vector<char> output_;
};

}  // namespace limier::corpus
