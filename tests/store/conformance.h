#pragma once
// One suite for every engine: what the header of shared/store promises, in sentences. The cases stand in the
// *_conformance.cpp files; a program that links them says by engines() what they run on.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/crypto.h"
#include "shared/store/store.h"
#include "tests/store/must.h"
#include "tests/wire_fields.h"

namespace bf::test {

/// One database, empty at first. Every store opened on it must be closed before it goes.
class Engine {
 public:
  virtual ~Engine() = default;
  /// Another connection to it.
  [[nodiscard]] virtual Result<std::unique_ptr<Store>> open(const Schema& schema) = 0;
  /// A store on the copy that Store::backupTo() wrote to backupPath().
  [[nodiscard]] virtual Result<std::unique_ptr<Store>> openBackup(const Schema& schema) = 0;
  [[nodiscard]] virtual std::string backupPath() const = 0;
};

struct EngineMaker {
  std::string name;
  std::function<std::unique_ptr<Engine>()> make;
};

/// Defined by the program.
[[nodiscard]] const std::vector<EngineMaker>& engines();

/// A database of each engine in turn: `auto bed = TestBed(GENERATE(range(0, engineCount())));`
class TestBed {
 public:
  explicit TestBed(std::size_t engine, const Schema& schema = builtinSchema());
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Engine& engine() { return *engine_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  void reopen(const Schema& schema = builtinSchema());

 private:
  std::string name_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Store> store_;
};
[[nodiscard]] std::size_t engineCount();

/// Runs the rest of the case once for each engine.
#define FOR_EACH_ENGINE(bed)                                                       \
  bf::test::TestBed bed(GENERATE(range(std::size_t{0}, bf::test::engineCount()))); \
  INFO("engine " << bed.name())

// ---- things to put in -----------------------------------------------------------------------------------------------

[[nodiscard]] const KindSpec& kindNamed(std::string_view name);
[[nodiscard]] std::uint32_t fieldNumber(std::string_view kind, std::string_view field);
[[nodiscard]] RecordId idNamed(std::string_view anything);
/// A record whose heads say that one change wrote `fields`.
[[nodiscard]] RecordRow rowOf(std::string_view kind, std::int64_t rec, const std::vector<Field>& fields = {});
[[nodiscard]] RecordRow rootOf(std::string_view kind, std::int64_t rec, RegionCode region,
                               const std::vector<Field>& fields = {});
[[nodiscard]] RecordRow childOf(std::string_view kind, std::int64_t rec, const RecordRow& parent,
                                const std::vector<Field>& fields = {});
/// A batch of `count` changes of `device` from position `first` on, after `prev`.
[[nodiscard]] LogBatch sampleBatch(std::int64_t seq, std::uint64_t first, std::size_t count, const Hash& prev = {},
                                   char device = 'a');
[[nodiscard]] DeviceId deviceNamed(char name);

/// One writing transaction.
void write(Store& store, const std::function<void(StoreTx&)>& work);
/// What a reading transaction sees.
template <class Work>
auto seen(Store& store, const Work& work) {
  auto tx = must(store.read());
  return work(*tx);
}

}  // namespace bf::test
