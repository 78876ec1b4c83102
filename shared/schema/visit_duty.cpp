#include "shared/schema/visit_duty.h"

#include "bianfang/change.pb.h"

namespace bf {

std::map<std::uint32_t, std::int64_t> dutyByRole(const Schema& schema) {
  std::map<std::uint32_t, std::int64_t> duties;
  const auto* field = schema.kindByName("visit")->fieldByName("visitor_duty");
  for (const auto& [role, duty] : {std::pair{bianfang::VILLAGE_SECRETARY, "DUTY_VILLAGE_SECRETARY"},
                                   {bianfang::TEAM_MEMBER, "DUTY_TEAM_MEMBER"},
                                   {bianfang::HELPER, "DUTY_HELPER"},
                                   {bianfang::TOWNSHIP_SECRETARY, "DUTY_TOWNSHIP_SECRETARY"},
                                   {bianfang::TOWNSHIP_CLERK, "DUTY_TOWNSHIP_OFFICIAL"},
                                   {bianfang::COUNTY_SECRETARY, "DUTY_COUNTY_SECRETARY"},
                                   {bianfang::DEPARTMENT, "DUTY_DEPARTMENT"}})
    duties[role] = field->choiceNamed(duty)->number;
  return duties;
}

}  // namespace bf
