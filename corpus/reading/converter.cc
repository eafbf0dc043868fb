#include "corpus/reading/converter.hh"

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/read_some.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kPivotUnits = 4096;

/// Substitutes, and counts the bytes that it substitutes for.
void substitute(const void* context, UConverterToUnicodeArgs* arguments, const char* units,
                std::int32_t length, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  **static_cast<std::size_t* const*>(context) += static_cast<std::size_t>(length);
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, arguments, units, length, reason, error);
}

}  // namespace

Converter::Handle Converter::open(const std::string& encoding) {
  // An empty name would be the system's own encoding, and a comma begins ICU's options.
  const bool is_name = !encoding.empty() && encoding.find(',') == std::string::npos;
  UErrorCode error = U_ZERO_ERROR;
  Handle handle(is_name ? ucnv_open(encoding.c_str(), &error) : nullptr);
  return U_FAILURE(error) ? Handle() : std::move(handle);
}

bool Converter::exists(const std::string& encoding) { return open(encoding) != nullptr; }

Converter::Converter(const std::string& encoding)
    : source_(open(encoding)),
      utf8_(open("UTF-8")),
      pivot_(kPivotUnits),
      pivot_source_(pivot_.data()),
      pivot_target_(pivot_.data()) {
  if (!source_ || !utf8_) throw Error(fmt::format("no such encoding: {}", encoding));
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setToUCallBack(source_.get(), substitute, static_cast<const void*>(&counter_), nullptr,
                      nullptr, &error);
}

void Converter::convert(std::string_view bytes, bool last, std::string& text) {
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  UErrorCode error = U_ZERO_ERROR;
  do {
    char buffer[kPivotUnits];
    char* target = buffer;
    error = U_ZERO_ERROR;
    ucnv_convertEx(utf8_.get(), source_.get(), &target, buffer + sizeof buffer, &source, source_end,
                   pivot_.data(), &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(), 0,
                   static_cast<UBool>(last), &error);
    text.append(buffer, target);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(error)) throw Error(fmt::format("cannot be decoded: {}", u_errorName(error)));
}

ConvertingBuffer::int_type ConvertingBuffer::underflow() {
  text_.clear();
  while (text_.empty() && !ended_) {
    const std::size_t count = read_some(in_, bytes_.data(), bytes_.size());
    ended_ = count == 0;
    converter_.convert({bytes_.data(), count}, ended_, text_);
  }
  if (text_.empty()) return traits_type::eof();
  setg(text_.data(), text_.data(), text_.data() + text_.size());
  return traits_type::to_int_type(text_[0]);
}

}  // namespace limier::corpus
