// Who answers what the person at the tablet does not.

#include "app/forms/keepers.h"

#include <catch2/catch.hpp>

#include "app/forms/form_controller.h"
#include "app/gallery/sample_records.h"

namespace bf::test {
namespace {

struct StillClock : Clock {
  Micros now() override { return 1'521'160'800'000'000; }  // 2018-03-16 08:40 in China
};

}  // namespace

TEST_CASE("questions that others answer say who does, beside those that the person answers") {
  SampleRecords records;
  StillClock clock;
  RecordId record;
  record.bytes[0] = 7;
  const auto& household = *builtinSchema().kindByName("household");
  (void)records.view(household.number, record);
  FormController form(builtinSchema(), records, clock, FormSubject{household.number, record, {}, 0, 1});
  form.load();
  CHECK(form.keptBy().isEmpty());
  CHECK(form.field("status")->readOnly());
  CHECK(form.field("status")->keptBy() == "由镇扶贫办、镇党委书记、县扶贫办填写，这里不能改");
  CHECK(form.field("address")->keptBy().isEmpty());
  SECTION("not while the record is only read") {
    form.lock();
    CHECK(form.field("status")->keptBy().isEmpty());
    form.unlock();
    CHECK_FALSE(form.field("status")->keptBy().isEmpty());
  }
  SECTION("once for a record of which the person answers nothing") {
    const auto& fund = *builtinSchema().kindByName("fund");
    (void)records.view(fund.number, record);
    FormController closed(builtinSchema(), records, clock, FormSubject{fund.number, record, {}, 0, 1});
    closed.load();
    CHECK(closed.keptBy() == "由镇扶贫办、镇党委书记、县扶贫办、部门填写，这里不能改");
    for (const auto* field : closed.fields()) CHECK(field->keptBy().isEmpty());
  }
}

}  // namespace bf::test
