#include "app/warm_up.h"

#include "shared/schema/schema.h"

namespace bf {

WarmUp::WarmUp() : thread_([] { static_cast<void>(builtinSchema()); }) {}

}  // namespace bf
