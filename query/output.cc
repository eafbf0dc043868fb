#include "query/output.hh"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "corpus/error.hh"

namespace limier::query {
namespace {

[[noreturn]] void fail() {
  if (errno == EPIPE) throw OutputClosed();
  throw corpus::Error(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
}

}  // namespace

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail();
}

void flush_out() {
  if (std::fflush(stdout) != 0) fail();
}

}  // namespace limier::query
