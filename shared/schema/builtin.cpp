#include "shared/schema/builtin.h"

#include <cstdio>
#include <cstdlib>

#include "shared/schema/schema.h"

namespace bf {
namespace {

Schema readBuiltin() {
  auto schema = Schema::parse(builtinDescriptorSet());
  if (schema) return std::move(*schema);
  // The build wrote these bytes and the tests read them: without a schema the program can do nothing.
  std::fprintf(stderr, "the embedded schema cannot be read: %s\n", schema.error().detail.c_str());
  std::abort();
}

}  // namespace

std::string_view builtinDescriptorSet() {
  return {reinterpret_cast<const char*>(embeddedDescriptors), embeddedDescriptorsSize};
}

const Schema& builtinSchema() {
  static const Schema schema = readBuiltin();
  return schema;
}

}  // namespace bf
