#include "shared/exchange/near_names.h"

#include <catch2/catch.hpp>

using namespace bf;
using Names = std::vector<std::string>;

TEST_CASE("a slip of the pen leads to what was meant, nearest first") {
  const Names names{"poverty_line", "province_rural_income", "poverty_line_county", "idle_days"};
  CHECK(nearNames("povrty_line", names) == Names{"poverty_line"});
  CHECK(nearNames("POVERTY_LINE", names).front() == "poverty_line");
  CHECK(nearNames("放款曰期", {"放款日期", "到期日期"}) == Names{"放款日期"});
  CHECK(nearNames("evluate", {"evaluate", "export"}) == Names{"evaluate"});
}

TEST_CASE("what resembles nothing is told nothing") {
  CHECK(nearNames("村情", {"户编号", "姓名"}).empty());
  CHECK(nearNames("x", {"y"}).empty());
  CHECK(nearNames("", {"a"}).empty());
  CHECK(nearNames(std::string(500, 'a'), {std::string(500, 'a')}).empty());
}
