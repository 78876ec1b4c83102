#pragma once
// Which verdicts rest on a fact about which people disagree: a field that the indicator looks at, in whatever record of
// the household, or of the region, and a figure of the county that it compares with. The value that is shown was
// judged.

#include <string>
#include <vector>

#include "shared/policy/policy_engine.h"
#include "shared/replica/centre_replica.h"

namespace bf {

/// A field with several values, or (wholeRecord) a removal against edits.
struct Dispute {
  const KindSpec* kind = nullptr;
  RecordId record;
  std::uint32_t field = 0;
  std::int64_t household = 0;  ///< that it hangs from; 0: none
  std::int64_t member = 0;     ///< the same
  RegionCode region = 0;
  std::string parameter = {};  ///< name, of a record that gives a figure of a year
};

/// Those that one indicator looks at.
class DisputesRead {
 public:
  /// Of a household or member, in that household, but of its members only this one where the rule asks for no others;
  /// of a village or above, what lies there and below. What hangs from no household concerns all of its region, too.
  [[nodiscard]] std::vector<Dispute> behind(const SubjectVerdict& row) const;

 private:
  friend class Disputes;
  std::vector<Dispute> all_;  ///< by household
  bool oneMember_ = false;
};

/// All of a centre. They are few, and looked up once.
class Disputes {
 public:
  /// Errors: those of the store.
  [[nodiscard]] static Result<Disputes> read(const CentreReplica& centre, StoreTx& tx);
  [[nodiscard]] DisputesRead readBy(PolicyDatabase& database, const Pack& pack, const Indicator& indicator) const;

 private:
  std::vector<Dispute> all_;
};

}  // namespace bf
