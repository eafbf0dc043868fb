#pragma once

#include <algorithm>
#include <cstddef>
#include <istream>
#include <streambuf>

#include "corpus/error.hh"

namespace limier::corpus {

/// Takes what a stream has at hand, at most `most` bytes, and waits only while it has nothing: what
/// has come in through a pipe is there at once. 0 at the end.
inline std::size_t read_some(std::istream& in, char* bytes, std::size_t most) {
  if (in.bad()) throw Error("cannot be read");
  std::streambuf& from = *in.rdbuf();
  if (from.sgetc() == std::streambuf::traits_type::eof()) return 0;
  return static_cast<std::size_t>(
      from.sgetn(bytes, std::min(static_cast<std::streamsize>(most), from.in_avail())));
}

}  // namespace limier::corpus
