#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/programs/support.hh"

namespace limier::tests {

/// Writes a stub of these lines; the names in it are relative to its folder.
void write_stub(const Workshop& workshop, const std::string& folder,
                const std::vector<std::string>& lines);

/// A port of the loopback interface that nobody listens at.
unsigned free_port();

/// `scripts/serve` at work: a stock xapian-tcpsrv on the loopback interface.
class Server {
 public:
  /// At a free port unless one is given.
  explicit Server(const std::string& database, unsigned port = free_port());

  [[nodiscard]] std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string line() const { return "remote " + place(); }
  [[nodiscard]] unsigned port() const { return port_; }

  /// Stops it and all that it has begun for its clients, as a machine that hangs.
  void stall() const;
  void resume() const;
  /// Ends it and all that it has begun for its clients.
  void kill();

 private:
  [[nodiscard]] std::vector<pid_t> processes() const;

  unsigned port_;
  std::unique_ptr<Process> process_;
};

}  // namespace limier::tests
