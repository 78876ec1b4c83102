#pragma once
// What people write down at a visit: put together from many fragments with names, crops, amounts, months and places,
// so that no two visits read alike and compression meets what it would meet in life. About 200 bytes of UTF-8.

#include <string>
#include <string_view>

#include "shared/base/crypto.h"
#include "tests/county/names.h"

namespace bf::county {

/// Whom the visit is about; empty texts are passed over.
struct VisitSubject {
  std::string_view head;
  std::string_view village;
  std::string_view cause;  ///< 因病 …: makes its topic likelier
  Culture culture = Culture::hakka;
};

struct VisitText {
  std::string conversation;  ///< what was said and seen
  std::string demand;        ///< what the household asks for; empty at about every third visit
  std::string measure;       ///< what was promised
  std::string_view met;      ///< 户主, 配偶 …: a choice of the visit's field
};

[[nodiscard]] VisitText makeVisitText(SeededRandom& random, const VisitSubject& subject);

}  // namespace bf::county
