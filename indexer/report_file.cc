#include "indexer/report_file.hh"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "corpus/printable.hh"
#include "corpus/store/durable.hh"
#include "corpus/version.hh"

namespace limier::indexer {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// Bytes that are no UTF-8 stand as `\xE9`.
Json text(const std::string& bytes) {
  return corpus::is_valid_utf8(bytes) ? bytes : corpus::printable(bytes);
}

[[noreturn]] void fail(const std::string& path) {
  throw corpus::Error(fmt::format("cannot write the report {}: {}", path, std::strerror(errno)));
}

}  // namespace

ReportFile::ReportFile(std::string path, const std::string& database)
    : path_(std::move(path)), temporary_(path_ + ".XXXXXX") {
  const int descriptor = ::mkstemp(temporary_.data());
  if (descriptor < 0) fail(path_);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor, 0666 & ~mask);
  file_.reset(::fdopen(descriptor, "w"));
  const std::string now = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  write(fmt::format("{{\n\"program\": {},\n\"database\": {},\n\"started\": {},\n\"inputs\": [",
                    dump(fmt::format("limier-indexer {}", corpus::kVersion)), dump(text(database)),
                    dump(now)));
}

ReportFile::~ReportFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

// What fails here is seen in `finish`.
void ReportFile::write(const std::string& text) { std::fputs(text.c_str(), file_.get()); }

void ReportFile::begin_input() {
  write(any_input_ ? ",\n" : "\n");
  any_input_ = true;
}

void ReportFile::failed(const std::string& path, std::size_t line, const std::string& reason,
                        bool known) {
  begin_input();
  Json input = {{"type", "failed"}, {"path", text(path)}, {"line", nullptr}};
  if (line > 0) input["line"] = line;
  input["reason"] = text(reason);
  input["known"] = known;
  write(dump(input));
}

void ReportFile::decoded(const std::string& path, const corpus::Decoding& how) {
  ++encodings_[how.encoding];
  if (how.encoding == "UTF-8" && how.repaired == 0 && how.double_encoded == 0) return;
  begin_input();
  write(dump({{"type", "decoded"},
              {"path", text(path)},
              {"encoding", how.encoding},
              {"repaired_bytes", how.repaired},
              {"double_encoded", how.double_encoded}}));
}

void ReportFile::finish(const Report& report, corpus::ExitCode code, const std::string& error) {
  const Json files = {{"new", report.files_new},
                      {"changed", report.files_changed},
                      {"removed", report.files_removed},
                      {"unchanged", report.files_unchanged}};
  const Json skipped = {{"binary", report.skipped_binary},
                        {"empty", report.skipped_empty},
                        {"hidden", report.skipped_hidden},
                        {"special", report.skipped_special}};
  write(any_input_ ? "\n],\n" : "],\n");
  const auto member = [this](const char* key, const Json& value, const char* end = ",\n") {
    write(fmt::format("\"{}\": {}{}", key, dump(value), end));
  };
  member("documents", report.documents);
  member("bytes", report.bytes);
  member("files", files);
  member("skipped", skipped);
  member("encodings", encodings_);
  member("problems", report.problems);
  member("known_problems", report.known_problems);
  member("total_documents", report.total_documents);
  Json most = Json::array();
  for (const SetAside::Entry& entry : report.set_aside.most)
    most.push_back({{"documents", entry.documents}, {"text", text(entry.text)}});
  member("set_aside", {{"paragraphs", report.set_aside.paragraphs}, {"most", std::move(most)}});
  member("seconds", std::chrono::duration<double>(Clock::now() - start_).count());
  member("error", error.empty() ? Json() : text(error));
  member("exit", static_cast<int>(code), "\n}\n");
  const bool written = std::fflush(file_.get()) == 0 && std::ferror(file_.get()) == 0 &&
                       ::fsync(::fileno(file_.get())) == 0 &&
                       ::rename(temporary_.c_str(), path_.c_str()) == 0;
  if (!written) fail(path_);
  temporary_.clear();
  corpus::sync_folder(std::filesystem::absolute(path_).parent_path());
}

}  // namespace limier::indexer
