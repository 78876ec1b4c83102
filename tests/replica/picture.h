#pragma once
// What two stores must agree on: for each record its place, and for each field which writes are its heads and what is
// shown. How each of them numbers things is its own.

#include <map>
#include <string>

#include "tests/replica/world.h"

namespace bf::test {

/// One line a field, by record: comparing two of these shows a readable difference.
using Picture = std::map<std::string, std::string>;

/// All records that lie where `sender` may read.
[[nodiscard]] Picture pictureOf(Store& store, const CentreReplica& centre, const Sender& sender);

/// What is different between the centre and a tablet, for the tablet's scope; "" when they agree.
[[nodiscard]] std::string difference(World& world, Tablet& tablet);

}  // namespace bf::test
