#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include <nlohmann/json.hpp>

// What the program tests share: they run the real binaries and look at what comes out.
namespace limier::tests {

using Arguments = std::vector<std::string>;

/// What a program left behind.
struct Result {
  std::string out;
  std::string err;
  int code = -1;  ///< exit status; 128 + the signal that killed it
};

/// Where and how a program runs; each default is an ordinary run off a terminal.
struct Setting {
  std::string input;                               ///< all of standard input, if not empty
  std::filesystem::path folder;                    ///< the working folder, if any
  std::map<std::string, std::string> environment;  ///< besides what the tests were given
  std::string out_file;                            ///< standard output goes there instead
  std::string err_file;                            ///< standard error goes there instead
  std::optional<std::uint64_t> max_file_bytes;     ///< a write beyond fails, as on a full disk
  std::optional<std::uint64_t> max_memory;         ///< bytes of address space
  bool without_privileges = false;                 ///< permissions count, even for root
  std::optional<unsigned short> columns;           ///< of a terminal on stdout and stderr
  bool types = false;                              ///< that terminal is standard input as well
  std::chrono::seconds timeout{120};
};

/// Whether `Setting::without_privileges` can be had here.
bool can_drop_privileges();

/// A program in the background. Its standard input stays open until `finish`.
class Process {
 public:
  Process(const std::string& program, const Arguments& arguments, const Setting& setting = {});
  /// Kills what is still running.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return pid_; }
  void signal(int number) const;
  [[nodiscard]] bool is_running();

  void write(std::string_view bytes) const;
  /// Waits until the program has taken all that was written.
  void wait_until_read() const;
  /// The next line of standard output, without its end.
  std::string read_line();
  /// Waits until standard output holds `text` behind what was waited for or read before.
  void wait_for_output(std::string_view text);
  /// Waits until standard error holds `text`.
  void wait_for_error(std::string_view text);
  /// Closes the reading end of standard output.
  void close_output();

  /// Ends the program's input and waits for it. Throws when the time is over.
  Result finish();

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  /// Takes in whatever comes next; false when both streams have ended.
  bool read_more(Deadline deadline);
  void collect_status(int status);
  [[noreturn]] void give_up(const std::string& waited_for);

  std::string name_;
  std::chrono::seconds timeout_;
  pid_t pid_ = -1;
  int input_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::size_t line_begin_ = 0;
  Result result_;
  bool collected_ = false;
};

/// Runs a program to its end. With `Setting::columns`, `out` is what the terminal shows.
Result run(const std::string& program, const Arguments& arguments, const Setting& setting = {});

/// A folder that vanishes with the test.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const;
  /// Writes a file, with the folders above it.
  std::string write(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

/// A folder with a database `db`, and both programs at work in it: the names in arguments and
/// output are relative to the folder.
class Workshop {
 public:
  std::string write(const std::string& name, std::string_view bytes) const {
    return folder_.write(name, bytes);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] Setting setting() const;

  /// `limier-indexer -d db ARGUMENTS...`
  [[nodiscard]] Result index(const Arguments& arguments, Setting setting = {}) const;
  /// `limier-query -d db ARGUMENTS...`
  [[nodiscard]] Result query(const Arguments& arguments, Setting setting = {}) const;
  /// The names of the documents that a query finds, the best first.
  [[nodiscard]] std::vector<std::string> found(const std::string& query) const;
  /// The names that a query finds in the database `database`, with scores: a run of TREC's format.
  [[nodiscard]] std::string answers(const std::string& database, const std::string& topics) const;

  /// The folder of the generation in force.
  [[nodiscard]] std::filesystem::path generation() const;

 private:
  TempFolder folder_;
};

/// Whether Xapian's own tool finds no fault in a generation. As a process of its own, since the
/// library's check does not pass the address sanitizer.
bool is_sound(const std::filesystem::path& generation);

const std::string& indexer();
const std::string& searcher();

/// The lines of a text, each without its end.
std::vector<std::string> lines_of(std::string_view text);
/// Whether a text is one line with its end: what a program says of a fatal error.
bool is_one_line(std::string_view text);
bool contains(std::string_view text, std::string_view part);
/// JSON Lines, parsed. Throws where a line is none, or where there is no line.
std::vector<nlohmann::json> parse_lines(const std::string& text);
std::string read_file(const std::filesystem::path& path);
/// Gives a file another time of change, `seconds` before now.
void age(const std::filesystem::path& path, std::chrono::seconds seconds);

}  // namespace limier::tests
