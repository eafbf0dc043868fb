// Any bytes are a file, whatever its name says: what is read of them is text that the rest of the
// program may rely on, or an error that a user is meant to see. The first byte chooses the format.
#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/format.hh"
#include "tests/fuzz/require.hh"

namespace {

using namespace limier;
using fuzz::require;

void require_text(const std::string& text) {
  require(corpus::is_valid_utf8(text), "a string that is handed out is valid UTF-8");
  require(text.find('\0') == std::string::npos, "no string holds a NUL");
  require(text.find('\r') == std::string::npos, "line ends are LF");
}

struct Judge : corpus::Sink {
  void document(corpus::Document&& document) override {
    for (const std::string* text :
         {&document.id, &document.title, &document.date, &document.source, &document.author,
          &document.url, &document.language, &document.body})
      require_text(*text);
    for (const std::string* line : {&document.title, &document.source, &document.author})
      require(line->find('\n') == std::string::npos, "a field is one line");
  }
  void problem(std::size_t /*line*/, const std::string& reason) override {
    require(!reason.empty(), "a problem has a reason");
  }
  void enter(const std::string& /*member*/) override {}
  void skip(corpus::Skipped /*why*/) override {}
  void decoded(const corpus::Decoding& how) override {
    require(!how.encoding.empty(), "an encoding has a name");
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kFormats = {"auto", "text", "markdown", "html", "jsonl", "csv", "tsv"};
  if (size == 0) return 0;
  corpus::ReadOptions options;
  options.format = kFormats[data[0] % kFormats.size()];
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    std::istringstream in(bytes);
    Judge judge;
    corpus::read(in, "a", options, judge);
  } catch (const corpus::Error&) {
    // Too deep, no table: told to the user.
  }
  require_text(corpus::decode(bytes).text);
  return 0;
}
