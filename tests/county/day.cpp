#include "tests/county/day.h"

#include <array>
#include <cstdio>

#include "tests/county/makers.h"
#include "tests/county/pick.h"

namespace bf::county {
namespace {

constexpr std::size_t editsPerDay = 5;

std::string oneOf(SeededRandom& random, std::span<const std::string_view> list) {
  return std::string(pick(random, list));
}

std::string yesNo(SeededRandom& random, unsigned yes) { return random.chance(yes) ? "是" : "否"; }

std::string decimal(int tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); }

/// New values for the fields that visits correct most often.
std::string newValue(SeededRandom& random, std::string_view field) {
  constexpr std::string_view water[] = {"净化处理自来水", "受保护的井水和泉水", "不受保护的井水和泉水", "桶装水"};
  constexpr std::string_view fuel[] = {"柴草", "清洁能源", "煤炭", "其他"};
  constexpr std::string_view road[] = {"泥土路", "砂石路", "水泥路", "沥青路"};
  constexpr std::string_view devices[] = {"电视机、智能手机", "智能手机", "电视机", "电视机、电脑、智能手机"};
  constexpr std::string_view causes[] = {"因病",   "因残、缺资金", "因学",
                                         "缺技术", "缺资金",       "自身发展动力不足、缺技术"};
  constexpr std::string_view batches[] = {"产业扶持、医疗救助", "转移就业", "教育扶智、产业扶持", "低保兜底",
                                          "产业扶持"};
  if (field == "phone") return phoneNumber(random);
  if (field == "water_source") return oneOf(random, water);
  if (field == "fuel") return oneOf(random, fuel);
  if (field == "door_road") return oneOf(random, road);
  if (field == "devices") return oneOf(random, devices);
  if (field == "other_causes") return oneOf(random, causes);
  if (field == "batches") return oneOf(random, batches);
  if (field == "farmland") return decimal(between(random, 0, 62));
  if (field == "woodland") return decimal(between(random, 0, 240));
  if (field == "road_distance") return decimal(between(random, 0, 45));
  if (field == "floor_area") return std::to_string(between(random, 30, 180));
  return yesNo(random, 88);
}

std::string clockText(int date, int minute) {
  char text[16];
  std::snprintf(text, sizeof text, " %02d:%02d", minute / 60 % 24, minute % 60);
  return dateText(date) + text;
}

std::string degrees(double value) {
  char text[24];
  std::snprintf(text, sizeof text, "%.7f", value);
  return text;
}

std::vector<FieldText> makeEdits(SeededRandom& random) {
  std::vector<std::string_view> fields{
      "phone",           "water_source", "water_safe", "power",         "tv_signal", "network_signal", "devices",
      "sanitary_toilet", "fuel",         "door_road",  "road_distance", "farmland",  "woodland",       "in_cooperative",
      "stable_income",   "other_causes", "batches",    "floor_area",    "has_card",  "file_complete"};
  std::vector<FieldText> edits;
  while (edits.size() < editsPerDay) {
    const std::size_t at = random.below(fields.size());
    edits.push_back({fields[at], newValue(random, fields[at])});
    fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return edits;
}

}  // namespace

DaySubject subjectOf(const County& county, const Household& household) {
  const Village& village = county.villages[household.village];
  return {{household.head, village.name, household.mainCause, cultureOf(county.options.county)},
          household.latitude,
          household.longitude};
}

HouseholdDay makeDay(SeededRandom& random, const DaySubject& subject, DayContext& context) {
  HouseholdDay day;
  day.edits = makeEdits(random);
  VisitText text = makeVisitText(random, subject.visit);
  const int left = context.minute + between(random, 12, 45);
  std::vector<FieldText>& visit = day.visit;
  visit.push_back({"arrived", clockText(context.date, context.minute)});
  visit.push_back({"departed", clockText(context.date, left)});
  visit.push_back({"purpose", std::string(context.purpose)});
  visit.push_back({"visitor_name", context.visitor});
  visit.push_back({"visitor_duty", std::string(context.duty)});
  visit.push_back({"visit_date", dateText(context.date)});
  visit.push_back({"met", std::string(text.met)});
  visit.push_back({"conversation", std::move(text.conversation)});
  visit.push_back({"promised", std::move(text.measure)});
  constexpr Weighted satisfied[] = {{"满意", 55}, {"非常满意", 22}, {"基本满意", 17}, {"不满意", 3}, {"不表态", 3}};
  visit.push_back({"satisfaction", std::string(pick(random, std::span<const Weighted>(satisfied)))});
  if (subject.latitude != 0) {
    const auto metres = [&] { return (static_cast<double>(random.below(2001)) / 1000 - 1) * 0.0003; };
    visit.push_back({"latitude", degrees(subject.latitude + metres())});
    visit.push_back({"longitude", degrees(subject.longitude + metres())});
  } else {
    visit.push_back({"met_name", std::string(subject.visit.head)});
    visit.push_back({"knows_helper", yesNo(random, 95)});
  }
  if (!text.demand.empty()) visit[9] = {"difficulties", std::move(text.demand)};
  context.minute = left + between(random, 6, 25);
  return day;
}

}  // namespace bf::county
