// Preloaded into a program by the tests: counts what it writes under a folder, keeps a log of it,
// and makes one call fail. What to do stands in the environment:
//
//   LIMIER_FAULTS_UNDER  the folder; nothing is done without it
//   LIMIER_FAULTS_LOG    a file: a line for each call, `write PATH`, `sync PATH`, `rename PATH
//   PATH` LIMIER_FAULTS_AT     which call is struck, from 1; then the log says `struck`
//   LIMIER_FAULTS_KIND   how: `error` (EIO), `broken` (that and all after), `full` (ENOSPC, as long
//                        as something is written), `kill` (before it is done), `interrupt` (as
//                        Ctrl-C does; the call itself is done)
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <dlfcn.h>

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

struct Plan {
  std::string folder = variable("LIMIER_FAULTS_UNDER") + '/';
  std::string log = variable("LIMIER_FAULTS_LOG");
  long at = std::atol(variable("LIMIER_FAULTS_AT").c_str());
  std::string kind = variable("LIMIER_FAULTS_KIND");
};

const Plan& plan() {
  static const Plan plan;
  return plan;
}

std::string path_of(int descriptor) {
  char name[64];
  char path[4096];
  std::snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
  const ssize_t size = ::readlink(name, path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

void log(const std::string& line) {
  static const int file =
      ::open(plan().log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  // Not by `write`, which is our own.
  ::syscall(SYS_write, file, line.data(), line.size());
}

/// The number of the holder in the lock only serves a message: nothing depends on it.
bool counts(std::string_view path) {
  return plan().folder.size() > 1 && (std::string(path) + '/').starts_with(plan().folder) &&
         !path.ends_with("/lock");
}

/// Whether the call that is about to be done has to fail; then errno is set.
bool is_struck(const char* call, const std::string& path, const std::string& to = {}) {
  static std::atomic<long> calls = 0;
  if (!counts(path)) return false;
  const long number = ++calls;
  log(std::string(call) + ' ' + path + (to.empty() ? "" : ' ' + to) + '\n');
  const bool lasts = plan().kind == "broken" || plan().kind == "full";
  if (plan().at == 0 || number < plan().at || (number > plan().at && !lasts)) return false;
  if (plan().kind == "full" && std::string_view(call) != "write") return false;
  log("struck\n");
  if (plan().kind == "kill") ::raise(SIGKILL);
  if (plan().kind == "interrupt") return ::raise(SIGINT) != 0;
  errno = plan().kind == "full" ? ENOSPC : EIO;
  return true;
}

template <typename Function>
Function next(Function /*ours*/, const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// What the program calls in place of the system's own: in C++ they have names of their own, since
// the system declares its functions otherwise here and there.
// NOLINTBEGIN(misc-use-internal-linkage)
extern "C" {

ssize_t our_write(int file, const void* bytes, size_t size) __asm__("write");
ssize_t our_writev(int file, const struct iovec* pieces, int count) __asm__("writev");
ssize_t our_pwrite(int file, const void* bytes, size_t size, off_t at) __asm__("pwrite");
ssize_t our_pwrite64(int file, const void* bytes, size_t size, off64_t at) __asm__("pwrite64");
ssize_t our_sendfile(int to, int from, off_t* at, size_t size) __asm__("sendfile");
ssize_t our_copy_file_range(int from, off64_t* at, int to, off64_t* to_at, size_t size,
                            unsigned flags) __asm__("copy_file_range");
int our_fsync(int file) __asm__("fsync");
int our_fdatasync(int file) __asm__("fdatasync");
int our_rename(const char* from, const char* to) __asm__("rename");

ssize_t our_write(int file, const void* bytes, size_t size) {
  if (is_struck("write", path_of(file))) return -1;
  static const auto real = next(&our_write, "write");
  return real(file, bytes, size);
}

ssize_t our_writev(int file, const struct iovec* pieces, int count) {
  if (is_struck("write", path_of(file))) return -1;
  static const auto real = next(&our_writev, "writev");
  return real(file, pieces, count);
}

ssize_t our_pwrite(int file, const void* bytes, size_t size, off_t at) {
  if (is_struck("write", path_of(file))) return -1;
  static const auto real = next(&our_pwrite, "pwrite");
  return real(file, bytes, size, at);
}

ssize_t our_pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  if (is_struck("write", path_of(file))) return -1;
  static const auto real = next(&our_pwrite64, "pwrite64");
  return real(file, bytes, size, at);
}

ssize_t our_sendfile(int to, int from, off_t* at, size_t size) {
  if (is_struck("write", path_of(to))) return -1;
  static const auto real = next(&our_sendfile, "sendfile");
  return real(to, from, at, size);
}

ssize_t our_copy_file_range(int from, off64_t* at, int to, off64_t* to_at, size_t size,
                            unsigned flags) {
  if (is_struck("write", path_of(to))) return -1;
  static const auto real = next(&our_copy_file_range, "copy_file_range");
  return real(from, at, to, to_at, size, flags);
}

int our_fsync(int file) {
  if (is_struck("sync", path_of(file))) return -1;
  static const auto real = next(&our_fsync, "fsync");
  return real(file);
}

int our_fdatasync(int file) {
  if (is_struck("sync", path_of(file))) return -1;
  static const auto real = next(&our_fdatasync, "fdatasync");
  return real(file);
}

int our_rename(const char* from, const char* to) {
  if (is_struck("rename", from, to)) return -1;
  static const auto real = next(&our_rename, "rename");
  return real(from, to);
}

}  // extern "C"
// NOLINTEND(misc-use-internal-linkage)
