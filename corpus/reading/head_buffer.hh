#pragma once

#include <cstddef>
#include <exception>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>

#include "corpus/reading/format.hh"
#include "corpus/reading/read_some.hh"

namespace limier::corpus {

/// A stream whose first bytes can be looked at before it is read.
class HeadBuffer : public std::streambuf {
 public:
  explicit HeadBuffer(std::istream& in) : in_(in), head_(kHeadBytes, '\0'), bytes_(kBytes, '\0') {
    head_.resize(fill_head());
    setg(head_.data(), head_.data(), head_.data() + head_.size());
  }

  /// At most `kHeadBytes`; fewer only when the stream has no more, or breaks off.
  [[nodiscard]] std::string_view head() const { return head_; }

 protected:
  int_type underflow() override {
    if (broken_off_) std::rethrow_exception(broken_off_);
    const std::size_t count = read_some(in_, bytes_.data(), bytes_.size());
    if (count == 0) return traits_type::eof();
    setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
    return traits_type::to_int_type(bytes_[0]);
  }

 private:
  static constexpr std::size_t kBytes = std::size_t{1} << 16U;

  /// What came before the stream broke off is still to be read.
  std::size_t fill_head() {
    std::size_t size = 0;
    try {
      while (const std::size_t count = read_some(in_, head_.data() + size, head_.size() - size))
        size += count;
    } catch (...) {
      if (size == 0) throw;
      broken_off_ = std::current_exception();
    }
    return size;
  }

  std::istream& in_;
  std::string head_;
  std::string bytes_;
  std::exception_ptr broken_off_;
};

}  // namespace limier::corpus
