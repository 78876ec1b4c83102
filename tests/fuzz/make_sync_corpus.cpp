// Writes the seed corpora of the sync protocol: <program> tests/fuzz/corpus. See make_corpus.cpp.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "shared/sync/frame.h"
#include "shared/sync/packing.h"
#include "tests/fuzz/rehearsal.h"
#include "tests/sync/a_day.h"

using namespace bf;
using namespace bf::test;

namespace {

std::filesystem::path root;

void keep(const char* target, const std::string& name, std::string_view bytes) {
  const auto folder = root / target;
  std::filesystem::create_directories(folder);
  std::ofstream out(folder / name, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!out) throw std::runtime_error("cannot write " + (folder / name).string());
}

std::string numbered(const char* what) {
  static int number = 10;  // two digits: the names sort as the flights were
  return what + std::to_string(number++);
}

void keepColumns(const std::string& name, std::string_view columns) {
  if (columns.empty()) return;
  keep("states", name, columns);
  keep("states", name + "cut", columns.substr(0, columns.size() / 2));
}

void keepFlight(bool ofTablet, std::string_view plain) {
  const auto name = numbered(ofTablet ? "tablet" : "centre");
  keep("messages", name, plain);
  if (plain.size() > compressFromBytes) {  // the others are all alike as frames
    keep("frame", name, makeFrame(plain, Compression::dictionary));
    keep("frame", name + "zstd", makeFrame(plain, Compression::zstd));
  }
  if (ofTablet) return keep("flight", name, plain);
  bianfang::FromCentre answer;
  if (!answer.ParseFromArray(plain.data(), static_cast<int>(plain.size()))) throw std::runtime_error("not a flight");
  keepColumns(name, answer.snapshot().columns());
  keepColumns(name + "pulled", answer.pulled().columns());
}

void keepBatches() {
  auto day = aDay(1, 2);  // the one of packed_fuzz.cpp
  const auto pack = [&](const Batch& batch, PackAs as) {
    Packer packer(day.names, day.batch.device);
    packer.receiverKnows(day.batch.device, {day.batch.first - 1, day.batch.prev});
    return must(packer.pack(batch, as));
  };
  auto columns = pack(day.batch, PackAs::columns);
  keep("packed", "columns", columns.SerializeAsString());
  columns.set_check(columns.check() ^ 1);
  keep("packed", "check", columns.SerializeAsString());
  columns.mutable_columns()->resize(columns.columns().size() / 2);
  keep("packed", "cut", columns.SerializeAsString());
  keep("packed", "exact", pack(day.batch, PackAs::exact).SerializeAsString());
  auto partly = day.batch;
  for (std::size_t i = 0; i < partly.entries.size(); i += 3) partly.entries[i].change.clear();
  Packer packer(day.names, DeviceId{});
  keep("packed", "withheld", must(packer.pack(partly, PackAs::columns)).SerializeAsString());
}

void keepFrames() {
  const auto two = makeFrame("one", Compression::none) + makeFrame("two", Compression::none);
  keep("frame", "plain", makeFrame("a plain frame", Compression::none));
  keep("frame", "two", two);
  keep("frame", "two_cut", std::string_view(two).substr(0, two.size() - 2));
  keep("frame", "flags", std::string("\x01\0\0\0\x80x", 6));
  keep("frame", "long", std::string("\xff\xff\xff\xff\0x", 6));
  // Two megabytes of nothing, in a header that says so: more than the ratio allows.
  keep("frame", "bomb", std::string("\x0d\0\0\0\x01\x28\xb5\x2f\xfd\xa0\0\0\x20\0\x03\0\0\0", 18));
  keep("frame", "skippable", std::string("\x0b\0\0\0\x01\x50\x2a\x4d\x18\x03\0\0\0abc", 16));
}

/// What a centre says to a tablet that does not unpack, with everything in it, and with what is beyond our numbers.
void keepPlainAnswer() {
  bianfang::FromCentre answer;
  auto& receipt = *answer.add_receipts();
  receipt.set_head(std::string(Hash::size, 'h'));
  receipt.set_epoch(3);
  receipt.set_seq(4711);
  receipt.set_received(1'529'539'200'000'000);
  receipt.set_mac(std::string(16, 'm'));
  receipt.set_count(2);
  auto& verdict = *receipt.add_verdicts();
  verdict.set_index(1);
  verdict.set_code(bianfang::HELD_INVALID);
  verdict.set_field(12);
  verdict.set_detail("most");
  auto& state = *answer.mutable_snapshot()->add_states();
  state.set_kind(kindOf("member").number);
  state.set_id(std::string(RecordId::size, 'i'));
  state.set_seq(4712);
  state.set_parent(4711);
  state.set_parent_kind(householdKind);
  state.set_heads("heads");
  state.set_values("values");
  keep("messages", "exact", answer.SerializeAsString());
  verdict.set_code(static_cast<bianfang::VerdictCode>(256));
  state.set_seq(UINT64_MAX);
  keep("messages", "beyond", answer.SerializeAsString());
  state.mutable_id()->pop_back();
  keep("messages", "short_id", answer.SerializeAsString());
}

void keepStrangers(const Rehearsal& rehearsal) {
  bianfang::ToCentre flight;
  auto& enrol = *flight.mutable_enrol();
  enrol.set_token(rehearsal.token());
  enrol.set_request("request of a tablet");
  enrol.set_signing_key(std::string(32, 'k'));
  enrol.set_name("tablet");
  enrol.set_version(protocolVersion);
  enrol.set_nonce(std::string(16, 'n'));
  keep("flight", "enrol", flight.SerializeAsString());
  flight.Clear();
  flight.set_renew("request of a tablet");
  keep("flight", "renew", flight.SerializeAsString());
  flight.Clear();
  flight.set_wiping(std::string(64, 'w'));
  keep("flight", "wiping", flight.SerializeAsString());
  flight.Clear();
  flight.mutable_pull()->set_own(true);
  flight.mutable_snapshot()->set_region(village);
  keep("flight", "reading", flight.SerializeAsString());
  keep("flight", "nothing", "");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fprintf(stderr, "usage: %s tests/fuzz/corpus\n", argv[0]), 2;
  root = argv[1];
  keepFrames();
  keepBatches();
  keepPlainAnswer();
  Rehearsal rehearsal(keepFlight);
  rehearsal.converse(rehearsal.tablet(), keepFlight);
  keepStrangers(rehearsal);
  return 0;
}
