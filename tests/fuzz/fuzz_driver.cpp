// Plays a fuzz target without libFuzzer: <program> <corpus folder> [mutations]. Each file of the corpus once, then
// mutations of them, the same for the same BIANFANG_SEED; BIANFANG_CASES multiplies their number. With a file instead
// of a folder it plays that file alone. An input that fails is left in failed-<program> in the working folder.

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "tests/fuzz/fuzz.h"

extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

constexpr int mutationsUsual = 20'000;
constexpr std::size_t inputBytesMax = 64 * 1024;
/// Processor time for one input; sanitizers take ten times as long.
constexpr double secondsMax = 5.0;

std::string input;  // at hand when something breaks
std::string leftIn;
std::string how;

void leaveInput() {
  std::ofstream(leftIn, std::ios::binary) << input;
  std::fprintf(stderr, "%s; input of %zu bytes left in %s\n", how.c_str(), input.size(), leftIn.c_str());
}

extern "C" void onSignal(int number) {
  leaveInput();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

void watch() {
  std::signal(SIGABRT, onSignal);
  std::signal(SIGTERM, onSignal);
  if (&__sanitizer_set_death_callback != nullptr) return __sanitizer_set_death_callback(leaveInput);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(number, onSignal);
  const rlimit memory{1U << 30, 1U << 30};  // a decoder that allocates what an input promises fails here
  setrlimit(RLIMIT_AS, &memory);
#endif
}

std::uint64_t numberFrom(const char* variable, std::uint64_t usual) {
  const char* given = std::getenv(variable);
  return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}

std::vector<std::string> corpusIn(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path)) files.push_back(entry.path());
  } else if (std::filesystem::exists(path)) {
    files.push_back(path);
  }
  std::ranges::sort(files);
  std::vector<std::string> corpus;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return corpus;
}

void play() {
  const auto before = std::clock();
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  if (static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC > secondsMax) {
    std::fprintf(stderr, "an input took more than %.0f seconds\n", secondsMax);
    std::abort();
  }
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& corpus, std::uint64_t seed) : corpus_(corpus), random_(seed) {}

  std::string next() {
    std::string bytes = random_.chance(97) ? any() : noise(random_.below(200));
    for (auto times = 1 + random_.below(5); times > 0; --times) mutate(bytes);
    if (bytes.size() > inputBytesMax) bytes.resize(inputBytesMax);
    return bytes;
  }

 private:
  const std::string& any() { return corpus_[random_.below(corpus_.size())]; }

  std::string noise(std::uint64_t size) {
    std::string bytes(size, '\0');
    random_.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
    return bytes;
  }

  void mutate(std::string& bytes) {
    static constexpr std::array<unsigned char, 14> telling{0,    1,    0x7f, 0x80, 0xff, 0xfe, 0x0a,
                                                           0x0d, 0x22, 0x2c, 0x30, 0x3c, 0x58, 0x28};
    const auto at = random_.below(bytes.size() + 1);
    const auto size = random_.below(std::min<std::uint64_t>(bytes.size() - at, 64) + 1);
    switch (random_.below(9)) {
      case 0:
        if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ 1 << random_.below(8));
        break;
      case 1:
        if (at < bytes.size()) bytes[at] = static_cast<char>(telling[random_.below(telling.size())]);
        break;
      case 2: bytes.insert(at, 1, static_cast<char>(telling[random_.below(telling.size())])); break;
      case 3: bytes.erase(at, size); break;
      case 4: bytes.insert(at, bytes.substr(at, size)); break;  // a piece twice
      case 5: bytes.resize(at); break;
      case 6: {  // a piece of another
        const auto& other = any();
        const auto from = random_.below(other.size() + 1);
        bytes.insert(at, other.substr(from, random_.below(64)));
        break;
      }
      case 7: bytes.replace(at, size, noise(size)); break;
      default:  // the greatest numbers, which lengths and counts are made of
        bytes.insert(at, std::string(1 + random_.below(9), '\xff') + '\x01');
    }
  }

  const std::vector<std::string>& corpus_;
  bf::SeededRandom random_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: %s <corpus folder or file> [mutations]\n", argv[0]), 2;
  const auto corpus = corpusIn(argv[1]);
  if (corpus.empty()) return std::fprintf(stderr, "no input in %s\n", argv[1]), 2;
  leftIn = "failed-" + std::filesystem::path(argv[0]).filename().string();
  watch();
  for (std::size_t i = 0; i < corpus.size(); ++i) {
    input = corpus[i];
    how = "file " + std::to_string(i) + " of the corpus";
    play();
  }
  if (!std::filesystem::is_directory(argv[1])) return 0;
  const auto seed = numberFrom("BIANFANG_SEED", 20151129);
  const auto mutations =
      (argc > 2 ? std::strtoull(argv[2], nullptr, 10) : mutationsUsual) * numberFrom("BIANFANG_CASES", 1);
  Mutator mutator(corpus, seed);
  for (std::uint64_t i = 0; i < mutations; ++i) {
    input = mutator.next();
    how = "BIANFANG_SEED=" + std::to_string(seed) + " mutation " + std::to_string(i);
    play();
  }
  std::printf("%zu files, %llu mutations, BIANFANG_SEED=%llu\n", corpus.size(),
              static_cast<unsigned long long>(mutations), static_cast<unsigned long long>(seed));
  return 0;
}
