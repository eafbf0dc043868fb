#pragma once

#include <cstddef>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>

#include "corpus/error.hh"
#include "corpus/reading/format.hh"

namespace limier::corpus {

/// A stream whose first bytes can be looked at before it is read.
class HeadBuffer : public std::streambuf {
 public:
  explicit HeadBuffer(std::istream& in) : in_(in), bytes_(kHeadBytes, '\0') {
    fill();
    head_ = bytes_;
    bytes_.resize(kBytes);
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }

  /// At most `kHeadBytes`; fewer only when the stream has no more.
  [[nodiscard]] std::string_view head() const { return head_; }

 protected:
  int_type underflow() override {
    bytes_.resize(kBytes);
    fill();
    if (bytes_.empty()) return traits_type::eof();
    setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
    return traits_type::to_int_type(bytes_[0]);
  }

 private:
  static constexpr std::size_t kBytes = std::size_t{1} << 16U;

  void fill() {
    in_.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    if (in_.bad()) throw Error("cannot be read");
    bytes_.resize(static_cast<std::size_t>(in_.gcount()));
  }

  std::istream& in_;
  std::string head_;
  std::string bytes_;
};

}  // namespace limier::corpus
