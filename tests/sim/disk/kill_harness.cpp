#include "tests/sim/disk/kill_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <span>

#include "tests/sim/disk/dice.h"
#include "tests/sim/disk/disk_limits.h"

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 forgets this for C++
}

extern char** environ;

namespace bf {
namespace {

using Steady = std::chrono::steady_clock;

struct Pipe {
  int read = -1;
  int write = -1;

  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  ~Pipe() {
    if (read >= 0) ::close(read);
    if (write >= 0) ::close(write);
  }
};

int release(int& descriptor) { return std::exchange(descriptor, -1); }

/// Everything that exec needs, made before the fork: the child of a threaded program must not allocate.
struct Exec {
  std::vector<std::string> environment;
  std::vector<char*> arguments;
  std::vector<char*> variables;

  explicit Exec(const ChildSpec& spec) {
    for (const auto& [name, value] : spec.environment) environment.push_back(name + "=" + value);
    for (const auto& argument : spec.command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    for (auto& variable : environment) variables.push_back(variable.data());
    for (char** variable = environ; *variable != nullptr; ++variable)
      if (!isSet(spec, *variable)) variables.push_back(*variable);
    variables.push_back(nullptr);
  }

  static bool isSet(const ChildSpec& spec, std::string_view variable) {
    const auto name = variable.substr(0, variable.find('='));
    return std::any_of(spec.environment.begin(), spec.environment.end(),
                       [&](const auto& set) { return set.first == name; });
  }
};

/// Runs in the child; tells through `failure` why it could not become the program.
[[noreturn]] void becomeProgram(const ChildSpec& spec, const Exec& exec, int input, int output, int failure) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  const bool ready = ::dup2(input, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0 &&
                     (!spec.errorsToo || ::dup2(output, STDERR_FILENO) >= 0) &&
                     (spec.workingDirectory.empty() || ::chdir(spec.workingDirectory.c_str()) == 0);
  if (ready) ::execve(exec.arguments[0], exec.arguments.data(), exec.variables.data());
  const int why = errno;
  [[maybe_unused]] const auto written = ::write(failure, &why, sizeof why);
  ::_exit(127);
}

timespec left(Steady::time_point deadline) {
  const auto nanos =
      std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::nanoseconds>(deadline - Steady::now()).count());
  return {static_cast<time_t>(nanos / 1'000'000'000), static_cast<long>(nanos % 1'000'000'000)};
}

/// True when something happened on one of them before the deadline.
bool pollUntil(std::span<pollfd> watched, Steady::time_point deadline) {
  for (;;) {
    const auto time = left(deadline);
    const int happened = ::ppoll(watched.data(), watched.size(), &time, nullptr);
    if (happened >= 0 || errno != EINTR) return happened > 0;
  }
}

/// A write to a child that is gone must answer EPIPE and not end us.
struct IgnoreSigpipe {
  struct sigaction before {};
  IgnoreSigpipe() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, &before);
  }
  ~IgnoreSigpipe() { ::sigaction(SIGPIPE, &before, nullptr); }
};

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const ChildSpec& spec) {
  if (spec.command.empty()) return fail(Errc::notFound, "no program named");
  Pipe input, output, failure;
  if (!input.open() || !output.open() || !failure.open()) return fail(Errc::storageFailed, std::strerror(errno));
  const Exec exec(spec);
  std::unique_ptr<ChildProcess> child(new ChildProcess);
  child->pid_ = ::fork();
  if (child->pid_ < 0) return fail(Errc::storageFailed, std::strerror(errno));
  if (child->pid_ == 0) becomeProgram(spec, exec, input.read, output.write, failure.write);
  ::setpgid(child->pid_, child->pid_);  // here as well: whoever is first, kill() finds the group
  child->process_ = ::pidfd_open(child->pid_, 0);
  child->input_ = release(input.write);
  child->output_ = release(output.read);
  ::fcntl(child->input_, F_SETFL, O_NONBLOCK);
  ::fcntl(child->output_, F_SETFL, O_NONBLOCK);
  ::close(release(failure.write));
  int why = 0;  // nothing to read: exec closed the pipe, the program runs
  if (::read(failure.read, &why, sizeof why) > 0)
    return fail(Errc::notFound, spec.command[0] + ": " + std::strerror(why));
  if (child->process_ < 0) return fail(Errc::storageFailed, "no pidfd");
  return child;
}

ChildProcess::~ChildProcess() {
  if (!end_ && pid_ > 0) {
    signal(SIGKILL);
    reap(true);
  }
  for (const int descriptor : {input_, output_, process_})
    if (descriptor >= 0) ::close(descriptor);
}

Result<> ChildProcess::feed(std::string_view text, std::chrono::milliseconds timeout) {
  const IgnoreSigpipe guard;
  const auto deadline = Steady::now() + timeout;
  while (!text.empty()) {
    if (input_ < 0) return fail(Errc::disconnected, "its input is closed");
    pollfd watched[] = {{input_, POLLOUT, 0}, {output_, POLLIN, 0}};
    if (!pollUntil(watched, deadline)) return fail(Errc::timeout, "the child does not read its input");
    if (watched[1].revents != 0 && !takeOutput() && watched[0].revents == 0)
      return fail(Errc::disconnected, "the child closed its output");
    if (watched[0].revents == 0) continue;
    const auto written = ::write(input_, text.data(), text.size());
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
    if (written < 0 && errno != EAGAIN && errno != EINTR) return fail(Errc::disconnected, std::strerror(errno));
  }
  return {};
}

void ChildProcess::closeInput() {
  if (input_ >= 0) ::close(release(input_));
}

Result<std::string> ChildProcess::readLine(std::chrono::milliseconds timeout) {
  const auto deadline = Steady::now() + timeout;
  for (;;) {
    if (auto line = nextLine()) return std::move(*line);
    if (heard_.size() > childLineBytesMax) return fail(Errc::tooLarge, "a line without an end");
    switch (listen(deadline)) {
      case Heard::more: break;
      case Heard::quiet: return fail(Errc::timeout, "the child says nothing");
      case Heard::closed: return fail(Errc::disconnected, "the child closed its output");
    }
  }
}

Result<std::string> ChildProcess::waitForLine(std::string_view part, std::chrono::milliseconds timeout) {
  const auto deadline = Steady::now() + timeout;
  for (;;) {
    auto line = readLine(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()));
    if (!line || line->find(part) != std::string::npos) return line;
  }
}

void ChildProcess::signal(int number) const {
  if (!end_ && pid_ > 0) ::kill(-pid_, number);
}

std::vector<std::string> ChildProcess::kill() {
  signal(SIGKILL);
  reap(true);
  const auto deadline = Steady::now() + childReapTimeout;
  while (listen(deadline) == Heard::more) {
  }
  return allLines();
}

std::vector<std::string> ChildProcess::killWithin(Random& random, std::chrono::microseconds most) {
  const auto micros = Dice(random).below(static_cast<std::uint64_t>(std::max<std::int64_t>(1, most.count())));
  const auto deadline = Steady::now() + std::chrono::microseconds(micros);
  bool open = true;
  while (open && Steady::now() < deadline) open = listen(deadline) != Heard::closed;
  return kill();
}

Result<ChildEnd> ChildProcess::wait(std::chrono::milliseconds timeout) {
  const auto deadline = Steady::now() + timeout;
  bool open = true;
  while (!end_) {
    // Its output is read meanwhile: a child that waits for room in the pipe would never end.
    pollfd watched[] = {{process_, POLLIN, 0}, {output_, POLLIN, 0}};
    if (!pollUntil({watched, open ? 2U : 1U}, deadline)) return fail(Errc::timeout, "the child goes on");
    if (open && watched[1].revents != 0) open = takeOutput();
    if (watched[0].revents != 0) reap(false);
  }
  return *end_;
}

/// Waits for output until the deadline and takes what is there.
ChildProcess::Heard ChildProcess::listen(Deadline deadline) {
  pollfd watched[] = {{output_, POLLIN, 0}};
  if (!pollUntil(watched, deadline)) return Heard::quiet;
  return takeOutput() ? Heard::more : Heard::closed;
}

/// False at the end of the output.
bool ChildProcess::takeOutput() {
  char buffer[16'384];
  const auto got = ::read(output_, buffer, sizeof buffer);
  if (got > 0) heard_.append(buffer, static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

std::optional<std::string> ChildProcess::nextLine() {
  const auto end = heard_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  auto line = heard_.substr(0, end);
  heard_.erase(0, end + 1);
  return line;
}

std::vector<std::string> ChildProcess::allLines() {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (auto end = heard_.find('\n'); end != std::string::npos; end = heard_.find('\n', begin)) {
    lines.push_back(heard_.substr(begin, end - begin));
    begin = end + 1;
  }
  heard_.erase(0, begin);
  return lines;
}

void ChildProcess::reap(bool evenIfRunning) {
  if (end_) return;
  int status = 0;
  pid_t ended = 0;
  do ended = ::waitpid(pid_, &status, evenIfRunning ? 0 : WNOHANG);
  while (ended < 0 && errno == EINTR);
  if (ended != pid_) return;
  end_ = WIFEXITED(status) ? ChildEnd{WEXITSTATUS(status), 0} : ChildEnd{-1, WTERMSIG(status)};
}

Result<std::vector<std::string>> liveAndDie(const ChildSpec& spec, const KillPlan& plan, Random& random) {
  BF_LET(child, ChildProcess::start(spec));
  if (!plan.readyLine.empty()) BF_CHECK(child->waitForLine(plan.readyLine, plan.readyTimeout));
  BF_CHECK(child->feed(plan.input, plan.readyTimeout));
  std::vector<std::string> lines;
  for (auto wanted = Dice(random).below(plan.mostLines + 1); lines.size() < wanted;) {
    BF_LET(line, child->readLine(plan.readyTimeout));
    lines.push_back(std::move(line));
  }
  for (auto& line : child->killWithin(random, plan.longestLife)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace bf
