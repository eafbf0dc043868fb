#include "indexer/lock.hh"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "indexer/interrupt.hh"

namespace limier::indexer {
namespace {

std::string holder(int descriptor) {
  char pid[32] = {};
  const ssize_t size = ::pread(descriptor, pid, sizeof pid - 1, 0);
  return size > 0 ? fmt::format(" (process {})", std::atoi(pid)) : std::string();
}

}  // namespace

Lock::Lock(const std::filesystem::path& folder, unsigned seconds) {
  const std::filesystem::path file = folder / "lock";
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0)
    throw corpus::Error(fmt::format("cannot write {}: {}", file.string(), std::strerror(errno)));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() >= deadline || interrupted()) {
      const std::string who = holder(descriptor_);
      ::close(descriptor_);
      throw corpus::Error(
          fmt::format("{}: another indexer is at work on this database{}", folder.string(), who),
          "wait for it to end, or let this one wait: --wait SECONDS");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const std::string pid = fmt::format("{}\n", ::getpid());
  // The number only serves the message above: whether it could be written decides nothing.
  if (::ftruncate(descriptor_, 0) == 0)
    static_cast<void>(::pwrite(descriptor_, pid.data(), pid.size(), 0) == 0);
}

Lock::~Lock() { ::close(descriptor_); }

}  // namespace limier::indexer
