// Any text is cut into sentences and analysed: both say truly where in the text they found what.
#include <cstddef>
#include <cstdint>
#include <string>

#include "corpus/dateline.hh"
#include "corpus/french/chain.hh"
#include "corpus/french/sentences.hh"
#include "corpus/reading/decode.hh"
#include "corpus/utf8.hh"
#include "tests/fuzz/require.hh"

namespace {

using namespace limier;
using fuzz::require;

void require_slice(const std::string& text, std::size_t begin, std::size_t end) {
  require(begin < end && end <= text.size(), "what is found lies in the text");
  require(corpus::code_point_start(text, begin) == begin, "it begins with a code point");
  require(end == text.size() || corpus::code_point_start(text, end) == end, "it ends with one");
}

void require_tokens(const std::string& text, corpus::Chain& chain) {
  std::size_t begin = 0;
  for (const corpus::Token& token : chain.analyse(text)) {
    require_slice(text, token.begin, token.end);
    require(token.length > 0, "a token takes a position");
    require(token.joined || token.begin >= begin, "tokens stand in the order of their parts");
    if (!token.joined) begin = token.end;
    require(!token.word->folded.empty(), "a token is a word");
    require(token.word->stop || !token.word->stem.empty(), "a word has a stem or is a stop word");
    require(corpus::is_valid_utf8(token.word->stem), "a stem is valid UTF-8");
  }
}

void require_sentences(const std::string& text) {
  std::size_t end = 0;
  for (const corpus::Sentence& sentence : corpus::sentences(text)) {
    require_slice(text, sentence.begin, sentence.end);
    require(sentence.begin >= end, "sentences do not overlap");
    end = sentence.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static corpus::Chain chain;
  chain.forget_surplus();
  const std::string text = corpus::decode({reinterpret_cast<const char*>(data), size}).text;
  require_tokens(text, chain);
  require_sentences(text);
  const std::string day = corpus::dateline(text, "2022-06-15");
  require(day.empty() || (day.size() == 10 && day <= "2022-06-15"), "a dateline is a past day");
  return 0;
}
