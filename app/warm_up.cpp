#include "app/warm_up.h"

#include "shared/schema/schema.h"
#include "shared/store/pinyin.h"

namespace bf {

WarmUp::WarmUp()
    : thread_([] {
        static_cast<void>(builtinSchema());
        static_cast<void>(pinyin("户"));
      }) {}

}  // namespace bf
