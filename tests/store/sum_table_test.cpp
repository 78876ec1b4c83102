#include "shared/store/sum_table.h"

#include <catch2/catch.hpp>

namespace bf::test {
namespace {

struct World {
  World() {
    auto opened = Connection::open(":memory:", "", false);
    REQUIRE(opened.has_value());
    connection = std::move(*opened);
    REQUIRE(tables.add(*connection, "sum_a").has_value());
    REQUIRE(tables.add(*connection, "sum_b").has_value());
    tables.show("sum_a", &totals);
  }
  std::int64_t ask(const std::string& sql) {
    INFO(sql);
    const auto number = connection->number("SELECT " + sql);
    REQUIRE(number.has_value());
    return *number;
  }
  const VillageTotals totals{{10, {1, 0}}, {20, {2, 3}}, {30, {4, 0}}};
  SumTables tables;  // outlives the connection
  std::unique_ptr<Connection> connection;
};

}  // namespace

TEST_CASE("totals are a table with a row for each village") {
  World world;
  CHECK(world.ask("count(*) FROM sum_a") == 3);
  CHECK(world.ask("sum(total) FROM sum_a") == 7);
  CHECK(world.ask("sum(unknown) FROM sum_a") == 3);
  CHECK(world.ask("count(*) FROM sum_b") == 0);
  CHECK(world.ask("group_concat(region) = '30,20,10' FROM (SELECT region FROM sum_a ORDER BY region DESC)") == 1);
  CHECK(world.ask("group_concat(region) = '10,20,30' FROM (SELECT region FROM sum_a ORDER BY region)") == 1);
}

TEST_CASE("a region, or a range of them, finds its rows") {
  World world;
  for (const auto& [where, expected] : std::vector<std::pair<std::string, std::int64_t>>{
           {"region = 20", 2},
           {"region = 15", 0},
           {"region IN (10, 30)", 5},
           {"region BETWEEN 10 AND 20", 3},
           {"region BETWEEN 11 AND 29", 2},
           {"region BETWEEN 21 AND 29", 0},
           {"region BETWEEN 30 AND 10", 0},
           {"region BETWEEN 40 AND 50", 0},
           {"region > 10", 6},
           {"region >= 10", 7},
           {"region < 30", 3},
           {"region <= 30", 7},
           {"region < 10", 0},
           {"region > 30", 0},
           {"region >= 20.5", 4},
           {"region = NULL", 0},
           {"region > -5", 7},
           {"region = 20 AND region > 20", 0},
           {"total = 4", 4},
       })
    CHECK(world.ask("coalesce(sum(total), 0) FROM sum_a WHERE " + where) == expected);
  CHECK(world.ask("sum((SELECT total FROM sum_a s WHERE s.region = a.region)) FROM sum_a a") == 7);
}

TEST_CASE("a village has its position among those of its county, the greatest total first") {
  World world;
  const VillageTotals two{{441424'100'200, {5, 0}},
                          {441424'100'201, {9, 1}},
                          {441424'101'200, {5, 0}},
                          {441424'101'201, {-1, 0}},
                          {441425'100'200, {3, 0}}};
  world.tables.show("sum_a", &two);
  const auto positions = [&](const std::string& where) {
    return "(SELECT group_concat(position) FROM (SELECT position FROM sum_a" + where + " ORDER BY region))";
  };
  CHECK(world.ask(positions("") + " = '2,1,2,4,1'") == 1);
  CHECK(world.ask(positions(" WHERE region >= 441424101200") + " = '2,4,1'") == 1);
  CHECK(world.ask("position FROM sum_a WHERE region = 441424101201") == 4);
  world.tables.show("sum_a", &world.totals);
  CHECK(world.ask(positions("") + " = '3,2,1'") == 1);
}

TEST_CASE("what a table shows can be another, and nothing") {
  World world;
  const VillageTotals other{{5, {9, 0}}};
  world.tables.show("sum_a", &other);
  CHECK(world.ask("total FROM sum_a") == 9);
  world.tables.show("sum_a", nullptr);
  CHECK(world.ask("count(*) FROM sum_a") == 0);
  CHECK_FALSE(world.connection->execute("INSERT INTO sum_a VALUES(1, 2, 3)").has_value());
}

}  // namespace bf::test
