#include "tests/store/older_schema.h"

#include <google/protobuf/descriptor.pb.h>

#include <stdexcept>

#include "tests/store/must.h"

namespace bf::test {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::FileDescriptorSet;

std::string snake(const std::string& message) {
  std::string name;
  for (const char c : message) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !name.empty()) name += '_';
    name += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

FileDescriptorSet today() {
  FileDescriptorSet set;
  const auto bytes = builtinDescriptorSet();
  if (!set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) throw std::runtime_error("descriptor set");
  return set;
}

bool isRecords(const google::protobuf::FileDescriptorProto& file) { return file.package() == "bianfang.records"; }

template <class Work>
void eachMessage(FileDescriptorSet& set, const Work& work) {
  for (auto& file : *set.mutable_file())
    if (isRecords(file))
      for (auto& message : *file.mutable_message_type()) work(message);
}

/// An optional field stands in a `oneof` of its own, which goes with it.
void drop(DescriptorProto& message, int index) {
  if (message.field(index).has_oneof_index()) {
    const auto gone = message.field(index).oneof_index();
    message.mutable_oneof_decl()->DeleteSubrange(gone, 1);
    for (auto& field : *message.mutable_field())
      if (field.has_oneof_index() && field.oneof_index() > gone) field.set_oneof_index(field.oneof_index() - 1);
  }
  message.mutable_field()->DeleteSubrange(index, 1);
}

}  // namespace

Schema schemaWithout(const std::set<std::string>& fields) {
  auto set = today();
  std::size_t dropped = 0;
  eachMessage(set, [&](DescriptorProto& message) {
    for (int i = message.field_size() - 1; i >= 0; --i)
      if (fields.contains(snake(message.name()) + "." + message.field(i).name())) {
        drop(message, i);
        ++dropped;
      }
  });
  if (dropped != fields.size()) throw std::runtime_error("a field to leave out is not there");
  return must(Schema::parse(set.SerializeAsString()));
}

Schema schemaOf(const std::set<std::string>& messages) {
  auto set = today();
  for (auto& file : *set.mutable_file()) {
    if (!isRecords(file)) continue;
    auto& all = *file.mutable_message_type();
    for (int i = all.size() - 1; i >= 0; --i)
      if (!messages.contains(all[i].name())) all.DeleteSubrange(i, 1);
  }
  return must(Schema::parse(set.SerializeAsString()));
}

}  // namespace bf::test
