#include "app/visit/leaving_checks.h"

#include <algorithm>

#include "app/models/eight_items.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_limits.h"

namespace bf {
namespace {

using Findings = std::vector<LeavingFinding>;

Label formRules() { return {"国家系统疑点数据核查", "Checks of the national register"}; }
Label itemOne() { return {"华扶组〔2018〕16号 第1项", "华扶组〔2018〕16号, item 1"}; }
Label itemNine() { return {"华扶组〔2018〕16号 第9项", "华扶组〔2018〕16号, item 9"}; }
Label waterRule() { return {"农村饮水安全评价准则", "Criteria of safe rural drinking water (T/CHES 18-2018)"}; }
Label pensionRule() { return {"国发〔2014〕8号 七", "国发〔2014〕8号, 7"}; }

void must(Findings& found, bool missing, VisitStep step, const char* code, const std::string& place, Label message) {
  if (missing) found.push_back({Severity::error, code, step, place, std::move(message), {}, {}});
}

void doubt(Findings& found, const char* code, EightItem item, Label message, Label source,
           const RecordId& record = {}) {
  found.push_back({Severity::warning, code, VisitStep::items, std::to_string(static_cast<int>(item)),
                   std::move(message), std::move(source), record});
}

/// What a visit must have before it can be signed off.
void complete(Findings& found, const LeavingFacts& facts) {
  must(found, !facts.purpose, VisitStep::arrival, "noPurpose", "purpose", {"没有选走访目的", "No purpose chosen"});
  must(found, facts.leftBeforeCame, VisitStep::arrival, "leftBeforeCame", "arrived",
       {"离开早于到达，请核对到达时间和平板的时间",
        "They left before they came: check the arrival and the tablet's clock"});
  must(found, facts.met == 0, VisitStep::arrival, "noMet", "met", {"没有选见到谁", "Who was met is not chosen"});
  must(found, !facts.visitor, VisitStep::arrival, "noVisitor", "visitor_name", {"没有走访人姓名", "No visitor's name"});
  must(found, !facts.duty, VisitStep::arrival, "noDuty", "visitor_duty", {"没有走访人职务", "No visitor's duty"});
  must(found, facts.halfProblems > 0, VisitStep::problems, "halfProblem", "",
       {"有问题或诉求没有填完", "A problem or demand is not filled in"});
  must(found, facts.halfMeasures > 0, VisitStep::measures, "halfMeasure", "",
       {"有措施没有填完", "A measure is not filled in"});
  must(found, !facts.visitorSigned, VisitStep::signatures, "noVisitorSignature", "visitor_signature",
       {"走访人没有签名", "The visitor has not signed"});
  must(found, !facts.householdSigned && !facts.whyNotSigned, VisitStep::signatures, "noHouseholdSignature",
       "household_signature", {"农户没有签名，也没有注明原因", "The household has not signed, and no reason is given"});
  must(found, !facts.staleSignature.empty(), VisitStep::signatures, "changedSinceSigned", facts.staleSignature,
       {"签名以后又改了内容，请重新签名", "Something was changed after it was signed: sign again"});
  must(found, facts.householdSigned && !facts.signedBy, VisitStep::signatures, "signedByNobody", "signed_by",
       {"没有注明签名的是谁", "Who signed is not said"});
}

bool saysMet(std::int64_t checked) { return checked == choice::checkedMet || checked == choice::checkedCorrectedMet; }

bool saysNotMet(std::int64_t checked) {
  return checked == choice::checkedNotMet || checked == choice::checkedCorrectedNotMet;
}

bool metSomebody(const LeavingFacts& facts) { return facts.met != choice::metNobody && facts.met != choice::metPhone; }

/// What can only be seen or heard in the house, at a visit at which nobody was met.
void unseen(Findings& found, const LeavingFacts& facts) {
  const bool phone = facts.met == choice::metPhone;
  const auto odd = [&](VisitStep step, const std::string& place, const Label& what) {
    found.push_back({Severity::warning,
                     "saidUnmet",
                     step,
                     place,
                     {(phone ? "电话联系，却填写了“" : "无人在家，却填写了“") + what.zh + "”",
                      (phone ? "Only called, yet answered: " : "Nobody at home, yet answered: ") + what.en},
                     {},
                     {}});
  };
  for (std::size_t i = 0; i < eightCount; ++i)
    if (facts.checked[i] != 0 && facts.checked[i] != choice::checkedNotSeen)
      odd(VisitStep::items, std::to_string(i), nameOf(static_cast<EightItem>(i)));
  if (facts.satisfied) odd(VisitStep::satisfaction, "satisfaction", {"满意度", "Satisfaction"});
  if (facts.householdSigned) odd(VisitStep::signatures, "household_signature", {"农户签名", "Household's signature"});
}

/// Each of the eight is said something of, and it is what the records say. Where nobody was met, none has to be.
void eight(Findings& found, const LeavingFacts& facts) {
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto item = static_cast<EightItem>(i);
    const auto& name = nameOf(item);
    const auto place = std::to_string(i);
    const auto checked = facts.checked[i];
    must(found, checked == 0 && metSomebody(facts), VisitStep::items, "itemOpen", place.c_str(),
         {name.zh + "：还没有核实", name.en + ": not looked at yet"});
    if (checked == choice::checkedNotSeen && metSomebody(facts))
      doubt(found, "itemUnseen", item, {name.zh + "：这次没有核实", name.en + ": not verified this time"}, {});
    const bool contradicts = (saysMet(checked) && facts.verdicts[i] != Answer::yes) ||
                             (saysNotMet(checked) && facts.verdicts[i] != Answer::no);
    must(found, contradicts, VisitStep::items, "itemContradicts", place.c_str(),
         {name.zh + "：结论与登记的情况不一致", name.en + ": what is said is not what is recorded"});
    if (facts.verdicts[i] == Answer::no && !facts.reported[i])
      found.push_back({Severity::warning,
                       "notReported",
                       VisitStep::problems,
                       place,
                       {name.zh + "不达标，没有登记为问题", name.en + " is not met and no problem is recorded"},
                       itemOne(),
                       {}});
  }
  if (facts.stageUnseen)
    doubt(found, "noStagePhoto", EightItem::housing,
          {"危房改造进度没有照片", "A stage of the renovation without a photo"}, itemOne());
  if (facts.grade >= choice::gradeC && facts.photos == 0)
    doubt(found, "noHousePhoto", EightItem::housing, {"C、D级危房没有照片", "A house of grade C or D without a photo"},
          itemOne());
}

/// Who only looks does not know better than those who examined the house.
void experts(Findings& found, const LeavingFacts& facts) {
  const bool matters = facts.seenGrade >= choice::gradeC || facts.expertGrade >= choice::gradeC;
  if (facts.seenGrade == 0 || facts.expertGrade == 0 || facts.seenGrade == facts.expertGrade || !matters) return;
  const std::string grade(1, static_cast<char>('A' + facts.expertGrade - choice::gradeA));
  doubt(found, "againstExpert", EightItem::housing,
        {"与鉴定机构（或专业人员）的结论不一致：最近鉴定为" + grade + "级",
         "Not what the appraisers (or experts) found last: grade " + grade},
        itemOne());
}

/// A house that must be mended has a plan that says how far it is (S2 item 1: C and D grades are renovated).
void plan(Findings& found, const LeavingFacts& facts) {
  if (facts.grade < choice::gradeC || facts.housedElsewhere) return;
  if (!facts.planned)
    doubt(found, "noPlan", EightItem::housing,
          {"C、D级危房没有改造计划", "A house of grade C or D without a plan of renovation"}, itemOne());
  else if (facts.planStateless)
    doubt(found, "noPlanState", EightItem::housing, {"危房改造没有填进度", "The renovation does not say how far it is"},
          itemOne());
}

/// Open springs, rivers and rain are no safe sources by themselves (水利部 农村饮水安全评价准则, T/CHES 18-2018).
void water(Findings& found, const LeavingFacts& facts) {
  if (facts.waterSafe != Answer::yes) return;
  const bool open = facts.waterSource == choice::waterUnprotected || facts.waterSource == choice::waterSurface ||
                    facts.waterSource == choice::waterRain;
  if (open)
    doubt(found, "unsafeSource", EightItem::water,
          {"水源不受保护，却填饮水安全", "The source is not protected, yet the water is said to be safe"}, waterRule());
  if (facts.waterDifficult == Answer::yes)
    doubt(found, "safeButDifficult", EightItem::water,
          {"有饮水困难，却填饮水安全", "Water is hard to come by, yet said to be safe"}, waterRule());
}

void heads(Findings& found, const LeavingFacts& facts) {
  const LeavingMember* last = nullptr;
  const auto count = [&](int relation) {
    int number = 0;
    for (const auto& member : facts.members)
      if (!member.gone && member.relation == relation) {
        ++number;
        last = &member;
      }
    return number;
  };
  if (facts.members.empty()) return;
  if (count(choice::relationHead) == 0)
    doubt(found, "noHead", EightItem::medical, {"家庭成员中没有户主", "No member is the head"}, formRules(),
          facts.members.front().id);
  if (count(choice::relationHead) > 1)
    doubt(found, "twoHeads", EightItem::medical, {"有两个户主", "Two heads"}, formRules(), last->id);
  if (count(choice::relationSpouse) > 1)
    doubt(found, "twoSpouses", EightItem::medical, {"有两个配偶", "Two spouses"}, formRules(), last->id);
}

void spouse(Findings& found, const LeavingFacts& facts) {
  const auto head = std::ranges::find_if(
      facts.members, [](const auto& member) { return !member.gone && member.relation == choice::relationHead; });
  if (head == facts.members.end() || head->sex == 0) return;
  for (const auto& member : facts.members)
    if (!member.gone && member.relation == choice::relationSpouse && member.sex == head->sex)
      doubt(found, "spouseSex", EightItem::medical,
            {member.name + "：配偶与户主性别相同", member.name + ": spouse of the head's sex"}, formRules(), member.id);
}

bool weakOrNone(int labour) { return labour == choice::labourWeak || labour == choice::labourNone; }

/// Labels of labour by age and health, as the national form checks them.
void labour(Findings& found, const LeavingFacts& facts, const LeavingMember& member) {
  if (member.birth == 0) return;
  const int age = ageOn(member.birth, facts.today);
  const bool healthy = member.health == std::vector<std::int64_t>{choice::healthWell};
  if (age >= labourAgeFrom && age <= labourAgeTo && healthy && !member.pupil && weakOrNone(member.labour))
    doubt(found, "healthyWithoutLabour", EightItem::income,
          {member.name + "：健康的成年人填为弱或无劳动力",
           member.name + ": a healthy adult marked as weak or without labour"},
          formRules(), member.id);
  if (age < labourAgeFrom && member.labour != 0 && member.labour != choice::labourNone)
    doubt(found, "childWithLabour", EightItem::income,
          {member.name + "：未满16岁填了劳动技能", member.name + ": below 16 and marked as able to work"}, formRules(),
          member.id);
  if (age > labourAgeTo && (member.labour == choice::labourOrdinary || member.labour == choice::labourSkilled))
    doubt(found, "oldWithLabour", EightItem::income,
          {member.name + "：60岁以上填为普通或技能劳动力", member.name + ": 60 or over and marked as full labour"},
          formRules(), member.id);
  if (member.workPlace != 0 && weakOrNone(member.labour) && member.labour != choice::labourWeak)
    doubt(found, "worksWithoutLabour", EightItem::income,
          {member.name + "：无劳动力却在务工", member.name + ": works, but marked as without labour"}, formRules(),
          member.id);
  if ((member.workPlace != 0) != (member.monthsWorked > 0))
    doubt(found, "workHalf", EightItem::income,
          {member.name + "：务工地点与务工月数不一致", member.name + ": place and months of work do not agree"},
          formRules(), member.id);
}

void insurance(Findings& found, const LeavingFacts& facts, const LeavingMember& member) {
  if (member.medical != Answer::yes)
    doubt(
        found, "noMedical", EightItem::medical,
        {member.name + (member.medical == Answer::no ? "：没有参加医疗保险" : "：医疗保险未采集"),
         member.name + (member.medical == Answer::no ? ": no medical insurance" : ": medical insurance not collected")},
        itemNine(), member.id);
  if (member.medical == Answer::no && member.severe == Answer::yes)
    doubt(found, "severeAlone", EightItem::medical,
          {member.name + "：没有基本医保却有大病保险，大病保险随基本医保参加",
           member.name + ": grave-illness insurance without the basic one, with which it comes"},
          itemNine(), member.id);
  if (member.pensionReceived == Answer::yes && member.birth != 0 && ageOn(member.birth, facts.today) < pensionAge)
    doubt(found, "pensionTooYoung", EightItem::medical,
          {member.name + "：未满60岁却按月领取养老金", member.name + ": below 60, yet receives the pension"},
          pensionRule(), member.id);
}

/// A worksheet that is not filled in to its end says nothing yet against the threshold.
void income(Findings& found, const LeavingFacts& facts) {
  constexpr std::int64_t perCapitaLow = 400'000;  // 4,000 yuan, the threshold of the national form's check
  constexpr int wholeYear = 12;
  if (!facts.perCapita || *facts.perCapita >= perCapitaLow) return;
  if (facts.incomeOpen == 0 && facts.incomeUntil == wholeYear)
    return doubt(found, "lowIncome", EightItem::income,
                 {"收入表人均纯收入低于4000元", "Net income per person below 4,000 yuan"}, formRules());
  Label why;
  if (facts.incomeOpen > 0)
    why = {"还有" + std::to_string(facts.incomeOpen) + "项未填", std::to_string(facts.incomeOpen) + " lines are open"};
  if (facts.incomeUntil != wholeYear)
    why = {why.zh + (why.zh.empty() ? "" : "、") + "只到" + std::to_string(facts.incomeUntil) + "月",
           why.en + (why.en.empty() ? "" : ", ") + "it goes to month " + std::to_string(facts.incomeUntil)};
  doubt(found, "incomeSoFar", EightItem::income,
        {"收入表" + why.zh + "，人均纯收入有没有4000元还不能定",
         "Worksheet: " + why.en + "; whether income per person reaches 4,000 yuan is still open"},
        formRules());
}

void rest(Findings& found, const LeavingFacts& facts) {
  income(found, facts);
  const auto pastDue = [&](const std::vector<RecordId>& records, VisitStep step, const Label& message) {
    for (const auto& record : records) found.push_back({Severity::warning, "pastDue", step, "", message, {}, record});
  };
  pastDue(facts.pastDueProblems, VisitStep::problems,
          {"新登记问题的整改期限早于今天", "The deadline of a new problem lies before today"});
  pastDue(facts.pastDueMeasures, VisitStep::measures,
          {"新措施的完成期限早于今天", "A new measure is due before today"});
  if (!facts.satisfied && metSomebody(facts))
    found.push_back({Severity::warning,
                     "noSatisfaction",
                     VisitStep::satisfaction,
                     "satisfaction",
                     {"没有问满意度", "Satisfaction was not asked"},
                     {},
                     {}});
  if (!facts.located)
    found.push_back({Severity::warning,
                     "noPlace",
                     VisitStep::arrival,
                     "latitude",
                     {"没有取得定位", "The place is not known"},
                     {},
                     {}});
}

}  // namespace

std::vector<LeavingFinding> leavingChecks(const LeavingFacts& facts) {
  Findings found;
  complete(found, facts);
  eight(found, facts);
  experts(found, facts);
  if (!metSomebody(facts)) unseen(found, facts);
  plan(found, facts);
  water(found, facts);
  heads(found, facts);
  spouse(found, facts);
  for (const auto& member : facts.members)
    if (!member.gone) {
      labour(found, facts, member);
      insurance(found, facts, member);
    }
  rest(found, facts);
  std::ranges::stable_sort(found, [](const auto& a, const auto& b) {
    return a.severity != b.severity ? a.severity > b.severity : a.step < b.step;
  });
  return found;
}

bool forbids(const std::vector<LeavingFinding>& findings) {
  return std::ranges::any_of(findings, [](const auto& finding) { return finding.severity == Severity::error; });
}

}  // namespace bf
