#pragma once
// What the running evaluation keeps in the centre's register: its verdicts as they are, and for each look whose
// verdicts became others. The facts behind a change are in the log between the two numbers (policy_history.h).

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/policy/verdicts.h"
#include "shared/store/store.h"

namespace bf {

/// Changed verdicts of one indicator.
struct IndicatorChanges {
  std::string indicator;
  std::vector<VerdictChange> changes;
};

[[nodiscard]] bianfang::RejudgedIndicator toMessage(const std::string& indicator,
                                                    std::span<const VerdictChange> changes);
/// Errors: Errc::storageCorrupt.
[[nodiscard]] Result<IndicatorChanges> fromMessage(const bianfang::RejudgedIndicator& message);

/// What one look changed, in the pieces in which it is kept; none when nothing was changed.
[[nodiscard]] std::vector<std::string> packLook(const bianfang::Judged& before, const bianfang::Judged& after,
                                                const std::vector<IndicatorChanges>& changes);

/// Where the evaluation of one pack is.
struct JudgedPack {
  std::string pack;
  RegionCode region = 0;
  bianfang::Judged state;
};

/// Of every pack that was judged here. Errors: Errc::storageCorrupt.
[[nodiscard]] Result<std::vector<JudgedPack>> judgedPacks(StoreTx& tx);

/// Of one pack in one region.
class RejudgedRegister {
 public:
  RejudgedRegister(StoreTx& tx, std::string_view pack, RegionCode region);

  /// Where the evaluation was, with time 0 when it never came to its end; nothing: it has not begun.
  [[nodiscard]] Result<std::optional<bianfang::Judged>> state();
  [[nodiscard]] Result<void> putState(const bianfang::Judged& state);
  /// The verdicts of then. Errors: Errc::storageCorrupt.
  [[nodiscard]] Result<std::vector<SubjectVerdict>> rows(const std::string& indicator);
  /// What packRows() of frozen.h made of them.
  [[nodiscard]] Result<void> putRows(const std::string& indicator, std::string_view packed);
  /// Keeps the pieces that packLook() made of the look that ended with `after`.
  [[nodiscard]] Result<void> add(const bianfang::Judged& after, const std::vector<std::string>& pieces);
  /// Takes away the oldest pieces of looks that ended before this, at most `most` of them.
  [[nodiscard]] Result<void> prune(Micros before, std::size_t most);
  /// Gives each piece of every look that ended after the feed's number `seq` or later than `at`, ascending by time, one
  /// unpacked at a time. Errors: Errc::storageCorrupt, those of `each`, which end it.
  [[nodiscard]] Result<void> since(std::uint64_t seq, Micros at,
                                   const std::function<Result<void>(const bianfang::Rejudged&)>& each);

 private:
  StoreTx& tx_;
  std::string key_;
};

}  // namespace bf
