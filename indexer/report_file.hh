#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "indexer/report.hh"

namespace limier::indexer {

/// The JSON that `--report` asks for; its keys are in limier-indexer(1). It is written beside its
/// place while the run goes on, so that a million failures take no memory, and moved there when it
/// is whole. ASCII only, whatever a name holds.
class ReportFile {
 public:
  /// Throws Error when it cannot be written.
  ReportFile(std::string path, const std::string& database);
  /// Removes what is not whole.
  ~ReportFile();
  ReportFile(const ReportFile&) = delete;
  ReportFile& operator=(const ReportFile&) = delete;

  /// `known`: it failed so in an earlier run, and has not changed.
  void failed(const std::string& path, std::size_t line, const std::string& reason, bool known);
  void decoded(const std::string& path, const corpus::Decoding& how);

  /// Puts the report in place. `error`: why the run as a whole failed, or empty.
  void finish(const Report& report, corpus::ExitCode code, const std::string& error);

 private:
  using Clock = std::chrono::steady_clock;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  void begin_input();
  void write(const std::string& text);

  std::string path_;
  std::string temporary_;
  std::unique_ptr<std::FILE, Close> file_;
  bool any_input_ = false;
  std::map<std::string, std::size_t> encodings_;
  Clock::time_point start_ = Clock::now();
};

}  // namespace limier::indexer
