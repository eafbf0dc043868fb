#include "tests/programs/shards.hh"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

namespace limier::tests {

void write_stub(const Workshop& workshop, const std::string& folder,
                const std::vector<std::string>& lines) {
  workshop.write(folder + "/XAPIANDB", fmt::format("{}\n", fmt::join(lines, "\n")));
}

unsigned free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool found =
      ::bind(socket, generic, size) == 0 && ::getsockname(socket, generic, &size) == 0;
  ::close(socket);
  if (!found) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

Server::Server(const std::string& database, unsigned port) : port_(port) {
  process_ = std::make_unique<Process>(LIMIER_SERVE, Arguments{database, std::to_string(port)});
  process_->wait_for_output("Listening");
}

std::vector<pid_t> Server::processes() const {
  const pid_t server = process_->id();
  std::vector<pid_t> all = {server};
  std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", server));
  for (pid_t child = 0; children >> child;) all.push_back(child);
  return all;
}

void Server::stall() const {
  for (const pid_t process : processes()) ::kill(process, SIGSTOP);
}

void Server::resume() const {
  for (const pid_t process : processes()) ::kill(process, SIGCONT);
}

void Server::kill() {
  for (const pid_t process : processes()) ::kill(process, SIGKILL);
  process_.reset();
}

}  // namespace limier::tests
