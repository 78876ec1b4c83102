#include "tests/store/conformance.h"

namespace bf::test {

TestBed::TestBed(std::size_t engine, const Schema& schema)
    : name_(engines().at(engine).name), engine_(engines().at(engine).make()), store_(must(engine_->open(schema))) {}

void TestBed::reopen(const Schema& schema) {
  store_.reset();
  store_ = must(engine_->open(schema));
}

std::size_t engineCount() { return engines().size(); }

const KindSpec& kindNamed(std::string_view name) {
  const auto* kind = builtinSchema().kindByName(name);
  if (kind == nullptr) throw std::runtime_error("no kind " + std::string(name));
  return *kind;
}

std::uint32_t fieldNumber(std::string_view kind, std::string_view field) {
  const auto* spec = kindNamed(kind).fieldByName(field);
  if (spec == nullptr) throw std::runtime_error("no field " + std::string(field));
  return spec->number;
}

RecordId idNamed(std::string_view anything) { return idOf(hashOf(anything)); }

RecordRow rowOf(std::string_view kind, std::int64_t rec, const std::vector<Field>& fields) {
  class Plain final : public Rules {
    [[nodiscard]] Settle settle(std::uint32_t, std::uint32_t) const override { return Settle::latest; }
    [[nodiscard]] std::int64_t order(const Change&, std::uint32_t) const override { return 0; }
    [[nodiscard]] bool personDecides(std::uint32_t, std::uint32_t) const override { return true; }
  };
  RecordRow row;
  row.kind = kindNamed(kind).number;
  row.rec = rec;
  row.id = idNamed(std::string(kind) + std::to_string(rec));
  Change change;
  change.kind = row.kind;
  change.set = fields;
  row.heads = RecordHeads::created(change, Writer{row.id, rec, 1'000'000 + rec, 1, 0}, Plain{});
  return row;
}

RecordRow rootOf(std::string_view kind, std::int64_t rec, RegionCode region, const std::vector<Field>& fields) {
  auto row = rowOf(kind, rec, fields);
  row.region = region;
  return row;
}

RecordRow childOf(std::string_view kind, std::int64_t rec, const RecordRow& parent, const std::vector<Field>& fields) {
  auto row = rowOf(kind, rec, fields);
  row.parent = parent.rec;
  row.parentKind = parent.kind;
  return row;
}

DeviceId deviceNamed(char name) { return *DeviceId::from(std::string(DeviceId::size, name)); }

LogBatch sampleBatch(std::int64_t seq, std::uint64_t first, std::size_t count, const Hash& prev, char device) {
  LogBatch log;
  log.seq = seq;
  log.batch = {deviceNamed(device), first, prev, 441424100201, {}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    Change change;
    change.kind = 20;
    change.region = log.batch.region;
    change.device = log.batch.device;
    change.stamp = static_cast<Micros>(first + i) * 1'000'000;
    change.set = {textField(17, "户主" + std::to_string(first + i))};
    log.batch.entries.push_back(entryOf(serialise(change)));
  }
  log.head = chainHead(log.batch);
  return log;
}

void write(Store& store, const std::function<void(StoreTx&)>& work) {
  auto tx = must(store.begin());
  work(*tx);
  must(tx->commit());
}

}  // namespace bf::test
