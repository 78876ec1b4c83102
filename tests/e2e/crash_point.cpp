// Preloaded into one of our programs, this kills it in the midst of saving: at its nth call that changes a file it
// dies as by `kill -9`, after half of a write where it is one. Slowing such calls down instead makes a store that is
// always in the midst of saving. What the kernel was told before stays: this is the death of a process, not of power.
//
//   BIANFANG_CRASH_AT=<n>         which call, from 1; 0 or absent: none
//   BIANFANG_DISK_DELAY_US=<n>    every call takes so much longer

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ctime>

namespace {

long setting(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::strtol(value, nullptr, 10) : 0;
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

std::atomic<long> callsMade{0};

/// True when this is the call at which to die.
bool isTheOne() {
  static const long crashAt = setting("BIANFANG_CRASH_AT");
  static const long delay = setting("BIANFANG_DISK_DELAY_US");
  if (delay > 0) {
    const timespec pause{delay / 1'000'000, delay % 1'000'000 * 1000};
    nanosleep(&pause, nullptr);  // tidy(sleep): a slow disk is what it plays
  }
  return ++callsMade == crashAt;
}

[[noreturn]] void die() {
  for (;;) kill(getpid(), SIGKILL);
}

void dieHere() {
  if (isTheOne()) die();
}

using Write = ssize_t (*)(int, const void*, size_t, off64_t);
using Truncate = int (*)(int, off64_t);
using OnDescriptor = int (*)(int);
using OnPath = int (*)(const char*);
using OnPaths = int (*)(const char*, const char*);

}  // namespace

extern "C" {

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
  static const auto real = next<Write>("pwrite64");
  if (isTheOne()) {
    real(fd, bytes, count / 2, at);
    die();
  }
  return real(fd, bytes, count, at);
}

int ftruncate64(int fd, off64_t size) noexcept {
  static const auto real = next<Truncate>("ftruncate64");
  dieHere();
  return real(fd, size);
}

int fdatasync(int fd) {
  static const auto real = next<OnDescriptor>("fdatasync");
  dieHere();
  return real(fd);
}

int fsync(int fd) {
  static const auto real = next<OnDescriptor>("fsync");
  dieHere();
  return real(fd);
}

int unlink(const char* path) noexcept {
  static const auto real = next<OnPath>("unlink");
  dieHere();
  return real(path);
}

int rename(const char* from, const char* to) noexcept {
  static const auto real = next<OnPaths>("rename");
  dieHere();
  return real(from, to);
}
}
