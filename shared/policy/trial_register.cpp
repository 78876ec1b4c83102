#include "shared/policy/trial_register.h"

#include <algorithm>
#include <array>
#include <deque>

#include "shared/policy/policy_engine.h"
#include "shared/policy/policy_views.h"
#include "shared/store/sqlite_session.h"

namespace bf {
namespace {

/// As many as a county has: what pairs all regions with all is then as dear as in a real one.
constexpr RegionCode townships = 20;
constexpr RegionCode villagesEach = 20;
constexpr RegionCode firstTownship = 100;
constexpr RegionCode firstVillage = 200;
/// Above the records that anything of the schema hangs from; a kind that hangs from itself ends there.
constexpr int depthMax = 8;
/// The highest answer to what the schema does not limit: ten thousand yuan in fen.
constexpr std::int64_t largest = 1'000'000;

enum class Answers : std::uint8_t { alone, none, lowest, highest };
constexpr std::array allAnswers{Answers::alone, Answers::none, Answers::lowest, Answers::highest};

RegionCode countyFor(const Pack& pack) {
  auto code = countyOf(pack.regions.front());
  while (code != 0 && code < 100'000) code = code * 100 + 1;
  return code;
}

RegionCode townshipOf(RegionCode county, RegionCode number) { return county * 1000 + firstTownship + number; }
RegionCode villageOf(RegionCode township, RegionCode number) { return township * 1000 + firstVillage + number; }

class Filler {
 public:
  Filler(Connection& connection, const Schema& schema, const Pack& pack)
      : connection_(connection), schema_(schema), pack_(pack) {}

  Result<void> fill() {
    const auto county = countyFor(pack_);
    for (std::size_t i = 0; i < allAnswers.size(); ++i) {
      answers_ = allAnswers[i];
      const auto township = townshipOf(county, i);
      village_ = villageOf(township, 0);
      for (const auto region : {county, township, village_})
        for (const auto& kind : schema_.kinds())
          if (kind.root && kind.mayLieAt(region)) BF_CHECK(addEach(kind, region, 0, nullptr, 0));
    }
    return {};
  }

 private:
  /// Two where the answers are the highest: a number of records is then no yes or no.
  Result<void> addEach(const KindSpec& kind, RegionCode region, std::int64_t parent, const KindSpec* parentKind,
                       int depth) {
    for (int i = 0; i < (high() ? 2 : 1); ++i) {
      // A view of those who are still there must not be empty: of two one has left.
      left_ = i > 0;
      BF_CHECK(add(kind, region, parent, parentKind, depth));
    }
    return {};
  }

  Result<void> add(const KindSpec& kind, RegionCode region, std::int64_t parent, const KindSpec* parentKind,
                   int depth) {
    const auto rec = ++last_;
    auto sql = "INSERT INTO main." + tableOf(kind) + "(rec,id,parent,parent_kind,region_code,heads" + columnList(kind) +
               ") VALUES(?,?,?,?,?,x''";
    for (std::size_t i = 0; i < kind.fields.size(); ++i) sql += ",?";
    BF_LET(put, connection_.prepare(sql + ")"));
    std::string id(16, '\0');
    for (std::size_t i = 0; i < 8; ++i) id[i] = static_cast<char>(rec >> (8 * i));
    put.bind(1, rec).bind(2, std::string_view(id));
    if (parentKind != nullptr) put.bind(3, parent).bind(4, parentKind->number);
    else put.bind(5, static_cast<std::int64_t>(region));
    const auto leaving = kind.name == "member" && !left_ ? chosenBy("person") : std::vector<std::string>();
    for (std::size_t i = 0; i < kind.fields.size(); ++i)
      if (std::ranges::find(leaving, kind.fields[i].column) == leaving.end())
        answer(put, static_cast<int>(i) + 6, kind.fields[i]);
    BF_CHECK(put.run());
    bound_.clear();
    if (answers_ == Answers::alone || depth == depthMax) return {};
    for (const auto& below : schema_.kinds())
      if (below.hasParent(kind.number) && below.number != kind.number)
        BF_CHECK(addEach(below, 0, rec, &kind, depth + 1));
    return {};
  }

  void answer(Statement& put, int at, const FieldSpec& field) {
    // Nothing is removed, moved or corrected; whoever visited has finished.
    if (field.number == finishedField) put.bind(at, 1);
    if (field.envelope || answers_ < Answers::lowest) return;
    switch (field.type) {
      case FieldType::text: put.bindText(at, "1"); return;
      case FieldType::bytes: put.bind(at, std::string_view("1")); return;
      case FieldType::texts: put.bindText(at, "[\"1\"]"); return;
      case FieldType::choices: put.bindText(at, bound_.emplace_back("[" + std::to_string(number(field)) + "]")); return;
      case FieldType::boolean: put.bind(at, high() ? 1 : 0); return;
      case FieldType::integer:
      case FieldType::choice: put.bind(at, number(field)); return;
    }
  }

  [[nodiscard]] bool high() const { return answers_ == Answers::highest; }

  [[nodiscard]] std::int64_t number(const FieldSpec& field) const {
    if (!field.choices.empty()) return high() ? field.choices.back().number : field.choices.front().number;
    const auto day = high() ? pack_.effective.to : pack_.effective.from;
    if (field.question == Question::region) return static_cast<std::int64_t>(village_);
    if (field.question == Question::date) return day;
    if (field.question == Question::month) return day / 100;
    if (field.question == Question::year) return day / 10'000;
    const auto least = field.min.value_or(0);
    return std::clamp(high() ? largest : 1, least, std::max(least, field.max.value_or(largest)));
  }

  Connection& connection_;
  const Schema& schema_;
  const Pack& pack_;
  Answers answers_ = Answers::alone;
  std::deque<std::string> bound_;  ///< the texts of the record that is being added, until it is in
  bool left_ = false;              ///< whether a member that is added now has left
  RegionCode village_ = 0;
  std::int64_t last_ = 0;
};

}  // namespace

std::vector<PolicyRegion> trialRegions(const Pack& pack) {
  const auto county = countyFor(pack);
  std::vector<PolicyRegion> all{{parentOf(county), std::to_string(parentOf(county))}, {county, std::to_string(county)}};
  for (RegionCode i = 0; i < townships; ++i) {
    const auto township = townshipOf(county, i);
    all.push_back({township, std::to_string(township)});
    for (RegionCode k = 0; k < villagesEach; ++k)
      all.push_back({villageOf(township, k), std::to_string(villageOf(township, k))});
  }
  return all;
}

Result<void> fillTrialRegister(Connection& connection, const Schema& schema, const Pack& pack) {
  return Filler(connection, schema, pack).fill();
}

}  // namespace bf
