#pragma once
// What one side tells the other when it will not do something, and what a tablet makes of it.

#include <chrono>
#include <string>
#include <string_view>

#include "bianfang/sync.pb.h"
#include "shared/base/error.h"

namespace bf {

struct Refused {
  bianfang::RefusalCode code = bianfang::REFUSAL_UNSPECIFIED;
  std::string detail;
  std::chrono::milliseconds retry{0};  ///< 0: as the tablet's own policy says
};

/// How an error of ours is told to a tablet.
[[nodiscard]] Refused refusalOf(const Error& error);
/// What a refusal means to a tablet.
[[nodiscard]] Error errorOf(const bianfang::Refusal& refusal);
/// True when it is about the store and not about what a tablet sent: the transaction cannot go on.
[[nodiscard]] bool isStorage(Errc code);

/// A whole frame that only says no: for a driver that will not even start a session. Never compressed.
[[nodiscard]] std::string refusalFrame(const Refused& refused);

}  // namespace bf
