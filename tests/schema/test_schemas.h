#pragma once
// Schemas made for a test: from the text of a few records, or from the built-in ones with something changed.

#include <google/protobuf/descriptor.pb.h>

#include <functional>
#include <string>

#include "shared/schema/schema.h"

namespace bf::test {

/// Descriptor set of records written as in proto/bianfang/records, without syntax, package and import lines.
/// Requires that the text is a correct .proto.
[[nodiscard]] std::string descriptorsOf(const std::string& records);

/// The schema of such records, which must be a valid one.
[[nodiscard]] Schema schemaOf(const std::string& records);

/// What Schema::parse says against such records; "" when it takes them.
[[nodiscard]] std::string complaintAbout(const std::string& records);

/// A record with one field, in a kind numbered 100: `field` is all that stands between name and semicolon.
[[nodiscard]] std::string oneField(const std::string& field);

/// The built-in descriptor set after `edit`.
[[nodiscard]] std::string builtinWith(const std::function<void(google::protobuf::FileDescriptorSet&)>& edit);

/// Parts of a set by name; they must be there.
[[nodiscard]] google::protobuf::DescriptorProto& messageIn(google::protobuf::FileDescriptorSet& set,
                                                           const std::string& message);
[[nodiscard]] google::protobuf::FieldDescriptorProto& fieldIn(google::protobuf::FileDescriptorSet& set,
                                                              const std::string& message, const std::string& field);
[[nodiscard]] google::protobuf::EnumDescriptorProto& enumIn(google::protobuf::FileDescriptorSet& set,
                                                            const std::string& message, const std::string& list);

}  // namespace bf::test
