#include "tests/policy/policy_world.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "bianfang/registry.pb.h"

namespace bf::test {
namespace {

template <class T>
T have(Result<T> result) {
  if (!result) FAIL(describe(result.error(), Language::english));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string numberBytes(std::uint64_t number, int bytes) {
  std::string made;
  while (bytes-- > 0) made += static_cast<char>(number >> (8 * bytes));
  return made;
}

RecordId idOfNumber(std::int64_t number) {
  // Spread over the first bytes, which the index of ids looks at.
  RecordId id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<unsigned char>(number >> (8 * i));
  id.bytes[15] = 1;
  return id;
}

class LatestRules final : public Rules {
 public:
  Settle settle(std::uint32_t, std::uint32_t) const override { return Settle::latest; }
  std::int64_t order(const Change&, std::uint32_t) const override { return 0; }
  bool personDecides(std::uint32_t, std::uint32_t) const override { return false; }
};

RecordHeads madeBy(const RecordRow& row, const std::vector<Field>& fields, std::uint32_t role) {
  Change change;
  change.kind = row.kind;
  change.role = role;
  change.set = fields;
  return RecordHeads::created(change, Writer{row.id, row.rec, 0, role}, LatestRules());
}

}  // namespace

PolicyWorld::PolicyWorld() {
  static int made = 0;
  folder_ = std::filesystem::temp_directory_path() /
            ("bianfang-policy-" + std::to_string(getpid()) + "-" + std::to_string(++made));
  std::filesystem::create_directories(folder_);
  SqliteOptions options;
  options.path = (folder_ / "county.db").string();
  options.search = false;
  store_ = have(SqliteStore::open(options, builtinSchema()));
}

PolicyWorld::~PolicyWorld() {
  store_.reset();
  std::filesystem::remove_all(folder_);
}

void PolicyWorld::add(const std::string& kind, const std::string& name, const std::string& parent, RegionCode region,
                      const std::vector<Field>& fields, std::uint32_t by) {
  INFO(kind << " " << name);
  const auto* spec = builtinSchema().kindByName(kind);
  REQUIRE(spec != nullptr);
  REQUIRE(!records_.contains(name));
  RecordRow row;
  row.kind = spec->number;
  row.rec = static_cast<std::int64_t>(records_.size()) + 1;
  row.id = idOfNumber(row.rec);
  row.region = parent.empty() ? region : 0;
  if (!parent.empty()) {
    REQUIRE(records_.contains(parent));
    row.parent = records_.at(parent).rec;
    row.parentKind = records_.at(parent).kind;
    REQUIRE(spec->hasParent(row.parentKind));
  }
  if (by != 0) row.heads = madeBy(row, fields, by);
  // A test outlives no crash, and waiting for the disk at every record would be most of its time.
  auto tx = have(store_->begin(Commit::lazy));
  have(tx->insert(row, fields));
  have(tx->commit());
  records_[name] = {row.kind, row.rec, row.region, parent};
  names_[row.rec] = name;
}

void PolicyWorld::draw(RegionCode village, const std::vector<std::string>& names, std::int32_t year, bool everyone) {
  bianfang::Sample sample;
  sample.set_year(year);
  sample.set_village(village);
  sample.set_number(++draws_);
  sample.set_everyone(everyone);
  for (const auto& name : names) sample.add_drawn(idOfNumber(rec(name)).str());
  auto tx = have(store_->begin(Commit::lazy));
  have(tx->put(Space::sample, numberBytes(village, 8) + numberBytes(sample.number(), 4), sample.SerializeAsString()));
  have(tx->commit());
}

void PolicyWorld::change(const std::string& name, const std::vector<Field>& fields) {
  auto tx = have(store_->begin(Commit::lazy));
  const auto row = have(tx->load(records_.at(name).kind, rec(name)));
  have(tx->update(*row, fields, 0));
  have(tx->commit());
}

void PolicyWorld::move(const std::string& name, RegionCode region) {
  auto tx = have(store_->begin());
  auto row = have(tx->load(records_.at(name).kind, rec(name)));
  row->region = region;
  have(tx->update(*row, {}, 0));
  have(tx->commit());
}

void PolicyWorld::remove(const std::string& name) {
  const auto& kind = *builtinSchema().kind(records_.at(name).kind);
  change(name, have(RecordBuilder(kind).set("removal", std::string("test")).fields()));
}

void PolicyWorld::removeUnseen(const std::string& name) {
  auto tx = have(store_->begin(Commit::lazy));
  auto row = have(tx->load(records_.at(name).kind, rec(name)));
  Change removal;
  removal.kind = row->kind;
  removal.record = row->id;
  removal.set = have(RecordBuilder(*builtinSchema().kind(row->kind)).set("removal", std::string("test")).fields());
  removal.bases = {{{wholeRecord}, {}}};
  row->heads = madeBy(*row, {}, 0);
  const MergeSource nothing{[](std::uint32_t) { return std::string(); }, [](const ChangeId&) { return false; }};
  const auto shown = have(row->heads.apply(removal, Writer{idOfNumber(-1), -1, 0, 0}, LatestRules(), nothing));
  REQUIRE(row->heads.removedUnseen());
  have(tx->update(*row, shown, 1));
  have(tx->commit());
}

std::string PolicyWorld::nameOf(std::int64_t subject) const {
  const auto at = names_.find(subject);
  return at != names_.end() ? at->second : std::to_string(subject);
}

std::vector<PolicyRegion> regionsNamed(const std::vector<RegionCode>& codes) {
  std::vector<PolicyRegion> regions;
  for (const auto code : codes) regions.push_back({code, std::to_string(code)});
  return regions;
}

Pack packNamed(std::string_view id) {
  const auto text = builtinPack(id);
  REQUIRE(!text.empty());
  auto pack = readPack(text, std::string(id) + ".toml", builtinSchema());
  if (!pack)
    for (const auto& problem : pack.error()) WARN(problem.place << ": " << problem.text.en);
  REQUIRE(pack.has_value());
  return std::move(*pack);
}

std::vector<Field> fieldsOf(const std::string& kind, const std::map<std::string, std::string>& values) {
  RecordBuilder record(*builtinSchema().kindByName(kind));
  for (const auto& [name, text] : values) record.read(name, text);
  return have(record.fields());
}

}  // namespace bf::test
