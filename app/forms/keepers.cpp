#include "app/forms/keepers.h"

#include "bianfang/change.pb.h"

namespace bf {

Label roleLabel(std::uint32_t role) {
  switch (role) {
    case bianfang::VILLAGE_SECRETARY: return {"村书记", "village secretary"};
    case bianfang::HELPER: return {"帮扶责任人", "helper"};
    case bianfang::TEAM_MEMBER: return {"驻村工作队员", "team member"};
    case bianfang::TOWNSHIP_SECRETARY: return {"镇党委书记", "township secretary"};
    case bianfang::TOWNSHIP_CLERK: return {"镇扶贫办", "township clerk"};
    case bianfang::COUNTY_SECRETARY: return {"县委书记", "county secretary"};
    case bianfang::COUNTY_OFFICE: return {"县扶贫办", "county office"};
    case bianfang::DEPARTMENT: return {"部门", "department"};
    case bianfang::AUDITOR: return {"督查", "auditor"};
    case bianfang::ASSESSOR: return {"住房鉴定员", "housing assessor"};
    case bianfang::ADMINISTRATOR: return {"管理员", "administrator"};
    default: return {};
  }
}

Label keptByLabel(const std::vector<std::uint32_t>& roles) {
  Label made;
  for (const auto role : roles) {
    const auto one = roleLabel(role);
    if (role == bianfang::ADMINISTRATOR || one.empty()) continue;
    made.zh += (made.zh.empty() ? "" : "、") + one.zh;
    made.en += (made.en.empty() ? "" : ", ") + one.en;
  }
  return {"由" + made.zh + "填写，这里不能改", "Filled in by: " + made.en + "; it cannot be changed here"};
}

}  // namespace bf
