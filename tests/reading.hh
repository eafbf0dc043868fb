#pragma once

#include <cstddef>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "corpus/reading/format.hh"

// What the tests of readers share: a sink that keeps all that it is told.
namespace limier::test {

using Problems = std::vector<std::pair<std::size_t, std::string>>;

struct Reading : corpus::Sink {
  std::vector<corpus::Document> documents;
  Problems problems;
  std::vector<std::string> members;
  std::vector<corpus::Skipped> skipped;
  std::vector<corpus::Decoding> decodings;

  void document(corpus::Document&& document) override { documents.push_back(std::move(document)); }
  void problem(std::size_t line, const std::string& reason) override {
    problems.emplace_back(line, reason);
  }
  void enter(const std::string& member) override { members.push_back(member); }
  void skip(corpus::Skipped why) override { skipped.push_back(why); }
  void decoded(const corpus::Decoding& how) override { decodings.push_back(how); }
};

/// What is read of a file that holds `bytes`.
inline Reading read_file(const std::string& bytes, const std::string& path,
                         const corpus::ReadOptions& options = {}) {
  std::istringstream in(bytes);
  Reading reading;
  corpus::read(in, path, options, reading);
  return reading;
}

/// The same, the format given.
inline Reading read_as(const std::string& format, const std::string& bytes,
                       corpus::ReadOptions options = {}) {
  options.format = format;
  return read_file(bytes, "a", options);
}

}  // namespace limier::test
