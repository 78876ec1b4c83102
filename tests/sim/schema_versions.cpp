#include "tests/sim/schema_versions.h"

#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "bianfang/options.pb.h"

namespace bf::sim {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorSet;

constexpr std::array kinds{kind::village, kind::household, kind::income,  kind::member, kind::assessment,
                           kind::visit,   kind::demand,    kind::problem, kind::event,  kind::meeting};

[[noreturn]] void giveUp(const std::string& why) {
  std::fprintf(stderr, "schema of the simulator: %s\n", why.c_str());
  std::abort();
}

bool staysIn(const DescriptorProto& message) {
  if (!message.options().HasExtension(bianfang::kind)) return true;
  return std::ranges::find(kinds, message.options().GetExtension(bianfang::kind).number()) != kinds.end();
}

/// Kinds that stay may name kinds that go as parents or in `refers`; those names go with them.
void forgetAbsentKinds(FileDescriptorSet& set, const std::vector<std::string>& present) {
  const auto absent = [&](const std::string& name) { return std::ranges::find(present, name) == present.end(); };
  for (auto& file : *set.mutable_file())
    for (auto& message : *file.mutable_message_type()) {
      if (!message.options().HasExtension(bianfang::kind)) continue;
      auto* parents = message.mutable_options()->MutableExtension(bianfang::kind)->mutable_parents();
      parents->erase(std::remove_if(parents->begin(), parents->end(), absent), parents->end());
      for (auto& field : *message.mutable_field()) {
        if (!field.options().HasExtension(bianfang::field)) continue;
        auto* info = field.mutable_options()->MutableExtension(bianfang::field);
        if (!info->refers().empty() && absent(info->refers())) info->clear_refers();
      }
    }
}

FileDescriptorSet smallSet() {
  FileDescriptorSet set;
  const auto whole = builtinDescriptorSet();
  if (!set.ParseFromArray(whole.data(), static_cast<int>(whole.size()))) giveUp("not a descriptor set");
  std::vector<std::string> present;
  for (auto& file : *set.mutable_file()) {
    auto* messages = file.mutable_message_type();
    messages->erase(std::remove_if(messages->begin(), messages->end(),
                                   [](const DescriptorProto& message) { return !staysIn(message); }),
                    messages->end());
  }
  for (const auto number : kinds) {
    const auto* spec = builtinSchema().kind(number);
    if (spec == nullptr) giveUp("no kind " + std::to_string(number));
    present.push_back(spec->name);
  }
  forgetAbsentKinds(set, present);
  return set;
}

DescriptorProto& messageNamed(FileDescriptorSet& set, const std::string& name) {
  for (auto& file : *set.mutable_file())
    for (auto& message : *file.mutable_message_type())
      if (message.name() == name) return message;
  giveUp("no message " + name);
}

void addField(DescriptorProto& message, int number, const std::string& name, FieldDescriptorProto::Type type) {
  auto* field = message.add_field();
  field->set_name(name);
  field->set_number(number);
  field->set_type(type);
  field->set_label(FieldDescriptorProto::LABEL_OPTIONAL);
  auto* info = field->mutable_options()->MutableExtension(bianfang::field);
  info->set_zh("新问题");
  info->set_en("New question");
  field->set_proto3_optional(true);
  field->set_oneof_index(message.oneof_decl_size());
  message.add_oneof_decl()->set_name("_" + name);
}

/// A field of a record has a synthetic oneof of its own, last in the list for the last field: both are taken out, and
/// the indexes behind it move up.
void dropField(DescriptorProto& message, const std::string& name) {
  auto* fields = message.mutable_field();
  const auto at = std::find_if(fields->begin(), fields->end(), [&](const auto& field) { return field.name() == name; });
  if (at == fields->end()) giveUp("no field " + name);
  const auto oneof = at->has_oneof_index() ? at->oneof_index() : -1;
  fields->erase(at);
  if (oneof < 0) return;
  message.mutable_oneof_decl()->DeleteSubrange(oneof, 1);
  for (auto& field : *fields)
    if (field.has_oneof_index() && field.oneof_index() > oneof) field.set_oneof_index(field.oneof_index() - 1);
}

void addKind(FileDescriptorSet& set) {
  for (auto& file : *set.mutable_file()) {
    const bool households = std::ranges::any_of(
        file.message_type(), [](const DescriptorProto& message) { return message.name() == "Household"; });
    if (!households) continue;
    auto* message = file.add_message_type();
    message->set_name("AddedKind");
    auto* info = message->mutable_options()->MutableExtension(bianfang::kind);
    info->set_number(kind::added);
    info->set_zh("新记录");
    info->set_en("New kind");
    info->add_parents("household");
    addField(*message, 10, "words", FieldDescriptorProto::TYPE_STRING);
    addField(*message, 11, "number", FieldDescriptorProto::TYPE_INT64);
    return;
  }
}

/// Checks over several fields name fields; those of a dropped one go with it.
void dropQuestion(FileDescriptorSet& set, const std::string& messageName, const std::string& field) {
  auto& message = messageNamed(set, messageName);
  dropField(message, field);
  auto* checks = message.mutable_options()->MutableExtension(bianfang::kind)->mutable_checks();
  const auto names = [&](const bianfang::Check& check) {
    return std::ranges::find(check.fields(), field) != check.fields().end();
  };
  checks->erase(std::remove_if(checks->begin(), checks->end(), names), checks->end());
}

Schema make(SchemaVersion version) {
  auto set = smallSet();
  if (version == SchemaVersion::older) {
    dropQuestion(set, "Household", "note");
    dropQuestion(set, "Visit", "promised");
    dropQuestion(set, "Member", "illness");
  }
  if (version == SchemaVersion::newer) {
    addField(messageNamed(set, "Household"), 200, "new_words", FieldDescriptorProto::TYPE_STRING);
    addField(messageNamed(set, "Household"), 201, "new_number", FieldDescriptorProto::TYPE_INT64);
    addField(messageNamed(set, "Visit"), 200, "new_words", FieldDescriptorProto::TYPE_STRING);
    addKind(set);
  }
  auto schema = Schema::parse(set.SerializeAsString());
  if (!schema) giveUp(schema.error().detail);
  return std::move(*schema);
}

}  // namespace

const Schema& schemaOf(SchemaVersion version) {
  static const std::array<Schema, schemaVersions> schemas{make(SchemaVersion::older), make(SchemaVersion::present),
                                                          make(SchemaVersion::newer)};
  return schemas[static_cast<std::size_t>(version)];
}

}  // namespace bf::sim
