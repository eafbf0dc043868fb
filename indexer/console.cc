#include "indexer/console.hh"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "corpus/printable.hh"

namespace limier::indexer {
namespace {

constexpr double kMegabyte = 1e6;

/// `1 document`, `2 documents`.
std::string count(std::size_t number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string speed(const Report& report, double seconds) {
  const double megabytes = static_cast<double>(report.bytes) / kMegabyte;
  return fmt::format("{:.1f} MB in {:.1f} s ({:.1f} MB/s)", megabytes, seconds,
                     megabytes / std::max(seconds, 0.001));
}

std::string files_line(const Report& report) {
  std::string line;
  const auto add = [&](std::size_t number, const char* what) {
    if (number > 0) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", number, what);
  };
  add(report.files_new, "new");
  add(report.files_changed, "changed");
  add(report.files_removed, "removed");
  add(report.files_unchanged, "unchanged");
  add(report.skipped_binary, "binary");
  add(report.skipped_empty, "empty");
  add(report.skipped_hidden, "hidden");
  add(report.skipped_special, "neither file nor folder");
  add(report.known_problems, "with a known problem");
  return line.empty() ? "none" : line;
}

}  // namespace

Console::Console(const Options& options) : options_(options), progress_(options) {}

void Console::open_report() {
  if (!options_.report.empty()) report_file_.emplace(options_.report, options_.database);
}

double Console::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Console::say(const std::string& line) {
  progress_.clear();
  std::fputs(fmt::format("limier-indexer: {}\n", corpus::printable(line)).c_str(), stderr);
}

void Console::problem(const std::string& path, std::size_t line, const std::string& reason) {
  say(line == 0 ? fmt::format("{}: {}", path, reason)
                : fmt::format("{}, line {}: {}", path, line, reason));
  if (report_file_) report_file_->failed(path, line, reason, false);
}

void Console::known_problem(const std::string& path, const std::string& reason) {
  if (report_file_) report_file_->failed(path, 0, reason, true);
}

void Console::decoded(const std::string& path, const corpus::Decoding& how) {
  if (report_file_) report_file_->decoded(path, how);
  const bool repaired = how.repaired > 0 || how.double_encoded > 0;
  if (repaired) ++repaired_;
  if (how.encoding != "UTF-8") ++encodings_[how.encoding];
  else if (!repaired) return;
  std::string message = fmt::format("{}: read as {}", path, how.encoding);
  if (how.repaired > 0) message += fmt::format(", {} bytes are not of it", how.repaired);
  if (how.double_encoded > 0)
    message += fmt::format(", {} characters had been encoded twice", how.double_encoded);
  note(message);
}

void Console::note(const std::string& message) {
  if (options_.verbose) say(message);
}

void Console::fatal(const corpus::Error& error) {
  error_ = error.what();
  say(error.hint().empty() ? error.what() : fmt::format("{}; {}", error.what(), error.hint()));
}

std::string Console::decodings() const {
  std::string line;
  for (const auto& [encoding, files] : encodings_)
    line += fmt::format("; {} in {}", files, encoding);
  if (repaired_ > 0) line += fmt::format("; {} repaired", repaired_);
  return line;
}

corpus::ExitCode Console::close(corpus::ExitCode code) {
  if (!report_file_) return code;
  try {
    report_file_->finish(report_, code, error_);
  } catch (const corpus::Error& error) {
    fatal(error);
    return corpus::ExitCode::fatal;
  }
  return code;
}

void Console::planned(const char* what, const std::string& path) {
  say_result(fmt::format("{}: {}\n", what, corpus::printable(path)));
}

void Console::say_result(const std::string& text) {
  progress_.clear();
  std::fputs(text.c_str(), stdout);
}

void Console::summary(const Report& report) {
  report_ = report;
  progress_.clear();
  if (options_.quiet) return;
  const std::string total = count(report.total_documents, "document");
  if (report.interrupted) {
    std::fputs(fmt::format("interrupted: {} written, the database holds {}; run again to go on\n",
                           count(report.documents, "document"), total)
                   .c_str(),
               stdout);
  } else if (!report.changed) {
    std::fputs(fmt::format("nothing changed: {}, files: {}; {:.1f} s\n", total, files_line(report),
                           seconds())
                   .c_str(),
               stdout);
  } else {
    std::fputs(fmt::format("{} indexed, {}; files: {}{}; the database holds {}\n",
                           count(report.documents, "document"), speed(report, seconds()),
                           files_line(report), decodings(), total)
                   .c_str(),
               stdout);
  }
}

}  // namespace limier::indexer
