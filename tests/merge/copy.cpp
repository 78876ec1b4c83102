#include "tests/merge/copy.h"

#include <stdexcept>

#include "tests/merge/fields.h"

namespace bf::test {
namespace {

const HouseholdRules rules;

template <class T>
T valueOr(Result<T> result) {
  if (!result) throw std::logic_error("merge failed: " + result.error().detail);
  return std::move(*result);
}

}  // namespace

Copy::Copy(const Known& creation, Times times) : id_(creation.id), times_(times), applied_{creation.id} {
  const auto received = times_ == Times::received ? creation.received : 0;
  const auto heads =
      RecordHeads::created(creation.change, writerOf(creation.change, id_, creation.seq, received), rules);
  keep(heads, creation.change.set);
}

Copy::Copy(const Changes& changes, Times times) : Copy(*changes.front(), times) {
  for (const auto* one : changes) take(*one);
}

void Copy::take(const Known& known) {
  if (!applied_.contains(known.id)) takeUnfiltered(known);
}

void Copy::takeUnfiltered(const Known& known) {
  auto state = heads();
  const auto received = times_ == Times::received ? known.received : 0;
  const auto shown =
      valueOr(state.apply(known.change, writerOf(known.change, known.id, known.seq, received), rules, source()));
  applied_.insert(known.id);
  keep(state, shown);
}

void Copy::receipt(const Known& known, Micros received) {
  auto state = heads();
  const auto shown = valueOr(state.rebind(known.id, known.seq, received, household, rules, source()));
  keep(state, shown);
}

RecordHeads Copy::heads() const { return valueOr(RecordHeads::parse(bytes_, id_, 1)); }

std::string Copy::value(std::uint32_t field) const {
  const auto at = values_.find(field);
  return at == values_.end() ? std::string{} : at->second;
}

MergeSource Copy::source() const {
  return {[this](std::uint32_t field) -> Result<std::string> { return value(field); },
          [this](const ChangeId& id) -> Result<bool> { return applied_.contains(id); }};
}

void Copy::keep(const RecordHeads& heads, const std::vector<Field>& shown) {
  for (const auto& field : shown) {
    if (field.wire.empty()) values_.erase(field.number);
    else values_[field.number] = field.wire;
  }
  bytes_ = heads.serialise();
  if (this->heads() != heads) throw std::logic_error("heads that were stored came back as others");
}

}  // namespace bf::test
