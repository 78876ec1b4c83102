#include "tests/merge/story.h"

#include <algorithm>

#include "tests/merge/fields.h"

namespace bf::test {
namespace {

constexpr Micros minute = hour / 60;

}  // namespace

Change Story::draft(int device) const {
  Change change;
  change.kind = household;
  if (!changes_.empty()) change.record = changes_.front().id;
  change.region = 441424100201;
  change.device.bytes.fill(static_cast<unsigned char>(device));
  change.user = static_cast<std::uint32_t>(device);
  change.role = role_;
  change.stamp = time_ + ahead_;
  return change;
}

const Known& Story::add(Change change) {
  std::ranges::sort(change.set, {}, &Field::number);
  changes_.push_back(known(change, static_cast<std::int64_t>(changes_.size()) + 1, time_ + 5 * minute));
  time_ += minute;
  return changes_.back();
}

const Known& Story::create(int device, std::vector<Field> set) {
  auto change = draft(device);
  change.set = std::move(set);
  return add(std::move(change));
}

const Known& Story::write(int device, const Changes& seen, std::vector<Field> set) {
  auto change = draft(device);
  for (const auto& field : set) change.bases.push_back({{field.number}, headsOf(seen, field.number)});
  change.set = std::move(set);
  return add(std::move(change));
}

const Known& Story::clear(int device, const Changes& seen, std::vector<std::uint32_t> fields) {
  auto change = draft(device);
  for (const auto field : fields) change.bases.push_back({{field}, headsOf(seen, field)});
  change.cleared = std::move(fields);
  return add(std::move(change));
}

const Known& Story::remove(int device, const Changes& seen) {
  auto change = draft(device);
  change.set = {textField(removalField, "moved away")};
  change.bases = {{{wholeRecord}, allHeads(seen)}, {{removalField}, headsOf(seen, removalField)}};
  return add(std::move(change));
}

}  // namespace bf::test
