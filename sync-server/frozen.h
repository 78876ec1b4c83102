#pragma once
// Snapshots of an evaluation in the centre's register: written once, with their digest in the audit chain.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/policy/ranking.h"
#include "shared/store/store.h"

namespace bf {

/// Of one indicator. Errors of the second: Errc::storageCorrupt.
[[nodiscard]] std::string packRows(const std::vector<SubjectVerdict>& rows);
[[nodiscard]] Result<std::vector<SubjectVerdict>> unpackRows(std::string_view packed);

/// Verdicts of every indicator as a snapshot keeps them, by its id. Packing those of a county takes seconds: it is done
/// before the transaction begins, in which nobody else can write.
using PackedVerdicts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] PackedVerdicts packVerdicts(const PolicyEngine& engine);

class FrozenSnapshots {
 public:
  explicit FrozenSnapshots(StoreTx& tx) : tx_(tx) {}

  /// Gives the snapshot its number and its digest, keeps it with the verdicts and notes it in the audit chain.
  /// Errors: those of the store.
  [[nodiscard]] Result<bianfang::Frozen> add(bianfang::Frozen made, const PackedVerdicts& verdicts);
  /// Ascending by number.
  [[nodiscard]] Result<std::vector<bianfang::Frozen>> all();
  /// Those of one pack and region.
  [[nodiscard]] Result<std::vector<bianfang::Frozen>> of(std::string_view pack, RegionCode region);
  /// Verdicts of one indicator; empty when the snapshot has none of it. Errors: Errc::storageCorrupt.
  [[nodiscard]] Result<std::vector<SubjectVerdict>> rows(std::uint64_t number, std::string_view indicator);
  /// Whether it is what was kept: its verdicts have its digest, and the audit chain has that of all. Errors: as of the
  /// store.
  [[nodiscard]] Result<bool> sound(const bianfang::Frozen& snapshot);

 private:
  [[nodiscard]] Result<std::string> rowsHash(std::uint64_t number);

  StoreTx& tx_;
  std::optional<std::map<std::string, std::string>> audited_;  ///< read at the first sound()
};

/// The last one of a day; nothing: that day has none.
[[nodiscard]] const bianfang::Frozen* ofDay(const std::vector<bianfang::Frozen>& all, std::int32_t day);
/// The last one of the last day before this one that has any.
[[nodiscard]] const bianfang::Frozen* beforeDay(const std::vector<bianfang::Frozen>& all, std::int32_t day);
[[nodiscard]] std::vector<Figure> figuresOf(const bianfang::Frozen& snapshot);

}  // namespace bf
