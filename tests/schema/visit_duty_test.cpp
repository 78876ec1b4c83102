#include "shared/schema/visit_duty.h"

#include <catch2/catch.hpp>

#include "bianfang/change.pb.h"
#include "shared/schema/builtin.h"

namespace bf {

TEST_CASE("a role that visits has the duty of that name, and an office has none") {
  const auto& schema = builtinSchema();
  const auto duties = dutyByRole(schema);
  const auto* field = schema.kindByName("visit")->fieldByName("visitor_duty");
  const auto nameOf = [&](bianfang::Role role) { return field->choice(duties.at(role))->label.zh; };
  CHECK(nameOf(bianfang::VILLAGE_SECRETARY) == "村党组织书记");
  CHECK(nameOf(bianfang::TOWNSHIP_SECRETARY) == "乡镇党委书记");
  CHECK(nameOf(bianfang::TOWNSHIP_CLERK) == "乡镇干部");
  CHECK(nameOf(bianfang::COUNTY_SECRETARY) == "县委书记");
  CHECK(nameOf(bianfang::HELPER) == "帮扶责任人");
  for (const auto role : {bianfang::COUNTY_OFFICE, bianfang::AUDITOR, bianfang::ASSESSOR, bianfang::ADMINISTRATOR})
    CHECK_FALSE(duties.contains(role));
}

}  // namespace bf
