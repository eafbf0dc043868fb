#include "tests/samples.hh"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "corpus/french/sentences.hh"
#include "corpus/reading/decode.hh"

namespace limier::test {

const std::vector<std::string>& sample_sentences() {
  static const std::vector<std::string> all = [] {
    namespace fs = std::filesystem;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::recursive_directory_iterator(LIMIER_SAMPLES "/texts"))
      if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> found;
    for (const fs::path& path : paths) {
      std::ifstream in(path);
      const std::string text =
          corpus::decode(std::string(std::istreambuf_iterator<char>(in), {})).text;
      for (const corpus::Sentence& sentence : corpus::sentences(text))
        found.push_back(text.substr(sentence.begin, sentence.end - sentence.begin));
    }
    return found;
  }();
  return all;
}

}  // namespace limier::test
