#include "app/models/policy_judge.h"

#include <algorithm>

#include "app/models/eight_items.h"

namespace bf {
namespace {

/// The eight stand in S2 item 1; other documents ask for the same things in other words (policies.md).
constexpr std::string_view packOfTheEight = "wuhua-2018";
constexpr std::array<std::string_view, eightCount> idOf{"W1.1", "W1.2", "W1.3", "W1.4", "W1.5", "W1.6", "W1.7", "W1.8"};

/// Only the eight, of any household, in the year of the day: a visit of next year asks for next year's insurance.
Result<Pack> eightOf(const Schema& schema, Day today) {
  auto whole = readPack(builtinPack(packOfTheEight), packOfTheEight, schema);
  if (!whole) return fail(Errc::configInvalid, std::string(packOfTheEight));
  Pack eight = *whole;
  eight.indicators.clear();
  eight.dues.clear();
  eight.sums.clear();  // of villages: none of the eight reads them
  eight.effective = {today / 10000 * 10000 + 101, today / 10000 * 10000 + 1231};
  for (const auto id : idOf) {
    const auto* found = whole->indicator(id);
    if (found == nullptr) return fail(Errc::configInvalid, std::string(id));
    eight.indicators.push_back(*found);
    eight.indicators.back().period = eight.effective;
    eight.indicators.back().scope = {"1", {}};
    eight.indicators.back().threshold.clear();
    eight.indicators.back().clauses.clear();  // they explain a rule, which is whole without them
  }
  return eight;
}

Answer answerOf(Judgement verdict) {
  return verdict == Judgement::met ? Answer::yes : verdict == Judgement::notMet ? Answer::no : Answer::unknown;
}

/// "第1、9项", which stays on one line: between the characters stand joiners of words.
std::string itemsOf(std::string_view place) {
  static constexpr std::string_view joiner = "\u2060";
  std::string made = "第";
  for (const char c : place)
    if (c == ',') made.append(joiner).append("、");
    else if (c != ' ') made.append(joiner).append(1, c);
  return made.append(joiner).append("项");
}

Label sourceOf(const Label& document, const Source& source) {
  const bool several = source.place.find(',') != std::string::npos;
  return {document.zh + " " + itemsOf(source.place) + "：“" + source.sentence + "”",
          document.en + (several ? ", items\u00a0" : ", item\u00a0") + source.place + ": “" + source.sentence + "”"};
}

}  // namespace

Result<void> PolicyJudge::prepare() const {
  const std::lock_guard lock(mutex_);
  BF_CHECK(turnTo(today_));
  return engine_->prepareUpdates();
}

Result<void> PolicyJudge::turnTo(Day today) const {
  if (day_ == today) return {};
  if (database_ == nullptr) {
    BF_LET(database, PolicyDatabase::open(store_, {}));
    database_ = std::move(database);
  }
  day_ = 0;
  all_ = false;
  engine_.reset();
  BF_LET(pack, eightOf(database_->schema(), today));
  pack_ = std::move(pack);
  BF_LET(engine, PolicyEngine::make(*database_, pack_, {0, today, true}));
  engine_ = std::move(engine);
  day_ = today;
  return {};
}

Result<void> PolicyJudge::evaluateAll() {
  const std::lock_guard lock(mutex_);
  BF_CHECK(turnTo(today_));
  BF_CHECK(database_->see());
  BF_CHECK(engine_->evaluate());
  all_ = true;
  return {};
}

Result<void> PolicyJudge::look(const HouseholdFacts& facts, Day today) const {
  if (all_ && today == day_) return {};
  BF_CHECK(turnTo(today));
  BF_CHECK(database_->see());
  return engine_->update({{facts.rec}, {}});
}

std::array<Answer, eightCount> PolicyJudge::verdicts(const HouseholdFacts& facts, Day today) const {
  const std::lock_guard lock(mutex_);
  return ask(facts, today);
}

std::array<Answer, eightCount> PolicyJudge::ask(const HouseholdFacts& facts, Day today) const {
  std::array<Answer, eightCount> made{};
  if (!look(facts, today)) return made;
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto& rows = engine_->verdicts(i).rows;
    const auto at = std::ranges::lower_bound(rows, facts.rec, {}, &SubjectVerdict::household);
    if (at != rows.end() && at->household == facts.rec) made[i] = answerOf(at->verdict);
  }
  return made;
}

std::array<ItemVerdict, eightCount> PolicyJudge::judge(const HouseholdFacts& facts, Day today) const {
  auto made = EightItems().judge(facts, today);
  const std::lock_guard lock(mutex_);
  const auto met = ask(facts, today);
  if (pack_.indicators.size() != eightCount) return {};
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto& rule = pack_.indicators[i];
    // The words tell what decided; where they would tell something else than the rule, the rule's own words stand.
    if (made[i].met != met[i]) made[i].reason = rule.name;
    made[i].met = met[i];
    made[i].source = sourceOf(pack_.document, rule.source);
  }
  return made;
}

}  // namespace bf
