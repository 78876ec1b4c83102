#pragma once
// A program started as a child process, fed through its standard input, listened to through its standard output, and
// killed with SIGKILL at a random moment: what it had acknowledged by then must be there when it is started again.
// Linux only (pidfd, parent-death signal). Waits by poll on the pipes and on the process, never by sleeping.

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/env.h"
#include "shared/base/error.h"

namespace bf {

struct ChildSpec {
  std::vector<std::string> command;                                ///< path of the program, then its arguments
  std::vector<std::pair<std::string, std::string>> environment{};  ///< set in addition to our own
  std::string workingDirectory{};                                  ///< empty: ours
  bool errorsToo = false;  ///< standard error comes with the lines; otherwise it goes where ours goes
};

/// How a child ended.
struct ChildEnd {
  int exitStatus = -1;  ///< -1 when a signal ended it
  int signal = 0;       ///< 0 when it exited by itself
};

/// One life of a child. It leads a process group of its own, which signals go to; it dies with us, and at the latest
/// with this object. Keep the thread that started it alive: the parent-death signal comes when that thread ends.
class ChildProcess {
 public:
  /// Errors: storageFailed (no pipe, no process), notFound (the program cannot be executed; detail: why).
  [[nodiscard]] static Result<std::unique_ptr<ChildProcess>> start(const ChildSpec& spec);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Writes all of `text` to its input while reading what it says. Errors: timeout, disconnected (it closed its input).
  [[nodiscard]] Result<> feed(std::string_view text, std::chrono::milliseconds timeout);
  void closeInput();
  /// Its next line, without the line end. Errors: timeout, disconnected (it said all and closed its output).
  [[nodiscard]] Result<std::string> readLine(std::chrono::milliseconds timeout);
  /// Reads on until a line contains `part`; returns that line. Errors as readLine().
  [[nodiscard]] Result<std::string> waitForLine(std::string_view part, std::chrono::milliseconds timeout);
  void signal(int number) const;
  /// Kills the whole group and returns the whole lines that it had still said; an unfinished last line was not said.
  std::vector<std::string> kill();
  /// Lets it run for a random time below `most`, collecting what it says, then kills it. Returns all lines.
  std::vector<std::string> killWithin(Random& random, std::chrono::microseconds most);
  /// Waits until it has ended by itself. Errors: timeout.
  [[nodiscard]] Result<ChildEnd> wait(std::chrono::milliseconds timeout);

 private:
  ChildProcess() = default;
  using Deadline = std::chrono::steady_clock::time_point;
  enum class Heard { more, quiet, closed };
  Heard listen(Deadline deadline);
  bool takeOutput();
  std::optional<std::string> nextLine();
  std::vector<std::string> allLines();
  void reap(bool evenIfRunning);

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int process_ = -1;  // pidfd
  std::string heard_;
  std::optional<ChildEnd> end_;
};

/// When to kill one life of a child.
struct KillPlan {
  std::string readyLine{};    ///< it is ready when a line has this in it; empty: at once
  std::string input{};        ///< fed once it is ready; its input stays open
  std::size_t mostLines = 0;  ///< first lets it say a random number of lines up to this, however slow it is
  std::chrono::microseconds longestLife{20'000};  ///< then lets it live for a random time below this
  std::chrono::milliseconds readyTimeout{10'000};
};

/// Starts a child, waits until it is ready, feeds it, kills it at a random moment. Returns the lines after the ready
/// line: what it acknowledged. `readyTimeout` holds for the ready line, the input and each line. Errors: those of
/// start(), readLine() and feed().
[[nodiscard]] Result<std::vector<std::string>> liveAndDie(const ChildSpec& spec, const KillPlan& plan, Random& random);

}  // namespace bf
