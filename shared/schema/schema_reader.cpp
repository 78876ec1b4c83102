#include "shared/schema/schema_reader.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <map>

#include "bianfang/options.pb.h"
#include "shared/schema/schema_limits.h"

namespace bf {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;

/// A kind and the message that it was read from, until names of other kinds can be resolved.
struct Draft {
  KindSpec kind;
  const Descriptor* message = nullptr;
};

std::unexpected<Error> wrong(const std::string& where, const std::string& why) {
  return fail(Errc::invalidValue, where + ": " + why);
}

/// Keeps the first complaint; without a collector protobuf writes to the error output.
class Complaints final : public DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string&, const std::string& element, const google::protobuf::Message*, ErrorLocation,
                const std::string& message) override {
    if (first.empty()) first = element + ": " + message;
  }
  std::string first;
};

Sensitivity sensitivityOf(const bianfang::KindInfo& info) {
  if (info.sensitivity() == bianfang::FieldInfo::PERSONAL) return Sensitivity::personal;
  return info.sensitivity() == bianfang::FieldInfo::SENSITIVE ? Sensitivity::sensitive : Sensitivity::open;
}

/// What belongs to households lies at villages: everything above is read by everyone below it.
Result<void> readPlace(KindSpec& kind, const bianfang::KindInfo& info) {
  const auto has = [&](auto wanted) {
    return std::ranges::any_of(kind.fields, [&](const FieldSpec& field) { return wanted(field.sensitivity); });
  };
  const bool personal = has([](Sensitivity of) { return of != Sensitivity::open; });
  const bool ofHouseholds =
      sensitivityOf(info) != Sensitivity::open || has([](Sensitivity of) { return of == Sensitivity::sensitive; });
  switch (info.place()) {
    case bianfang::KindInfo::AT_VILLAGES: kind.place = RootPlace::village; break;
    case bianfang::KindInfo::UP_TO_TOWNSHIP: kind.place = RootPlace::township; break;
    case bianfang::KindInfo::UP_TO_COUNTY: kind.place = RootPlace::county; break;
    case bianfang::KindInfo::ANYWHERE: kind.place = RootPlace::anywhere; break;
    default: kind.place = personal ? RootPlace::village : RootPlace::anywhere;
  }
  if (info.place() != bianfang::KindInfo::BY_FIELDS && !kind.root)
    return wrong(kind.message, "hangs from another record and has no place of its own");
  if (ofHouseholds && kind.place != RootPlace::village)
    return wrong(kind.message, "holds what belongs to households, which lies at villages only");
  return {};
}

Result<void> readKeys(KindSpec& kind, const bianfang::KindInfo& info) {
  for (const auto& name : info.keys()) {
    const auto* field = kind.fieldByName(name);
    if (field == nullptr) return wrong(kind.message, "a key names the field " + name + ", which it does not have");
    kind.keys.push_back(field->number);
  }
  if (!kind.keys.empty()) return {};
  for (const auto* field : kind.form())
    if (field->required) kind.keys.push_back(field->number);
  return {};
}

Result<void> readFields(KindSpec& kind, const Descriptor& message, Sensitivity ofKind) {
  kind.fields = envelopeFields();
  Label section;
  for (int i = 0; i < message.field_count(); ++i) {
    if (message.field(i)->real_containing_oneof() != nullptr)
      return wrong(message.field(i)->full_name(), "records have no oneof");
    BF_LET(field, readField(*message.field(i), section, ofKind));
    kind.fields.push_back(std::move(field));
  }
  std::ranges::sort(kind.fields, {}, &FieldSpec::number);
  kind.byNumber.assign(kind.fields.back().number + 1, 0);
  for (std::size_t i = 0; i < kind.fields.size(); ++i)
    kind.byNumber[kind.fields[i].number] = static_cast<std::uint16_t>(i + 1);
  for (int i = 0; i < message.field_count(); ++i) {
    const auto& period = message.field(i)->options().GetExtension(bianfang::field).period();
    if (period.empty()) continue;
    const auto* of = kind.fieldByName(period);
    if (of == nullptr || of->type != FieldType::integer)
      return wrong(message.field(i)->full_name(), "its period is not an integer field of the kind");
    auto& field = kind.fields[kind.byNumber[static_cast<std::size_t>(message.field(i)->number())] - 1u];
    field.periodField = of->number;
  }
  return {};
}

Result<KindSpec> readKind(const Descriptor& message) {
  const auto& info = message.options().GetExtension(bianfang::kind);
  KindSpec kind;
  kind.number = info.number();
  kind.name = kind.table = snakeCase(message.name());
  kind.message = message.full_name();
  kind.label = {info.zh(), info.en()};
  kind.help = {info.help_zh(), info.help_en()};
  kind.root = info.root();
  kind.immutableWhenFinished = info.frozen();
  for (const auto role : info.writers()) kind.writers.push_back(static_cast<std::uint32_t>(role));
  if (kind.number == 0 || kind.number > kindNumberMax)
    return wrong(kind.message, "kind numbers are 1 to " + std::to_string(kindNumberMax));
  if (kind.label.zh.empty() || kind.label.en.empty()) return wrong(kind.message, "needs labels zh and en");
  if (isReservedWord(kind.table)) return wrong(kind.message, "is a reserved word of SQL");
  if (!kind.root && info.parents().empty()) return wrong(kind.message, "is neither a root nor a child");
  BF_CHECK(readFields(kind, message, sensitivityOf(info)));
  BF_CHECK(readPlace(kind, info));
  BF_CHECK(readKeys(kind, info));
  return kind;
}

/// Which of the fields of a check the choices in `when` belong to.
const FieldSpec* chooser(const KindSpec& kind, const CrossCheck& check) {
  const bool second = check.rule == bianfang::Check::ID_CHECK || check.rule == bianfang::Check::ID_SEX;
  const std::size_t at = second ? 1 : 0;
  return at < check.fields.size() ? kind.field(check.fields[at]) : nullptr;
}

Result<void> readChecks(KindSpec& kind, const Descriptor& message) {
  for (const auto& given : message.options().GetExtension(bianfang::kind).checks()) {
    CrossCheck check;
    check.rule = given.rule();
    check.message = {given.zh(), given.en()};
    for (const auto& name : given.fields()) {
      const auto* field = kind.fieldByName(name);
      if (field == nullptr) return wrong(kind.message, "a check names the field " + name + ", which it does not have");
      check.fields.push_back(field->number);
    }
    for (const auto& name : given.when()) {
      const auto* field = chooser(kind, check);
      const auto* choice = field == nullptr ? nullptr : field->choiceNamed(name);
      if (choice == nullptr) return wrong(kind.message, "a check names the choice " + name + ", which there is not");
      check.when.push_back(choice->number);
    }
    if (check.fields.empty() || check.message.zh.empty() || check.message.en.empty())
      return wrong(kind.message, "a check needs fields and texts zh and en");
    kind.checks.push_back(std::move(check));
  }
  return {};
}

Result<void> resolve(std::vector<Draft>& drafts) {
  std::map<std::string, std::uint32_t, std::less<>> numbers;
  for (const auto& draft : drafts)
    if (!numbers.emplace(draft.kind.name, draft.kind.number).second)
      return wrong(draft.kind.message, "another kind has the same name");
  for (auto& draft : drafts) {
    for (const auto& parent : draft.message->options().GetExtension(bianfang::kind).parents()) {
      const auto at = numbers.find(parent);
      if (at == numbers.end()) return wrong(draft.kind.message, "its parent " + parent + " is not a kind");
      draft.kind.parents.push_back(at->second);
    }
    for (const auto& field : draft.kind.fields)
      if (!field.refers.empty() && !numbers.contains(field.refers))
        return wrong(draft.kind.message + "." + field.name, "refers to " + field.refers + ", which is not a kind");
    BF_CHECK(readChecks(draft.kind, *draft.message));
  }
  return {};
}

Result<std::vector<Draft>> readMessages(const std::vector<const FileDescriptor*>& files) {
  std::vector<Draft> drafts;
  for (const auto* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const auto* message = file->message_type(i);
      if (!message->options().HasExtension(bianfang::kind)) continue;
      BF_LET(kind, readKind(*message));
      drafts.push_back({std::move(kind), message});
    }
  }
  std::ranges::sort(drafts, {}, [](const Draft& draft) { return draft.kind.number; });
  const auto same = std::ranges::adjacent_find(drafts, {}, [](const Draft& draft) { return draft.kind.number; });
  if (same != drafts.end()) return wrong(same->kind.message, "another kind has the same number");
  return drafts;
}

}  // namespace

std::string snakeCase(std::string_view name) {
  std::string snake;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !snake.empty()) snake += '_';
    snake += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

Result<std::vector<KindSpec>> readKinds(std::string_view descriptorSet) {
  // What is wrong is said in the result; protobuf would write it to the error output as well.
  const google::protobuf::LogSilencer silence;
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromArray(descriptorSet.data(), static_cast<int>(descriptorSet.size())))
    return fail(Errc::malformed, "not a descriptor set");
  // A pool of its own: the set may be of another version than the messages that are compiled in.
  DescriptorPool pool;
  Complaints complaints;
  std::vector<const FileDescriptor*> files;
  for (const auto& file : set.file()) {
    const auto* built = pool.BuildFileCollectingErrors(file, &complaints);
    if (built == nullptr) return fail(Errc::malformed, "descriptor set: " + complaints.first);
    files.push_back(built);
  }
  BF_LET(drafts, readMessages(files));
  BF_CHECK(resolve(drafts));
  std::vector<KindSpec> kinds;
  for (auto& draft : drafts) kinds.push_back(std::move(draft.kind));
  return kinds;
}

}  // namespace bf
