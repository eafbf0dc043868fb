#pragma once

// Encodings that have to be named, by ICU; private to this folder.

#include <cstddef>
#include <istream>
#include <memory>
#include <streambuf>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/ucnv.h>

namespace limier::corpus {

/// Bytes of one encoding to UTF-8, piece by piece. What the encoding does not have becomes U+FFFD.
class Converter {
 public:
  /// Throws Error when ICU knows no encoding of this name.
  explicit Converter(const std::string& encoding);
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() = default;

  /// Whether ICU knows an encoding of this name.
  static bool exists(const std::string& encoding);

  /// Appends what `bytes` are to `text`; `last` when nothing comes after them.
  void convert(std::string_view bytes, bool last, std::string& text);

  /// Bytes so far that were not of the encoding.
  [[nodiscard]] std::size_t repaired() const { return repaired_; }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  using Handle = std::unique_ptr<UConverter, Close>;

  static Handle open(const std::string& encoding);

  Handle source_;
  Handle utf8_;
  std::vector<UChar> pivot_;
  UChar* pivot_source_;
  UChar* pivot_target_;
  std::size_t repaired_ = 0;
  std::size_t* counter_ = &repaired_;  ///< what ICU hands to the callback is const
};

/// A stream's bytes, converted to UTF-8 as they are read.
class ConvertingBuffer : public std::streambuf {
 public:
  ConvertingBuffer(std::istream& in, const std::string& encoding)
      : in_(in), converter_(encoding), bytes_(kBytes) {}

  [[nodiscard]] std::size_t repaired() const { return converter_.repaired(); }

 protected:
  int_type underflow() override;

 private:
  static constexpr std::size_t kBytes = std::size_t{1} << 16U;

  std::istream& in_;
  Converter converter_;
  std::vector<char> bytes_;
  std::string text_;
  bool ended_ = false;
};

}  // namespace limier::corpus
