// Writes the seed corpora of the formats that the project itself makes: <program> tests/fuzz/corpus. The files are
// checked in, so that a format of today is still read, or still refused with grace, tomorrow. Run it again when a
// format gains something, and look at what git says.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "shared/base/zstd.h"
#include "shared/merge/batch.h"
#include "tests/merge/copy.h"
#include "tests/merge/fields.h"
#include "tests/merge/story.h"

using namespace bf;
using namespace bf::test;

namespace {

std::filesystem::path root;

void keep(const char* target, const char* name, std::string_view bytes) {
  const auto folder = root / target;
  std::filesystem::create_directories(folder);
  std::ofstream out(folder / name, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out) throw std::runtime_error("cannot write " + (folder / name).string());
}

/// A record in which everything happens: conflicts under each rule, a removal, an edit that had not seen it, a fast
/// clock, a base that is away, a field of a newer schema.
struct Household {
  Story story;
  Changes all;

  Household() {
    take(story.create(
        1, {textField(phone, "136"), textField(grade, "C"), choices(needs, {1}), textField(farUnknown, "x")}));
    const auto first = all;
    take(story.write(1, first, {textField(phone, "137"), textField(income, "4200"), numberField(incomeYear, 2017)}));
    take(story.write(2, first, {textField(phone, "138"), choices(needs, {2, 300}), numberField(unknown, 7)}));
    story.setClockAhead(1000 * hour);
    take(story.write(3, first, {textField(grade, "D"), choices(needs, {}), textField(income, "")}));
    story.setClockAhead(0);
    take(story.remove(4, first));
    take(story.clear(2, all, {idNumber, unknown}));
    const auto& away = story.write(5, all, {textField(idNumber, "44142419900101123X")});
    take(story.write(5, {all.front(), &away}, {textField(idNumber, "441424199001011234")}));
  }
  void take(const Known& known) { all.push_back(&known); }
};

void changes(const Household& household) {
  int number = 0;
  for (const auto* one : household.all)
    keep("change", ("change" + std::to_string(number++)).c_str(), serialise(one->change));
}

void heads(const Household& household) {
  Changes so_far;
  for (const auto* one : household.all) {
    so_far.push_back(one);
    keep("heads", ("after" + std::to_string(so_far.size())).c_str(), Copy(so_far).bytes());
  }
  auto snapshot = Copy(household.all).heads();
  snapshot.setAsOf(4711);
  keep("heads", "snapshot", snapshot.serialise());
}

void batches(const Household& household) {
  SeededRandom random(1);
  const auto key = SigningKey::make(random);
  Batch batch;
  batch.device.bytes.fill(7);
  batch.first = 12;
  batch.prev = hashOf("before");
  batch.region = 441424100201;
  for (const auto* one : household.all) {
    batch.entries.push_back(entryOf(serialise(one->change)));
    batch.signature = key.sign(signedBytes(batch, chainHead(batch)));
    if (batch.entries.size() == 1) keep("batch", "one", serialise(batch));
  }
  keep("batch", "whole", serialise(batch));
  for (std::size_t i = 0; i < batch.entries.size(); i += 2) batch.entries[i].change.clear();
  keep("batch", "withheld", serialise(batch));
}

void wires(const Household& household) {
  keep("wire", "change", serialise(household.all[1]->change));
  keep("wire", "fixed", std::string("\x0d\0\0\x80\x3f\x11\1\2\3\4\5\6\7\x08", 14));
  keep("wire", "falling",
       numberField(300, 5).wire + numberField(2, 1).wire + textField(1, "文").wire + numberField(2, 9).wire);
  keep("wire", "empty", "");
}

void unions() {
  const auto value = [](const std::string& wire) { return static_cast<char>(wire.size()) + wire; };
  const auto loose = numberField(needs, 4).wire + numberField(needs, UINT64_MAX).wire;
  keep("unite", "packed", value(choices(needs, {3, 9}).wire) + value(choices(needs, {1, 300}).wire));
  keep("unite", "loose", value(loose) + value(choices(needs, {4}).wire));
  keep("unite", "none", value("") + value(choices(needs, {}).wire));
}

void compressed(const Household& household) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += serialise(household.all[1]->change);
  keep("zstd", "changes", compress(many));
  keep("zstd", "empty", compress(""));
  keep("zstd", "zeros", compress(std::string(100'000, '\0')));
  keep("zstd", "tooMuch", compress(std::string(1'000'000, 'x')));
  keep("zstd", "plain", "not compressed at all");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: %s tests/fuzz/corpus\n", argv[0]), 2;
  root = argv[1];
  const Household household;
  changes(household);
  heads(household);
  batches(household);
  wires(household);
  unions();
  compressed(household);
  return 0;
}
