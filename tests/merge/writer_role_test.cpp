// Who finished a record, read from its heads alone, as the merge itself says it.

#include "shared/merge/writer_role.h"

#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"
#include "shared/base/wire.h"
#include "shared/merge/record_heads.h"

namespace bf::test {
namespace {

constexpr std::uint32_t duty = 14;    ///< any field
constexpr std::uint32_t rare = 3000;  ///< beyond the bitmap of the creation

class LatestRules final : public Rules {
 public:
  Settle settle(std::uint32_t, std::uint32_t) const override { return Settle::latest; }
  std::int64_t order(const Change&, std::uint32_t) const override { return 0; }
  bool personDecides(std::uint32_t, std::uint32_t) const override { return false; }
};

ChangeId idNumber(unsigned char number) {
  ChangeId id;
  id.bytes[0] = number;
  return id;
}

Field number(std::uint32_t field, std::uint64_t value) {
  Field made{field, {}};
  appendVarintField(made.wire, field, value);
  return made;
}

/// A record as its heads remember it, written to by people of several roles.
class Written {
 public:
  Written(std::uint32_t role, const std::vector<std::uint32_t>& fields) {
    Change change = of(role, fields);
    heads_ = RecordHeads::created(change, Writer{idNumber(1), 1, 1, role}, rules_);
  }

  /// Seen: the writes of all before; else of nobody, so that both stand.
  Written& then(std::uint32_t role, const std::vector<std::uint32_t>& fields, bool seen = true) {
    Change change = of(role, fields);
    change.record = idNumber(1);
    if (seen)
      for (const auto field : fields)
        if (auto ids = heads_.headsOf(field); !ids.empty()) change.bases.push_back({{field}, std::move(ids)});
    const MergeSource source{[](std::uint32_t field) { return Result<std::string>(number(field, 1).wire); },
                             [](const ChangeId&) { return Result<bool>(false); }};
    REQUIRE(heads_.apply(change, Writer{idNumber(++writes_), writes_, writes_, role}, rules_, source));
    return *this;
  }

  [[nodiscard]] std::optional<std::uint32_t> role(std::uint32_t field) const {
    const auto* writer = heads_.shownWriter(field);
    const auto found = roleOfWriter(heads_.serialise(), field);
    CHECK(found.value_or(0) == (writer != nullptr ? writer->role : 0));
    return found;
  }

 private:
  Change of(std::uint32_t role, const std::vector<std::uint32_t>& fields) const {
    Change change;
    change.kind = 60;
    change.role = role;
    for (const auto field : fields) change.set.push_back(number(field, writes_));
    return change;
  }

  LatestRules rules_;
  RecordHeads heads_;
  unsigned char writes_ = 1;
};

}  // namespace

TEST_CASE("who finished a visit is told from its heads, however many wrote to it") {
  CHECK(Written(bianfang::HELPER, {finishedField, duty}).role(finishedField) == bianfang::HELPER);
  CHECK(Written(bianfang::HELPER, {duty}).role(finishedField) == std::nullopt);
  CHECK(Written(bianfang::ROLE_UNSPECIFIED, {finishedField}).role(finishedField) == std::nullopt);
  Written handed(bianfang::HELPER, {duty, rare});
  handed.then(bianfang::TEAM_MEMBER, {duty}).then(bianfang::VILLAGE_SECRETARY, {finishedField});
  CHECK(handed.role(finishedField) == bianfang::VILLAGE_SECRETARY);
  CHECK(handed.role(duty) == bianfang::TEAM_MEMBER);
  CHECK(handed.role(rare) == bianfang::HELPER);
  // Two who finished it without each other: the later one is shown, and it is his.
  Written twice(bianfang::HELPER, {duty});
  twice.then(bianfang::TOWNSHIP_CLERK, {finishedField}).then(bianfang::TOWNSHIP_SECRETARY, {finishedField}, false);
  CHECK(twice.role(finishedField) == bianfang::TOWNSHIP_SECRETARY);
  Written first(bianfang::COUNTY_SECRETARY, {finishedField});
  first.then(bianfang::HELPER, {finishedField, duty}, false);
  CHECK(first.role(finishedField) == bianfang::HELPER);
}

TEST_CASE("heads that are none name nobody") {
  const auto heads = [] {
    Change change;
    change.set.push_back(number(finishedField, 1));
    return RecordHeads::created(change, Writer{idNumber(1), 1, 1, bianfang::HELPER}, LatestRules()).serialise();
  }();
  CHECK(roleOfWriter("", finishedField) == std::nullopt);
  CHECK(roleOfWriter(heads.substr(0, heads.size() - 1), finishedField) == std::nullopt);
  CHECK(roleOfWriter(std::string("\xff\xff\xff"), finishedField) == std::nullopt);
}

}  // namespace bf::test
