#pragma once
// What the running evaluation keeps in the centre's register: its verdicts as they are, and for each look whose
// verdicts became others. The facts behind a change are in the log between the two numbers (policy_history.h).

#include <optional>
#include <string>
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

[[nodiscard]] bianfang::RejudgedIndicator toMessage(const IndicatorChanges& changes);
/// Errors: Errc::storageCorrupt.
[[nodiscard]] Result<IndicatorChanges> fromMessage(const bianfang::RejudgedIndicator& message);

/// Of one pack in one region.
class RejudgedRegister {
 public:
  RejudgedRegister(StoreTx& tx, std::string pack, RegionCode region);

  /// Where the evaluation was; nothing: it has not begun.
  [[nodiscard]] Result<std::optional<bianfang::Judged>> state();
  [[nodiscard]] Result<void> putState(const bianfang::Judged& state);
  /// The verdicts of then. Errors: Errc::storageCorrupt.
  [[nodiscard]] Result<std::vector<SubjectVerdict>> rows(const std::string& indicator);
  [[nodiscard]] Result<void> putRows(const std::string& indicator, const std::vector<SubjectVerdict>& rows);
  /// Gives it the next number and keeps it.
  [[nodiscard]] Result<void> add(bianfang::Rejudged look);
  /// Every look that ended after the feed's number `seq`, ascending.
  [[nodiscard]] Result<std::vector<bianfang::Rejudged>> since(std::uint64_t seq);

 private:
  StoreTx& tx_;
  std::string pack_;
  RegionCode region_;
  std::string key_;
};

}  // namespace bf
