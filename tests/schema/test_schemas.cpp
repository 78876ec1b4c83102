#include "tests/schema/test_schemas.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bf::test {
namespace {

using namespace google::protobuf;

/// A folder of this process, gone at its end.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("bianfang-schema-test-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

std::string contentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

FileDescriptorSet builtinSet() {
  FileDescriptorSet set;
  const auto bytes = builtinDescriptorSet();
  REQUIRE(set.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return set;
}

template <class List>
auto& named(List& list, const std::string& name) {
  for (auto& entry : list)
    if (entry.name() == name) return entry;
  FAIL("there is no " << name);
  throw 0;  // FAIL does not return
}

}  // namespace

std::string descriptorsOf(const std::string& records) {
  static const Folder folder;
  std::ofstream(folder.file("test.proto"))
      << "syntax = \"proto3\";\npackage bianfang.records;\nimport \"bianfang/options.proto\";\n"
      << records;
  const std::string command = std::string(BIANFANG_PROTOC) + " -I" + BIANFANG_PROTO_FOLDER + " -I" + folder.file("") +
                              " --include_imports --descriptor_set_out=" + folder.file("out") + " test.proto 2>" +
                              folder.file("errors");
  const int result = std::system(command.c_str());
  INFO(records << "\n" << contentOf(folder.file("errors")));
  REQUIRE(result == 0);
  return contentOf(folder.file("out"));
}

Schema schemaOf(const std::string& records) {
  auto schema = Schema::parse(descriptorsOf(records));
  INFO((schema ? "" : schema.error().detail));
  REQUIRE(schema);
  return std::move(*schema);
}

std::string complaintAbout(const std::string& records) {
  const auto schema = Schema::parse(descriptorsOf(records));
  return schema ? "" : schema.error().detail;
}

std::string oneField(const std::string& field) {
  return "message Thing { option (kind) = {number: 100 zh: \"物\" en: \"Thing\" root: true}; " + field + "; }";
}

std::string builtinWith(const std::function<void(FileDescriptorSet&)>& edit) {
  auto set = builtinSet();
  edit(set);
  return set.SerializeAsString();
}

DescriptorProto& messageIn(FileDescriptorSet& set, const std::string& message) {
  for (auto& file : *set.mutable_file())
    for (auto& candidate : *file.mutable_message_type())
      if (file.package() == "bianfang.records" && candidate.name() == message) return candidate;
  FAIL("there is no " << message);
  throw 0;
}

FieldDescriptorProto& fieldIn(FileDescriptorSet& set, const std::string& message, const std::string& field) {
  return named(*messageIn(set, message).mutable_field(), field);
}

EnumDescriptorProto& enumIn(FileDescriptorSet& set, const std::string& message, const std::string& list) {
  return named(*messageIn(set, message).mutable_enum_type(), list);
}

}  // namespace bf::test
