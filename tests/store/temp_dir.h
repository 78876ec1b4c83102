#pragma once
// A folder of its own for a test, removed with all that is in it.

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace bf::test {

class TempDir {
 public:
  enum class On {
    disk,
    memory,  ///< where the system has such a file system: nothing is durable there, and nothing waits for a disk
  };
  explicit TempDir(On on = On::disk) {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code ignored;
    const bool inMemory = on == On::memory && std::filesystem::is_directory(memory, ignored);
    std::string name = ((inMemory ? memory : std::filesystem::temp_directory_path()) / "bianfang-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace bf::test
