#pragma once
// Imported records become the office's changes: new ones are created, those that are there already are filled in, and
// values that differ are replaced only when the office asks for it: a visit may know better than an old list.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/exchange/import_rules.h"
#include "shared/exchange/register_import.h"
#include "sync-server/office_writer.h"

namespace bf {

struct LoadFigures {
  std::size_t created = 0;
  std::size_t filled = 0;     ///< records that got values they did not have
  std::size_t replaced = 0;   ///< records of which values were overwritten
  std::size_t differing = 0;  ///< records that hold other values, which were kept
  std::size_t same = 0;
};

/// A value of a file that the register did not take.
struct KeptValue {
  RowPlace place;
  std::uint32_t kind = 0;
  std::uint32_t field = 0;  ///< regionField: a household of another village than the file says
  std::string was, given;   ///< encoded; of regionField the codes
};

class RegisterLoader final : public ImportDirectory {
 public:
  /// All arguments outlive the loader.
  RegisterLoader(Store& store, const CentreReplica& centre, const OfficeKey& key, Clock& clock, bool overwrite);

  /// One transaction: the records of one region as the import gives them.
  [[nodiscard]] Result<void> load(RegionCode region, std::vector<ImportedRecord>&& records);
  [[nodiscard]] const LoadFigures& figures() const { return figures_; }
  /// The record that others are said to hang from: one of this import, one named by its id, or a household, member or
  /// village by its natural name.
  [[nodiscard]] Result<std::optional<RecordRow>> find(StoreTx& tx, std::uint32_t kind, const std::string& key,
                                                      RegionCode region) const;
  /// Adds every value that was kept to the report of the import, with its place.
  void tellKept(ImportReport& report, Language language) const;

  [[nodiscard]] std::optional<RegionCode> household(std::string_view number) const override;
  [[nodiscard]] std::optional<std::string> member(std::string_view household, std::string_view id,
                                                  std::string_view name) const override;
  [[nodiscard]] std::optional<std::string> elsewhere(std::string_view id, std::string_view household) const override;
  [[nodiscard]] std::optional<KnownFamily> family(std::string_view household) const override;
  [[nodiscard]] std::vector<std::string> records(const SoughtRecord& sought) const override;

 private:
  struct Known {
    RecordId id;
    bool madeNow = false;  ///< in this import: nothing below it can exist yet
  };
  struct Candidate {
    RecordRow row;
    std::vector<Field> fields;
  };
  /// Where records of a kind are looked for.
  struct Place {
    std::uint32_t kind = 0;
    RegionCode region = 0;
    std::uint32_t parentKind = 0;  ///< 0: roots of the region
    std::string parentKey;
    auto operator<=>(const Place&) const = default;
  };
  /// The key of one of the members of a household: its number or name, unless another has the same.
  [[nodiscard]] std::string memberKey(std::string_view household, const std::vector<Candidate>& members,
                                      const Candidate& member) const;
  [[nodiscard]] std::string keyOf(const RecordRow& row) const;
  using Entries = std::map<RegionCode, std::vector<Entry>>;
  [[nodiscard]] Result<void> one(StoreTx& tx, OfficeWriter& writer, RegionCode region, const ImportedRecord& record,
                                 Entries& entries);
  [[nodiscard]] Result<std::optional<RecordRow>> existing(StoreTx& tx, const ImportedRecord& record,
                                                          const Known* parent) const;
  [[nodiscard]] std::optional<RecordRow> same(const ImportedRecord& record,
                                              const std::vector<Candidate>& candidates) const;
  [[nodiscard]] Result<const Known*> parentOf(StoreTx& tx, const ImportedRecord& record);
  /// Those at the place that were not removed, with their values: read once until the next load(), for every row of a
  /// ledger is compared with all that are there.
  [[nodiscard]] Result<const std::vector<Candidate>*> candidates(StoreTx& tx, const Place& place) const;
  [[nodiscard]] Result<std::vector<RecordRow>> rowsAt(StoreTx& tx, const Place& place) const;
  [[nodiscard]] Result<void> amend(StoreTx& tx, OfficeWriter& writer, RegionCode region, const RecordRow& row,
                                   const ImportedRecord& record, Entries& entries);
  void keep(const ImportedRecord& record, std::uint32_t field, std::string_view was, std::string_view given);
  [[nodiscard]] const std::vector<const FieldSpec*>* identityOf(std::uint32_t kind) const;
  void forgetCandidates() const { candidates_.clear(), candidatesHeld_ = 0; }

  Store& store_;
  const CentreReplica& centre_;
  const OfficeKey& key_;
  Clock& clock_;
  bool overwrite_;
  bool anyMembers_ = false;  ///< before this import: those that it brings it compares itself
  std::unordered_map<std::uint32_t, std::vector<const FieldSpec*>> identities_;
  std::unordered_map<std::string, Known> known_;  ///< records that others may hang from, by "<kind>/<key>"
  std::set<std::uint32_t> parentKinds_;           ///< of which known_ keeps every record of this import
  std::map<RecordId, std::string> keysGiven_;     ///< of those, the key by which the import knows them
  mutable std::map<Place, std::vector<Candidate>> candidates_;
  mutable std::size_t candidatesHeld_ = 0;
  LoadFigures figures_;
  std::vector<KeptValue> kept_;  ///< at most keptValuesMax
  std::size_t keptBeyond_ = 0;   ///< those that came after
};

/// The household with this register number, in whatever width it is written; empty when there is none that was not
/// removed. Errors: storage*.
[[nodiscard]] Result<std::optional<RecordRow>> householdByNumber(StoreTx& tx, std::string_view number);

}  // namespace bf
