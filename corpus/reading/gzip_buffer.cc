#include "corpus/reading/gzip_buffer.hh"

#include <fmt/format.h>

#include "corpus/reading/read_some.hh"

namespace limier::corpus {
namespace {

/// A window of the largest size, in a wrapper of gzip.
constexpr int kWindowBits = 15 + 16;

Bytef* bytes_of(std::vector<char>& buffer) { return reinterpret_cast<Bytef*>(buffer.data()); }

}  // namespace

GzipBuffer::GzipBuffer(std::istream& in, Expansion& expansion, bool counts)
    : in_(in), expansion_(expansion), counts_(counts), input_(kBytes), output_(kBytes) {
  if (inflateInit2(&stream_, kWindowBits) != Z_OK) throw std::bad_alloc();
}

GzipBuffer::~GzipBuffer() { inflateEnd(&stream_); }

void GzipBuffer::fill() {
  stream_.avail_in = static_cast<uInt>(read_some(in_, input_.data(), input_.size()));
  stream_.next_in = bytes_of(input_);
  if (counts_) expansion_.take_in(stream_.avail_in);
}

bool GzipBuffer::next_part() {
  if (stream_.avail_in == 0) fill();
  constexpr Bytef kFirstByte = 0x1F;
  return stream_.avail_in > 0 && *stream_.next_in == kFirstByte && inflateReset(&stream_) == Z_OK;
}

GzipBuffer::int_type GzipBuffer::underflow() {
  stream_.next_out = bytes_of(output_);
  stream_.avail_out = static_cast<uInt>(output_.size());
  while (!ended_ && stream_.avail_out == output_.size()) {
    if (stream_.avail_in == 0) fill();
    if (stream_.avail_in == 0) throw Error("damaged: the compressed data end too early");
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) ended_ = !next_part();
    else if (result != Z_OK)
      throw Error(fmt::format("damaged: {}", stream_.msg == nullptr ? "no gzip" : stream_.msg));
  }
  const std::size_t count = output_.size() - stream_.avail_out;
  if (count == 0) return traits_type::eof();
  expansion_.give_out(count);
  setg(output_.data(), output_.data(), output_.data() + count);
  return traits_type::to_int_type(output_[0]);
}

}  // namespace limier::corpus
