#include "tests/programs/support.hh"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <linux/capability.h>
#include <pty.h>

namespace limier::tests {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPause(2);

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// Two connected descriptors, which no program inherits but by `dup2`.
struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2");
    read_end = ends[0];
    write_end = ends[1];
  }
};

Pipe make_terminal(unsigned short columns) {
  Pipe ends;
  ::close(ends.read_end);
  ::close(ends.write_end);
  const struct winsize size{24, columns, 0, 0};
  if (::openpty(&ends.read_end, &ends.write_end, nullptr, nullptr, &size) != 0) fail("openpty");
  ::fcntl(ends.read_end, F_SETFD, FD_CLOEXEC);
  ::fcntl(ends.write_end, F_SETFD, FD_CLOEXEC);
  return ends;
}

void close(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

/// What the tests were given, less what would change what the programs do.
std::vector<std::string> environment_of(const Setting& setting) {
  constexpr std::array<std::string_view, 6> kLeftOut = {
      "LIMIER_DATABASE=", "XDG_DATA_HOME=", "XDG_STATE_HOME=", "HOME=", "NO_COLOR=", "TERM="};
  std::vector<std::string> result = {"HOME=/nonexistent", "TERM=xterm"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool is_left_out =
        std::any_of(kLeftOut.begin(), kLeftOut.end(),
                    [text](std::string_view name) { return text.starts_with(name); });
    if (!is_left_out) result.emplace_back(text);
  }
  for (const auto& [name, value] : setting.environment) {
    std::erase_if(result, [&](const std::string& entry) { return entry.starts_with(name + '='); });
    result.push_back(fmt::format("{}={}", name, value));
  }
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Root without these is stopped by permissions; the program gets no more than this process has.
bool drop_privileges() {
  if (::geteuid() != 0) return true;
  return ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0 &&
         ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH) == 0;
}

int open_for_writing(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) fail(file);
  return descriptor;
}

/// A file without a name that holds `bytes`, to be read from its beginning.
int open_input(const std::string& bytes) {
  const int file = ::memfd_create("input", MFD_CLOEXEC);
  if (file < 0) fail("memfd_create");
  if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
      ::lseek(file, 0, SEEK_SET) != 0)
    fail("input");
  return file;
}

/// In the child, up to `exec`: an exit code that the programs do not use tells what failed.
void prepare_child(const Setting& setting) {
  if (!setting.folder.empty() && ::chdir(setting.folder.c_str()) != 0) ::_exit(97);
  if (setting.max_file_bytes) {
    // With the signal ignored the write fails, as it does on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit{*setting.max_file_bytes, *setting.max_file_bytes};
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(98);
  }
  if (setting.max_memory) {
    const struct rlimit limit{*setting.max_memory, *setting.max_memory};
    if (::setrlimit(RLIMIT_AS, &limit) != 0) ::_exit(95);
  }
  if (setting.without_privileges && !drop_privileges()) ::_exit(99);
}

}  // namespace

bool can_drop_privileges() {
  if (::geteuid() != 0) return true;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(drop_privileges() ? 0 : 1);
  int status = 0;
  return ::waitpid(child, &status, 0) == child && status == 0;
}

Process::Process(const std::string& program, const Arguments& arguments, const Setting& setting)
    : name_(program), timeout_(setting.timeout) {
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment_of(setting);
  const std::vector<char*> argv = pointers_to(words);
  const std::vector<char*> envp = pointers_to(variables);

  const Pipe in;
  const Pipe out = setting.columns ? make_terminal(*setting.columns) : Pipe();
  const Pipe err;
  const int child_in = setting.input.empty() ? in.read_end : open_input(setting.input);
  int child_out = out.write_end;
  int child_err = setting.columns ? out.write_end : err.write_end;
  if (!setting.out_file.empty()) child_out = open_for_writing(setting.out_file);
  if (!setting.err_file.empty()) child_err = open_for_writing(setting.err_file);

  pid_ = ::fork();
  if (pid_ < 0) fail("fork");
  if (pid_ == 0) {
    // Catch2 and the tests ignore or catch signals that a program must meet as it would anywhere.
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    if (setting.types && (::setsid() < 0 || ::ioctl(out.write_end, TIOCSCTTY, 0) != 0)) ::_exit(96);
    ::dup2(setting.types ? out.write_end : child_in, STDIN_FILENO);
    ::dup2(child_out, STDOUT_FILENO);
    ::dup2(child_err, STDERR_FILENO);
    prepare_child(setting);
    ::execvpe(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  if (child_in != in.read_end) ::close(child_in);
  if (child_out != out.write_end) ::close(child_out);
  if (child_err != out.write_end && child_err != err.write_end) ::close(child_err);
  ::close(in.read_end);
  ::close(out.write_end);
  ::close(err.write_end);
  input_ = in.write_end;
  if (setting.types) {
    ::close(input_);
    input_ = ::fcntl(out.read_end, F_DUPFD_CLOEXEC, 0);
  }
  out_ = out.read_end;
  err_ = err.read_end;
}

Process::~Process() {
  if (!collected_) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  close(input_);
  close(out_);
  close(err_);
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::is_running() {
  int status = 0;
  if (!collected_ && ::waitpid(pid_, &status, WNOHANG) == pid_) collect_status(status);
  return !collected_;
}

void Process::collect_status(int status) {
  result_.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  collected_ = true;
}

void Process::write(std::string_view bytes) const {
  // A program that has ended does not take its input: no reason to end the test.
  std::signal(SIGPIPE, SIG_IGN);
  while (!bytes.empty()) {
    const ssize_t count = ::write(input_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Process::wait_until_read() const {
  const Deadline deadline = Clock::now() + timeout_;
  int left = 1;
  while (::ioctl(input_, FIONREAD, &left) == 0 && left > 0) {
    if (Clock::now() > deadline) throw std::runtime_error(name_ + ": does not read its input");
    std::this_thread::sleep_for(kPause);
  }
}

bool Process::read_more(Deadline deadline) {
  std::array<pollfd, 2> streams = {{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  if (out_ < 0 && err_ < 0) return false;
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  const int ready = ::poll(streams.data(), streams.size(), static_cast<int>(std::max(left, 0L)));
  if (ready == 0) give_up("output");
  const auto take = [](const pollfd& stream, int& descriptor, std::string& text) {
    if (descriptor < 0 || stream.revents == 0) return;
    std::array<char, 1 << 16> buffer{};
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    // A terminal tells its end by an error.
    else if (count == 0 || errno != EINTR) close(descriptor);
  };
  take(streams[0], out_, result_.out);
  take(streams[1], err_, result_.err);
  return true;
}

std::string Process::read_line() {
  const Deadline deadline = Clock::now() + timeout_;
  std::size_t end = std::string::npos;
  while ((end = result_.out.find('\n', line_begin_)) == std::string::npos)
    if (!read_more(deadline)) throw std::runtime_error(name_ + ": no more lines: " + result_.err);
  const std::size_t begin = std::exchange(line_begin_, end + 1);
  return result_.out.substr(begin, end - begin);
}

void Process::wait_for_output(std::string_view text) {
  const Deadline deadline = Clock::now() + timeout_;
  std::size_t at = 0;
  while ((at = result_.out.find(text, line_begin_)) == std::string::npos)
    if (!read_more(deadline)) throw std::runtime_error(name_ + ": printed only: " + result_.out);
  line_begin_ = at + text.size();
}

void Process::wait_for_error(std::string_view text) {
  const Deadline deadline = Clock::now() + timeout_;
  while (!contains(result_.err, text))
    if (!read_more(deadline)) throw std::runtime_error(name_ + ": said only: " + result_.err);
}

void Process::close_output() { close(out_); }

Result Process::finish() {
  const Deadline deadline = Clock::now() + timeout_;
  close(input_);
  while (read_more(deadline)) {
  }
  while (is_running()) {
    if (Clock::now() > deadline) give_up("its end");
    std::this_thread::sleep_for(kPause);
  }
  return result_;
}

void Process::give_up(const std::string& waited_for) {
  throw std::runtime_error(name_ + ": timed out waiting for " + waited_for +
                           "; out: " + result_.out + "; err: " + result_.err);
}

Result run(const std::string& program, const Arguments& arguments, const Setting& setting) {
  return Process(program, arguments, setting).finish();
}

TempFolder::TempFolder() {
  std::string name = fs::temp_directory_path() / "limier-test-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) fail(name);
  path_ = fs::canonical(name);
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempFolder::operator/(const std::string& name) const { return path_ / name; }

std::string TempFolder::write(const std::string& name, std::string_view bytes) const {
  const fs::path file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) fail(file);
  return file;
}

Setting Workshop::setting() const {
  Setting setting;
  setting.folder = folder_.path();
  return setting;
}

Result Workshop::index(const Arguments& arguments, Setting setting) const {
  if (setting.folder.empty()) setting.folder = folder_.path();
  Arguments all = {"-d", folder_ / "db"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(indexer(), all, setting);
}

Result Workshop::query(const Arguments& arguments, Setting setting) const {
  if (setting.folder.empty()) setting.folder = folder_.path();
  Arguments all = {"-d", folder_ / "db"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(searcher(), all, setting);
}

std::vector<std::string> Workshop::found(const std::string& query_text) const {
  const Result result = query(
      {"--match", "all", "--all-copies", "--format", "jsonl", "-n", "1000", "--", query_text});
  if (result.code > 1) throw std::runtime_error("limier-query failed: " + result.err);
  std::vector<std::string> names;
  for (const auto& line : parse_lines(result.out))
    if (line.at("type") == "passage") names.push_back(line.at("document").get<std::string>());
  return names;
}

std::string Workshop::answers(const std::string& database, const std::string& topics) const {
  Setting here = setting();
  here.input = topics;
  const Result result = run(searcher(),
                            {"-d", folder_ / database, "--batch", "-", "--match", "any", "--format",
                             "trec", "-n", "1000"},
                            here);
  if (result.code != 0) throw std::runtime_error("limier-query failed: " + result.err);
  return result.out;
}

fs::path Workshop::generation() const {
  const std::string stub = read_file(folder_ / "db/XAPIANDB");
  constexpr std::string_view kAuto = "auto ";
  if (!stub.starts_with(kAuto)) throw std::runtime_error("no generation in the stub: " + stub);
  return folder_.path() / "db" / stub.substr(kAuto.size(), stub.find('\n') - kAuto.size());
}

bool is_sound(const fs::path& generation) {
  return run("xapian-check", {generation.string()}).code == 0;
}

const std::string& indexer() {
  static const std::string path = LIMIER_INDEXER;
  return path;
}

const std::string& searcher() {
  static const std::string path = LIMIER_QUERY;
  return path;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool is_one_line(std::string_view text) {
  return text.size() > 1 && text.find('\n') == text.size() - 1;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::vector<nlohmann::json> parse_lines(const std::string& text) {
  std::vector<nlohmann::json> values;
  for (const std::string& line : lines_of(text)) values.push_back(nlohmann::json::parse(line));
  if (values.empty()) throw std::runtime_error("no JSON Lines");
  return values;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

void age(const fs::path& path, std::chrono::seconds seconds) {
  fs::last_write_time(path, fs::file_time_type::clock::now() - seconds);
}

}  // namespace limier::tests
