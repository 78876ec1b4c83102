#pragma once
// Keys and values of the register: numbers as big-endian bytes, so that they sort; values as protobuf messages.

#include <google/protobuf/message_lite.h>

#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

[[nodiscard]] std::string bigEndian(std::uint64_t value, int bytes = 8);
[[nodiscard]] std::uint64_t fromBigEndian(std::string_view bytes);

[[nodiscard]] inline std::string encode(const google::protobuf::MessageLite& message) {
  return message.SerializeAsString();
}

/// Errors: Errc::storageCorrupt.
template <class Message>
[[nodiscard]] Result<Message> decode(std::string_view bytes) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail(Errc::storageCorrupt, "register entry " + message.GetTypeName());
  return message;
}

}  // namespace bf
