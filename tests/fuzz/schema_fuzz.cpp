// Descriptor sets that a centre hands to a tablet: the built-in one, less most kinds, with pieces of it replaced. The
// input is a list of pieces: three bytes of place, one of length, and that many bytes.
#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <array>
#include <string>

#include "shared/schema/schema.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

/// All kinds take many times as long to read.
std::string fewKinds() {
  constexpr std::array kept{"google/protobuf/descriptor.proto", "bianfang/change.proto", "bianfang/options.proto",
                            "bianfang/records/codes.proto", "bianfang/records/project.proto"};
  google::protobuf::FileDescriptorSet all;
  BF_FUZZ_CHECK(all.ParseFromString(std::string(builtinDescriptorSet())));
  google::protobuf::FileDescriptorSet some;
  for (auto& file : *all.mutable_file())
    if (std::ranges::find(kept, file.name()) != kept.end()) some.add_file()->Swap(&file);
  BF_FUZZ_CHECK(Schema::parse(some.SerializeAsString()).has_value());
  return some.SerializeAsString();
}

std::string patched(std::string_view input) {
  static const auto base = fewKinds();
  std::string set = base;
  while (input.size() > 4) {
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(input[at])); };
    const auto place = (byte(0) << 16 | byte(1) << 8 | byte(2)) % set.size();
    const auto length = std::min({byte(3), input.size() - 4, set.size() - place});
    set.replace(place, length, input.substr(4, length));
    input.remove_prefix(std::min(input.size(), 4 + std::max<std::size_t>(length, 1)));
  }
  return set;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto schema = Schema::parse(patched(test::textOf(data, size)));
  if (!schema) {
    const auto code = schema.error().code;
    BF_FUZZ_CHECK(code == Errc::malformed || code == Errc::tooLarge || code == Errc::invalidValue);
    return 0;
  }
  for (const auto& kind : schema->kinds()) {
    BF_FUZZ_CHECK(schema->kind(kind.number) == &kind && schema->kindByName(kind.name) == &kind);
    for (const auto& field : kind.fields) BF_FUZZ_CHECK(kind.field(field.number) == &field);
  }
  return 0;
}
