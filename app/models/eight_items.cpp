#include "app/models/eight_items.h"

#include <algorithm>

#include "app/models/day_limits.h"

namespace bf {

bool compulsoryAge(const MemberFacts& member, Day today) {
  if (member.gone || member.birth == 0) return false;
  const int age = ageOn(member.birth, schoolAgeDay(today));
  return age >= schoolAgeFrom && age <= schoolAgeTo;
}

Answer schooled(const MemberFacts& member) {
  if (member.droppedOut == Answer::yes)
    return member.dropoutReason == choice::dropoutMedical || member.taughtAtHome ? Answer::yes : Answer::no;
  if (member.stage != 0) return member.stage > choice::stagePreschool ? Answer::yes : Answer::no;
  return member.droppedOut == Answer::no ? Answer::yes : Answer::unknown;
}

Answer medicallyInsured(const MemberFacts& member) { return both(member.medical, member.severe); }

namespace {

using Facts = std::vector<VerdictFact>;

std::string count(std::size_t number) { return std::to_string(number); }

const char* gradeLetter(int grade) {
  static constexpr const char* letters[] = {"", "A", "B", "C", "D"};
  return grade >= choice::gradeA && grade <= choice::gradeD ? letters[grade] : "";
}

bool renovated(const HouseholdFacts& facts) {
  return facts.renovation == choice::renovationAccepted || facts.renovation == choice::renovationPaid;
}

/// Whether a renovation followed the assessment: where nobody knows the day of its acceptance, by the years.
Answer safeAgain(const HouseholdFacts& facts) {
  if (!renovated(facts)) return Answer::no;
  return facts.assessed != 0 && facts.renovationYear >= yearOf(facts.assessed) ? Answer::yes : Answer::unknown;
}

bool livesSafelyElsewhere(const HouseholdFacts& facts) {
  return facts.movedIn || facts.elsewhere == choice::elsewhereCareHome || facts.elsewhere == choice::elsewhereFlat ||
         facts.elsewhere == choice::elsewhereResettled;
}

/// W1.1: the latest assessment is A or B; or C or D with a renovation accepted since; or settled elsewhere.
Answer housing(const HouseholdFacts& facts) {
  if (livesSafelyElsewhere(facts)) return Answer::yes;
  if (facts.grade == 0) return Answer::unknown;
  return facts.grade <= choice::gradeB ? Answer::yes : safeAgain(facts);
}

Label housingReason(const HouseholdFacts& facts) {
  if (livesSafelyElsewhere(facts)) return {"已另行安置入住", "Settled elsewhere"};
  if (facts.grade == 0) return {"没有住房安全鉴定", "No housing assessment"};
  const std::string grade = gradeLetter(facts.grade);
  if (facts.grade <= choice::gradeB) return {"鉴定为" + grade + "级", "Assessed as " + grade};
  if (safeAgain(facts) == Answer::unknown)
    return {grade + "级，鉴定后是否改造验收未采集", grade + ", not known whether renovated since"};
  if (renovated(facts)) return {grade + "级，改造已验收", grade + ", renovation accepted"};
  if (facts.renovation == 0 || facts.renovation == choice::renovationGivenUp)
    return {grade + "级，尚未改造", grade + ", not renovated"};
  return {grade + "级，改造未验收", grade + ", renovation not accepted"};
}

Facts housingFacts(const HouseholdFacts& facts) {
  Facts made;
  const std::string grade = gradeLetter(facts.grade);
  made.push_back({facts.grade == 0 ? Label{"住房安全鉴定", "Housing assessment"}
                                   : Label{"住房属于A、B级（最近为" + grade + "级）",
                                           "House of grade A or B (latest: " + grade + ")"},
                  {},
                  facts.grade == 0                ? Answer::unknown
                  : facts.grade <= choice::gradeB ? Answer::yes
                                                  : Answer::no,
                  "housing_assessment",
                  "grade"});
  if (facts.renovation != 0)
    made.push_back(
        {{"危房改造竣工并验收", "Renovation completed and accepted"}, {}, safeAgain(facts), "renovation", "state"});
  if (facts.movedIn)
    made.push_back({{"另行安置并入住", "Settled elsewhere"}, {}, Answer::yes, "resettlement", "moved_in"});
  else if (livesSafelyElsewhere(facts))
    made.push_back({{"另行安置并入住", "Settled elsewhere"}, {}, Answer::yes, "household", "lives_elsewhere"});
  return made;
}

Label plainReason(Answer met, const Label& yes, const Label& no) {
  return met == Answer::yes ? yes : met == Answer::no ? no : Label{"未采集", "Not collected"};
}

Answer school(const HouseholdFacts& facts, Day today) {
  auto met = Answer::yes;
  for (const auto& member : facts.members) {
    if (compulsoryAge(member, today)) met = both(met, schooled(member));
    else if (!member.gone && member.birth == 0) met = both(met, Answer::unknown);
  }
  return facts.members.empty() ? Answer::unknown : met;
}

struct Tally {
  std::size_t yes = 0, no = 0, unknown = 0;
  void take(Answer answer) { ++(answer == Answer::yes ? yes : answer == Answer::no ? no : unknown); }
  [[nodiscard]] std::size_t all() const { return yes + no + unknown; }
};

/// Not at school by what stands there as the stage, though of the age.
bool belowSchool(const MemberFacts& member) {
  return member.droppedOut != Answer::yes && schooled(member) == Answer::no;
}

Label notAtSchool(std::size_t out, std::size_t below) {
  if (below == 0) return {count(out) + "人失学辍学", count(out) + " out of school"};
  const Label stage{count(below) + "人登记为学前，已到义务教育年龄",
                    count(below) + " of school age, put down as pre-school"};
  if (out == 0) return stage;
  return {count(out) + "人失学辍学，" + stage.zh, count(out) + " out of school, " + stage.en};
}

Label schoolReason(const HouseholdFacts& facts, Day today) {
  Tally tally;
  std::size_t below = 0;
  for (const auto& member : facts.members)
    if (compulsoryAge(member, today)) {
      tally.take(schooled(member));
      below += belowSchool(member) ? 1 : 0;
    }
  if (facts.members.empty()) return {"没有成员记录", "No members recorded"};
  if (tally.no > 0) return notAtSchool(tally.no - below, below);
  if (tally.unknown > 0) return {count(tally.unknown) + "人就学未采集", count(tally.unknown) + " not collected"};
  if (school(facts, today) == Answer::unknown) return {"有成员出生日期未采集", "A birth date is missing"};
  if (tally.all() == 0) return {"无义务教育阶段子女", "No child of that age"};
  return {count(tally.yes) + "名子女都在校", "All " + count(tally.yes) + " at school"};
}

Label atSchool(const MemberFacts& member) {
  if (!belowSchool(member)) return {"在校就读", "At school"};
  return member.stage == choice::stageBefore
             ? Label{"在校就读（登记为学龄前儿童）", "At school (put down as below pre-school age)"}
             : Label{"在校就读（登记为学前教育）", "At school (put down as pre-school)"};
}

Facts schoolFacts(const HouseholdFacts& facts, Day today) {
  Facts made;
  for (const auto& member : facts.members) {
    if (compulsoryAge(member, today))
      made.push_back({atSchool(member), member.name, schooled(member), "member",
                      belowSchool(member) ? "school_stage" : "dropped_out", member.rec});
    else if (!member.gone && member.birth == 0)
      made.push_back({{"出生日期", "Birth date"}, member.name, Answer::unknown, "member", "birth_date", member.rec});
  }
  return made;
}

Answer medical(const HouseholdFacts& facts) {
  auto met = facts.persons() > 0 && !facts.members.empty() ? Answer::yes : Answer::unknown;
  for (const auto& member : facts.members)
    if (!member.gone) met = both(met, medicallyInsured(member));
  return met;
}

Label medicalReason(const HouseholdFacts& facts) {
  Tally tally;
  for (const auto& member : facts.members)
    if (!member.gone) tally.take(medicallyInsured(member));
  if (tally.all() == 0) return {"没有成员记录", "No members recorded"};
  if (tally.no > 0) return {count(tally.no) + "人未参保", count(tally.no) + " not insured"};
  if (tally.unknown > 0) return {count(tally.unknown) + "人参保未采集", count(tally.unknown) + " not collected"};
  return {count(tally.yes) + "人全部参保", "All " + count(tally.yes) + " insured"};
}

Facts medicalFacts(const HouseholdFacts& facts) {
  Facts made;
  for (const auto& member : facts.members)
    if (!member.gone)
      made.push_back(
          {{"基本医保和大病保险", "Basic and grave-illness"},
           member.name,
           medicallyInsured(member),
           "enrolment",
           member.medical == Answer::yes && member.severe != Answer::yes ? "severe_medical" : "resident_medical",
           member.rec});
  return made;
}

/// W1.8: stable income, or the minimum living allowance, or support of the destitute.
Answer income(const HouseholdFacts& facts) { return either(facts.stableIncome, either(facts.dibao, facts.destitute)); }

Label incomeReason(const HouseholdFacts& facts) {
  if (facts.stableIncome == Answer::yes) return {"有稳定收入", "Stable income"};
  if (facts.dibao == Answer::yes) return {"享受低保", "On living allowance"};
  if (facts.destitute == Answer::yes) return {"享受特困供养", "Supported as destitute"};
  if (income(facts) == Answer::no) return {"无稳定收入也无低保", "No stable income, no allowance"};
  return {"收入或低保未采集", "Not collected"};
}

/// S2: 华扶组〔2018〕16号, whose items 1 and 9 say what the eight are (policies.md, W1.1 to W1.8).
Label place(const char* zh, const char* en) {
  return {std::string("华扶组〔2018〕16号 ") + zh, std::string("华扶组〔2018〕16号, ") + en};
}
Label itemOne() { return place("第1项", "item 1"); }

ItemVerdict simple(EightItem item, Answer met, Label yes, Label no, Label what, const char* field) {
  return {item, met, plainReason(met, yes, no), {{std::move(what), {}, met, "household", field}}, itemOne()};
}

}  // namespace

std::array<Answer, eightCount> EightItems::verdicts(const HouseholdFacts& facts, Day today) const {
  return {housing(facts), facts.water,          facts.power,    facts.tv,
          facts.network,  school(facts, today), medical(facts), income(facts)};
}

std::array<ItemVerdict, eightCount> EightItems::judge(const HouseholdFacts& facts, Day today) const {
  return {
      ItemVerdict{EightItem::housing, housing(facts), housingReason(facts), housingFacts(facts), itemOne()},
      simple(EightItem::water, facts.water, {"饮水安全", "Water is safe"}, {"饮水不安全", "Water is not safe"},
             {"饮水安全", "Safe drinking water"}, "water_safe"),
      simple(EightItem::power, facts.power, {"已通电", "Connected"}, {"未通电", "Not connected"},
             {"通生活用电", "Electricity"}, "power"),
      simple(EightItem::tv, facts.tv, {"有信号", "There is a signal"}, {"无信号", "No signal"},
             {"电视信号", "TV signal"}, "tv_signal"),
      simple(EightItem::network, facts.network, {"有信号", "There is a signal"}, {"无信号", "No signal"},
             {"网络信号", "Network signal"}, "network_signal"),
      ItemVerdict{EightItem::school, school(facts, today), schoolReason(facts, today), schoolFacts(facts, today),
                  itemOne()},
      ItemVerdict{EightItem::medical, medical(facts), medicalReason(facts), medicalFacts(facts),
                  place("第1、9项", "items 1 and 9")},
      ItemVerdict{EightItem::income,
                  income(facts),
                  incomeReason(facts),
                  {{{"有稳定收入", "Stable income"}, {}, facts.stableIncome, "household", "stable_income"},
                   {{"享受低保", "Minimum living allowance"}, {}, facts.dibao, "household", "dibao"},
                   {{"享受特困供养", "Supported as destitute"}, {}, facts.destitute, "household", "destitute_support"}},
                  itemOne()},
  };
}

const Label& nameOf(EightItem item) {
  static const std::array<Label, eightCount> names{{{"安全住房", "Safe housing"},
                                                    {"安全饮用水", "Safe drinking water"},
                                                    {"生活用电", "Electricity"},
                                                    {"电视信号覆盖", "TV signal"},
                                                    {"网络信号覆盖", "Network signal"},
                                                    {"子女义务教育保障", "Compulsory education"},
                                                    {"医疗保障", "Medical cover"},
                                                    {"稳定收入或最低生活保障", "Stable income or living allowance"}}};
  return names[static_cast<std::size_t>(item)];
}

const Label& shortNameOf(EightItem item) {
  static const std::array<Label, eightCount> names{{{"住房", "Housing"},
                                                    {"饮水", "Water"},
                                                    {"用电", "Power"},
                                                    {"电视", "TV"},
                                                    {"网络", "Network"},
                                                    {"教育", "School"},
                                                    {"医疗", "Medical"},
                                                    {"收入", "Income"}}};
  return names[static_cast<std::size_t>(item)];
}

}  // namespace bf
