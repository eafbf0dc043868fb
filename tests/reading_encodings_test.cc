// Encodings beyond those that are recognised: declared, given, or wrong twice over.
#include <string>

#include "corpus/error.hh"
#include "corpus/reading/double_encoding.hh"
#include "corpus/reading/html_encoding.hh"
#include "tests/catch.hh"
#include "tests/reading.hh"
#include "tests/support.hh"

using namespace limier::corpus;
using namespace limier::test;

namespace {

std::string repaired(std::string text) {
  repair_double_encoding(text);
  return text;
}

ReadOptions encoded_in(const std::string& encoding) {
  ReadOptions options;
  options.encoding = encoding;
  return options;
}

/// Why the options are refused.
std::string refusal(const ReadOptions& options) {
  try {
    check(options);
  } catch (const Error& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
  return {};
}

std::string body(const std::string& bytes, const std::string& path,
                 const ReadOptions& options = {}) {
  const Reading reading = read_file(bytes, path, options);
  REQUIRE(reading.documents.size() == 1);
  return reading.documents[0].body;
}

}  // namespace

TEST_CASE("text that was encoded twice is repaired") {
  CHECK(repaired("Lâ€™Ã©nergie") == "L’énergie");
  CHECK(repaired("Ã‰tÃ©, Ã\u00A0 lâ€™Å“uvre : 5 â‚¬â€¦") == "Été, à l’œuvre : 5 €…");
  CHECK(repaired("Â«\u00A0ouiÂ\u00A0Â»") == "«\u00A0oui\u00A0»");
  CHECK(repaired("une forÃªt") == "une forêt");
  SECTION("also by way of Latin-1") {
    CHECK(repaired("L\u00E2\u0080\u0099\u00C3\u00A9nergie") == "L’énergie");
  }
  SECTION("also more than once") { CHECK(repaired("ÃƒÂ©nergie") == "énergie"); }
  SECTION("line by line") {
    CHECK(repaired("Un été à la forêt.\nUn Ã©tÃ©.\n") == "Un été à la forêt.\nUn été.\n");
  }
}

TEST_CASE("good text is left alone") {
  for (const std::string text :
       {"L’été à la forêt", "CAFÉ…", "« LIBERTÉ»", "on lit Ã© au lieu de é", "Ã", "château",
        "São Paulo, AÇÃO", "â", "naïf", "ï", "Â", "\u0080", ""})
    CHECK(repaired(text) == text);
}

TEST_CASE("whatever the text, its repair is valid UTF-8") {
  RandomText random(11);
  const std::string parts[] = {"Ã", "©", "â", "€", "™", "Â", "»", "\n", "é", "ï", "¿", "Å", "a"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = random.any(20);
    for (unsigned i = 0; i < text.size() % 12; ++i)
      text += parts[(static_cast<unsigned>(round) * 7 + i * i) % std::size(parts)];
    if (!is_valid_utf8(repaired(text))) FAIL("round " << round);
  }
}

TEST_CASE("an encoding that is given is taken for granted") {
  CHECK(body("\x8Et\x8E", "a.txt", encoded_in("MacRoman")) == "été");
  CHECK(body("\x82t\x82", "a.txt", encoded_in("IBM850")) == "été");
  CHECK(body("{\"text\": \"\x8Et\x8E\"}", "a.jsonl", encoded_in("MacRoman")) == "été");
  CHECK(body("<html><meta charset=utf-8><p>\x8Et\x8E", "a.html", encoded_in("MacRoman")) == "été");
  CHECK(body("texte\n\x8Et\x8E\n", "a.csv", encoded_in("MacRoman")) == "été");
  const Reading reading = read_file("\xFF\xC3\xA9", "a.txt", encoded_in("UTF-8"));
  CHECK(reading.documents.at(0).body == "\uFFFDé");
  CHECK(reading.decodings.at(0).encoding == "UTF-8");
  CHECK(reading.decodings.at(0).repaired == 1);
}

TEST_CASE("a long text in a given encoding is converted whole") {
  std::string bytes;
  std::string expected;
  for (int i = 0; i < 100'000; ++i) {
    bytes += i % 2 == 0 ? "\x8E" : "a";
    expected += i % 2 == 0 ? "é" : "a";
  }
  CHECK(body(bytes, "a.txt", encoded_in("MacRoman")) == expected);
}

TEST_CASE("an encoding that does not exist is refused, with a way to find one") {
  CHECK(refusal(encoded_in("MacRoman")).empty());
  for (const std::string name : {"klingon", "UTF-8,x", ",", "../a"}) {
    INFO(name);
    CHECK(refusal(encoded_in(name)).find("no such encoding; ") != std::string::npos);
    CHECK(refusal(encoded_in(name)).find("uconv -l") != std::string::npos);
  }
}

TEST_CASE("a page says what it is encoded in") {
  CHECK(declared_encoding("<meta charset='macintosh'>") == "macintosh");
  CHECK(declared_encoding("<META http-equiv=content-type content=\"text/html; "
                          "Charset = IBM850\">") == "ibm850");
  CHECK(declared_encoding("<?xml version='1.0' encoding='iso-8859-15'?>") == "iso-8859-15");
  CHECK(declared_encoding("<title>a</title><meta name=a><meta charset=koi8-r>") == "koi8-r");
  SECTION("which may be nothing") {
    for (const std::string html :
         {"", "<", "<meta", "<meta charset", "<meta charset=", "<meta charset='klingon'>",
          "<!-- <meta charset=koi8-r> -->", "<!--", "<meta charset=utf-8>", "<p>charset=koi8-r",
          "<meta charset=iso-8859-1>"}) {
      INFO(html);
      CHECK(declared_encoding(html).empty());
    }
  }
}

TEST_CASE("a page that is not UTF-8 is read as it says") {
  CHECK(body("<html><meta charset=macintosh><p>\x8Et\x8E", "a") == "été");
  CHECK(body("<html><meta charset=iso-8859-1><p>\xE9t\xE9 \x80", "a") == "été €");
  SECTION("but what is UTF-8 is UTF-8") {
    CHECK(body("<html><meta charset=macintosh><p>été", "a") == "été");
  }
}

TEST_CASE("it is told how a file was decoded") {
  const Reading latin = read_file("\xE9t\xE9 \x81", "a.txt");
  CHECK(latin.decodings.at(0).encoding == "Windows-1252");
  CHECK(latin.decodings.at(0).repaired == 1);
  const Reading twice = read_file("Lâ€™Ã©nergie", "a.txt");
  CHECK(twice.decodings.at(0).encoding == "UTF-8");
  CHECK(twice.decodings.at(0).double_encoded == 2);
  const Reading lines = read_file("{\"text\":\"a\"}\n{\"text\":\"\xE9\"}\n", "a.jsonl");
  CHECK(lines.decodings.at(0).encoding == "Windows-1252");
  CHECK(lines.decodings.size() == 1);
}
