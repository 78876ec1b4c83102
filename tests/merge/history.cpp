#include "tests/merge/history.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "shared/base/crypto.h"
#include "tests/merge/fields.h"

namespace bf::test {
namespace {

constexpr Micros minute = 60'000'000;
constexpr Micros morning = 1'500'000'000'000'000;  // in July 2017
constexpr std::array<const char*, 8> actNames{"learn",   "write",     "clear", "remove",
                                              "restore", "leaveOpen", "blind", "stray"};

// The last device is a clone of the one before it: the same name, other work.
DeviceId deviceId(int device) {
  DeviceId id;
  id.bytes.fill(static_cast<unsigned char>(0xd0 + std::min(device, deviceCount - 2)));
  return id;
}

// Few different values, so that some writes agree; the first is an answer that is empty.
Field valueOf(std::uint32_t field, const Step& step) {
  static const std::array<std::string, 4> texts{"", "a", "张三", "42"};
  static const std::array<std::vector<std::uint32_t>, 4> choiceLists{{{}, {1, 2}, {2, 5, 9}, {1}}};
  const auto value = static_cast<std::size_t>(step.value);
  switch (field) {
    case regionField: return numberField(field, 441424100201 + value);
    case incomeYear: return numberField(field, 2014 + static_cast<std::uint64_t>(step.role));
    case needs: return choices(field, choiceLists[value]);
    default: return textField(field, texts[value]);
  }
}

class Player {
 public:
  History play(const Script& script) {
    auto creation = draft(script.creation);
    for (const auto field : fieldsIn(script.creation)) creation.set.push_back(valueOf(field, script.creation));
    sortSet(creation);
    publish(script.creation, creation);
    for (auto& knows : known_) knows = {0};
    for (const auto& step : script.steps) take(step);
    return std::move(history_);
  }

 private:
  static std::vector<std::uint32_t> fieldsIn(const Step& step) {
    std::vector<std::uint32_t> fields;
    for (std::size_t i = 0; i < editedFields.size(); ++i)
      if ((step.fields >> i & 1) != 0) fields.push_back(editedFields[i]);
    const auto has = [&](std::uint32_t field) { return std::ranges::find(fields, field) != fields.end(); };
    if (has(income) && !has(incomeYear) && step.act != Act::clear) fields.push_back(incomeYear);
    return fields;
  }

  static void sortSet(Change& change) { std::ranges::sort(change.set, {}, &Field::number); }

  Change draft(const Step& step) const {
    Change change;
    change.kind = household;
    if (!history_.changes.empty()) change.record = history_.changes.front().id;
    change.region = 441424100201;
    change.device = deviceId(step.device);
    change.user = static_cast<std::uint32_t>(step.device + 1);
    change.role = static_cast<std::uint32_t>(step.role);
    change.stamp = now() + static_cast<Micros>(step.clock) * step.clock * step.clock * 60 * minute;
    return change;
  }

  [[nodiscard]] Micros now() const { return morning + static_cast<Micros>(time_) * minute; }

  [[nodiscard]] Changes knownTo(int device) const {
    Changes changes;
    for (const auto i : known_[device]) changes.push_back(&history_.changes[i]);
    return changes;
  }

  void take(const Step& step) {
    ++time_;
    if (step.act == Act::learn) return learn(step);
    auto change = draft(step);
    const auto seen = knownTo(step.device);
    if (step.act == Act::remove || step.act == Act::restore) removeOrRestore(step, seen, change);
    else write(step, seen, change);
    if (!change.set.empty() || !change.cleared.empty()) publish(step, change);
  }

  // Only a device's own work, from its beginning: what it had learnt from others may reach us later, or never.
  void learn(const Step& step) {
    auto& knows = known_[step.device];
    int left = step.upTo;
    for (const auto i : own_[step.from])
      if (left-- > 0 && std::ranges::find(knows, i) == knows.end()) knows.push_back(i);
    std::ranges::sort(knows);
  }

  void removeOrRestore(const Step& step, const Changes& seen, Change& change) const {
    if (step.act == Act::restore) {
      change.cleared = {removalField};
    } else {
      change.set = {textField(removalField, "moved away")};
      change.bases.push_back({{wholeRecord}, allHeads(seen)});
    }
    change.bases.push_back({{removalField}, headsOf(seen, removalField)});
  }

  void write(const Step& step, const Changes& seen, Change& change) const {
    for (const auto field : fieldsIn(step)) {
      if (step.act == Act::clear) change.cleared.push_back(field);
      else change.set.push_back(valueOf(field, step));
      if (auto bases = basesFor(step, seen, field); !bases.empty()) change.bases.push_back({{field}, bases});
    }
    sortSet(change);
  }

  [[nodiscard]] std::vector<ChangeId> basesFor(const Step& step, const Changes& seen, std::uint32_t field) const {
    auto heads = headsOf(seen, field);
    if (step.act == Act::blind) return {};
    if (step.act == Act::leaveOpen && heads.size() > 1) heads.resize(1);
    if (step.act == Act::stray) {
      const auto& any = step.upTo % 2 == 0
                            ? *seen[static_cast<std::size_t>(step.upTo) % seen.size()]
                            : history_.changes[static_cast<std::size_t>(step.upTo) % history_.changes.size()];
      return {step.value == 3 ? idOf(hashOf("nobody has this", std::to_string(step.upTo))) : any.id};
    }
    return heads;
  }

  void publish(const Step& step, const Change& change) {
    const auto index = static_cast<int>(history_.changes.size());
    const auto received = now() + step.delay * minute;
    const auto made = test::known(change, index + 1, received);
    // Equal content is one change, also when a clone wrote it: it has that name already.
    if (std::ranges::find(history_.changes, made.id, &Known::id) != history_.changes.end()) return;
    history_.changes.push_back(made);
    history_.acts.push_back(step.act);
    history_.seenBy.push_back(known_[step.device]);
    own_[step.device].push_back(index);
    known_[step.device].push_back(index);
  }

  History history_;
  std::array<std::vector<int>, deviceCount> known_;
  std::array<std::vector<int>, deviceCount> own_;
  int time_ = 0;
};

rc::Gen<Step> stepOf(rc::Gen<Act> act) {
  using rc::gen::inRange;
  using rc::gen::set;
  // Mostly one field, so that writes meet.
  const auto fields = rc::gen::weightedOneOf<int>(
      {{6, rc::gen::map(inRange(0, static_cast<int>(editedFields.size())), [](int bit) { return 1 << bit; })},
       {1, inRange(1, 1 << editedFields.size())}});
  return rc::gen::build<Step>(
      set(&Step::device, inRange(0, deviceCount)), set(&Step::act, std::move(act)), set(&Step::fields, fields),
      set(&Step::value, inRange(0, 4)), set(&Step::role, inRange(0, 4)), set(&Step::clock, inRange(-40, 41)),
      set(&Step::delay, inRange(0, 500)), set(&Step::from, inRange(0, deviceCount)), set(&Step::upTo, inRange(0, 40)));
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "\n  device " << step.device << ' ' << actNames[static_cast<std::size_t>(step.act)] << " fields 0x"
             << std::hex << step.fields << std::dec << " value " << step.value << " role " << step.role << " clock "
             << step.clock << " delay " << step.delay << " from " << step.from << " upTo " << step.upTo;
}

std::ostream& operator<<(std::ostream& out, const Script& script) {
  out << script.creation;
  for (const auto& step : script.steps) out << step;
  return out;
}

Changes History::all() const {
  Changes all;
  for (const auto& one : changes) all.push_back(&one);
  return all;
}

History history(const Script& script) { return Player().play(script); }

Changes partOf(const History& history, std::uint64_t chance) {
  SeededRandom random(chance);
  std::array<std::uint64_t, 256> upTo{};
  for (auto& time : upTo) time = random.below(history.changes.size() + 1);
  Changes part;
  for (std::size_t i = 0; i < history.changes.size(); ++i)
    if (i == 0 || i < upTo[history.changes[i].change.user]) part.push_back(&history.changes[i]);
  return shuffled(std::move(part), random.next());
}

Changes shuffled(Changes changes, std::uint64_t chance) {
  SeededRandom random(chance);
  for (std::size_t i = changes.size(); i > 2; --i) std::swap(changes[i - 1], changes[1 + random.below(i - 1)]);
  return changes;
}

}  // namespace bf::test

rc::Gen<bf::test::Script> rc::Arbitrary<bf::test::Script>::arbitrary() {
  using bf::test::Act;
  using bf::test::Script;
  const auto act = rc::gen::weightedElement<Act>({{8, Act::learn},
                                                  {8, Act::write},
                                                  {2, Act::clear},
                                                  {1, Act::remove},
                                                  {1, Act::restore},
                                                  {2, Act::leaveOpen},
                                                  {1, Act::blind},
                                                  {1, Act::stray}});
  return gen::build<Script>(
      gen::set(&Script::creation, bf::test::stepOf(gen::just(Act::write))),
      gen::set(&Script::steps, gen::container<std::vector<bf::test::Step>>(bf::test::stepOf(act))));
}
