#include <random>
#include <string>
#include <string_view>

#include "corpus/reading/decode.hh"
#include "tests/catch.hh"

using limier::corpus::decode;
using limier::corpus::Decoded;
using limier::corpus::is_valid_utf8;
using limier::corpus::looks_binary;
using namespace std::string_literals;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// ASCII text as UTF-16.
std::string wide(const std::string& text, bool big_endian) {
  std::string bytes;
  for (const char c : text) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

bool is_clean(const std::string& text) {
  return is_valid_utf8(text) && text.find('\r') == std::string::npos &&
         text.find('\0') == std::string::npos;
}

}  // namespace

TEST_CASE("valid UTF-8 is taken as it is") {
  const Decoded decoded = decode("L’énergie, un cœur : 5 €");
  CHECK(decoded.text == "L’énergie, un cœur : 5 €");
  CHECK(decoded.encoding == "UTF-8");
  CHECK(decoded.repaired == 0);
  CHECK(decode("").text.empty());
  CHECK(decode("").encoding == "UTF-8");
}

TEST_CASE("byte order marks tell the encoding and are dropped") {
  CHECK(decode("\xEF\xBB\xBFÉté").text == "Été");
  CHECK(decode("\xEF\xBB\xBF\xEF\xBB\xBF"
               "deux")
            .text == "deux");
  CHECK(decode("\xFF\xFE\xE9\x00t\x00\xE9\x00"s).text == "été");
  CHECK(decode("\xFF\xFE\xE9\x00t\x00\xE9\x00"s).encoding == "UTF-16LE");
  CHECK(decode("\xFE\xFF\x00\xE9\x00t\x00\xE9"s).text == "été");
  CHECK(decode("\xFE\xFF\x00\xE9\x00t\x00\xE9"s).encoding == "UTF-16BE");
}

TEST_CASE("UTF-16 without a mark is known by zero bytes on one side") {
  CHECK(decode(wide("Bonjour", false)).text == "Bonjour");
  CHECK(decode(wide("Bonjour", false)).encoding == "UTF-16LE");
  CHECK(decode(wide("Bonjour", true)).text == "Bonjour");
  CHECK(decode(wide("Bonjour", true)).encoding == "UTF-16BE");
  SECTION("seven units of ten are enough") {
    CHECK(decode(wide("1234567", false) + "\x19\x20\x19\x20\x19\x20").encoding == "UTF-16LE");
    CHECK(decode(wide("123456", false) + "\x19\x20\x19\x20\x19\x20\x19\x20").encoding == "UTF-8");
  }
  SECTION("zero bytes on both sides are no UTF-16") {
    CHECK(decode("\0\0\0\0"s).encoding == "UTF-8");
  }
}

TEST_CASE("what is broken in UTF-16 becomes U+FFFD and is counted") {
  CHECK(decode("\xFF\xFE\x3D\xD8\x00\xDE"s).text == "\xF0\x9F\x98\x80");  // a pair
  const Decoded lone = decode(
      "\xFF\xFE\x3D\xD8"
      "a\x00"s);
  CHECK(lone.text == "\uFFFDa");
  CHECK(lone.repaired == 2);
  const Decoded odd = decode(
      "\xFF\xFE"
      "a\x00"
      "b"s);
  CHECK(odd.text == "a\uFFFD");
  CHECK(odd.repaired == 1);
}

TEST_CASE("what is no UTF-8 is Windows-1252") {
  const Decoded decoded = decode("L\x92\xE9nergie, un c\x9Cur : 5 \x80");
  CHECK(decoded.text == "L’énergie, un cœur : 5 €");
  CHECK(decoded.encoding == "Windows-1252");
  CHECK(decoded.repaired == 0);
  SECTION("its undefined bytes become U+FFFD and are counted") {
    const Decoded damaged = decode("\xE9t\xE9 \x81\x8D\x8F\x90\x9D");
    CHECK(damaged.text == "été \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(damaged.repaired == 5);
  }
}

TEST_CASE("a few stray bytes do not turn UTF-8 into Windows-1252") {
  const Decoded decoded = decode("réunies, réunis, r\xE9unions");
  CHECK(decoded.text == "réunies, réunis, réunions");
  CHECK(decoded.encoding == "UTF-8");
  CHECK(decoded.repaired == 1);
  CHECK(decode("\xC3\xA9 \xE9").encoding == "UTF-8");  // as many: UTF-8
  CHECK(decode("\xC3\xA9 \xE9\xE9").encoding == "Windows-1252");
}

TEST_CASE("line ends are LF and NUL is a space") {
  CHECK(decode("un\r\ndeux\rtrois\r\r\nquatre\n").text == "un\ndeux\ntrois\n\nquatre\n");
  CHECK(decode("\xE9\r\n").text == "é\n");
  CHECK(decode("un mot\0 et un autre"s).text == "un mot  et un autre");
}

TEST_CASE("overlong sequences and surrogates are no UTF-8") {
  CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
  CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  CHECK_FALSE(is_valid_utf8("caf\xC3"));
  CHECK(is_valid_utf8("caf\xC3\xA9"));
  CHECK(is_valid_utf8(""));
}

TEST_CASE("text of any known encoding is not binary") {
  CHECK_FALSE(looks_binary(""));
  CHECK_FALSE(looks_binary("Été comme hiver\n"));
  CHECK_FALSE(looks_binary("\xC9t\xE9 comme hiver\n"));
  CHECK_FALSE(looks_binary(wide("Bonjour", false)));
  CHECK_FALSE(looks_binary(wide("Bonjour", true)));
  SECTION("a head that ends within a character or a unit") {
    CHECK_FALSE(looks_binary("Une journ\xC3"));
    CHECK_FALSE(looks_binary(wide("Bonjour", false).substr(0, 13)));
  }
  SECTION("form feeds and colours") {
    CHECK_FALSE(looks_binary("page 1\fpage 2\x1B[1mgras\x1B[0m"));
  }
  SECTION("one control character that got in") {
    CHECK_FALSE(
        looks_binary("un\x01"
                     "mot"));
  }
}

TEST_CASE("binary files are known by a NUL, by control characters or by their first bytes") {
  CHECK(
      looks_binary("\x7F"
                   "ELF\x02\x01\x01\0\0\0\0\0"s));
  CHECK(looks_binary("un texte avec un\0 zero au milieu"s));
  CHECK(looks_binary(repeated("ab\x01\x02", 100)));
  CHECK(looks_binary(wide(repeated("\x01\x02\x03\x04", 100), false)));  // samples of a sound
  CHECK(looks_binary("%PDF-1.7\n"));
  CHECK(looks_binary("\x1F\x8B\x08"));
  CHECK(looks_binary("PK\x03\x04"));
  CHECK(looks_binary("\x89PNG\r\n\x1A\n"));
  CHECK(looks_binary("\xFF\xD8\xFF\xE0"));
}

TEST_CASE("whatever the bytes, the text is valid UTF-8 with LF ends and no NUL") {
  std::mt19937 random(1);
  const std::string parts[] = {"é",    "\r\n", "\r",   "\0"s,      "\xE9", "\xEF\xBB\xBF",
                               "\xFF", "\xFE", "\xC3", "\xE2\x80", "a",    "\xF0\x9F"};
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    const auto length = random() % 40;
    const bool by_parts = round % 2 == 0;
    for (unsigned i = 0; i < length; ++i) {
      bytes += by_parts ? parts[random() % std::size(parts)]
                        : std::string(1, static_cast<char>(random() % 256));
    }
    if (!is_clean(decode(bytes).text)) FAIL("round " << round);
    looks_binary(bytes);
  }
}
