#include "tests/replica/picture.h"

#include <set>
#include <sstream>

namespace bf::test {
namespace {

constexpr std::size_t everything = SIZE_MAX >> 1;

std::string fieldsOf(StoreTx& tx, const RecordRow& row) {
  std::set<std::uint32_t> numbers;
  for (const auto& field : must(tx.values(row.kind, row.rec))) numbers.insert(field.number);
  for (std::uint32_t number = 1; number < 300; ++number)
    if (!row.heads.headsOf(number).empty()) numbers.insert(number);
  std::ostringstream text;
  text << " created " << row.heads.creator().stamp;
  for (const auto& writer : row.heads.writers())
    text << " " << toHex(writer.id.view()).substr(0, 6) << "@" << writer.stamp;
  for (const auto number : numbers) {
    text << " " << number << "=" << toHex(must(tx.value(row.kind, row.rec, number))) << "[";
    for (const auto& id : row.heads.headsOf(number)) text << toHex(id.view()).substr(0, 6) << ",";
    text << "]";
  }
  return text.str();
}

}  // namespace

Picture pictureOf(Store& store, const CentreReplica& centre, const Sender& sender) {
  const auto tx = must(store.read());
  Picture picture;
  for (const auto& kind : builtinSchema().kinds())
    for (const auto& row : must(tx->records(kind.number, 0, everything))) {
      if (!sender.mayRead(must(centre.regionOf(*tx, row)))) continue;
      std::string parent;
      if (row.parent != 0) parent = toHex(must(tx->load(row.parentKind, row.parent))->id.view()).substr(0, 6);
      picture[kind.name + " " + toHex(row.id.view())] = parent + "@" + std::to_string(row.region) + fieldsOf(*tx, row);
    }
  return picture;
}

std::string difference(World& world, Tablet& tablet) {
  const auto sender = world.senderOf(tablet);
  const auto centre = pictureOf(world.store(), world.centre(), sender);
  const auto there = pictureOf(tablet.store(), world.centre(), sender);
  // Nothing beyond the scope may be there either: its picture is of all that the tablet has.
  auto all = sender;
  all.grants = {{44, false}};
  const auto everythingThere = pictureOf(tablet.store(), world.centre(), all);
  std::ostringstream text;
  for (const auto& [record, state] : centre)
    if (const auto at = there.find(record); at == there.end()) text << "only the centre has " << record << "\n";
    else if (at->second != state) text << record << "\n  centre: " << state << "\n  tablet: " << at->second << "\n";
  for (const auto& [record, state] : everythingThere)
    if (!centre.contains(record)) text << "only the tablet has " << record << " " << state << "\n";
  return text.str();
}

}  // namespace bf::test
