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

class RegisterLoader final : public ImportDirectory {
 public:
  /// All arguments outlive the loader.
  RegisterLoader(Store& store, const CentreReplica& centre, const OfficeKey& key, Clock& clock, bool overwrite);

  /// One transaction: the records of one region as the import gives them.
  [[nodiscard]] Result<void> load(RegionCode region, std::vector<ImportedRecord>&& records);
  [[nodiscard]] const LoadFigures& figures() const { return figures_; }

  [[nodiscard]] std::optional<RegionCode> household(std::string_view number) const override;
  [[nodiscard]] std::optional<std::string> member(std::string_view household, std::string_view id,
                                                  std::string_view name) const override;
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
  [[nodiscard]] Result<void> one(StoreTx& tx, OfficeWriter& writer, RegionCode region, const ImportedRecord& record,
                                 std::vector<Entry>& entries);
  [[nodiscard]] Result<std::optional<RecordRow>> existing(StoreTx& tx, const ImportedRecord& record,
                                                          const Known* parent);
  [[nodiscard]] std::optional<RecordRow> same(const ImportedRecord& record,
                                              const std::vector<Candidate>& candidates) const;
  /// Those of the kind that were not removed, with their values.
  [[nodiscard]] static Result<std::vector<Candidate>> read(StoreTx& tx, std::uint32_t kind,
                                                           const std::vector<RecordRow>& rows);
  [[nodiscard]] Result<const std::vector<Candidate>*> rootsOf(StoreTx& tx, std::uint32_t kind, RegionCode region);
  [[nodiscard]] Result<void> amend(StoreTx& tx, OfficeWriter& writer, RegionCode region, const RecordRow& row,
                                   const ImportedRecord& record, std::vector<Entry>& entries);
  [[nodiscard]] Result<const Known*> parentOf(StoreTx& tx, const ImportedRecord& record);
  [[nodiscard]] Result<std::vector<RecordRow>> candidates(StoreTx& tx, const SoughtRecord& sought) const;
  [[nodiscard]] Result<std::vector<RecordRow>> below(StoreTx& tx, const SoughtRecord& sought) const;
  [[nodiscard]] const std::vector<const FieldSpec*>* identityOf(std::uint32_t kind) const;

  Store& store_;
  const CentreReplica& centre_;
  const OfficeKey& key_;
  Clock& clock_;
  bool overwrite_;
  std::unordered_map<std::uint32_t, std::vector<const FieldSpec*>> identities_;
  std::unordered_map<std::string, Known> known_;  ///< records that others may hang from, by "<kind>/<key>"
  std::set<std::uint32_t> parentKinds_;           ///< of which known_ keeps every record of this import
  std::map<RecordId, std::string> keysGiven_;     ///< of those, the key by which the import knows them
  std::map<std::pair<std::uint32_t, RegionCode>, std::vector<Candidate>> roots_;  ///< of this load's transaction
  LoadFigures figures_;
};

/// The household with exactly this register number; empty when there is none that was not removed. Errors: storage*.
[[nodiscard]] Result<std::optional<RecordRow>> householdByNumber(StoreTx& tx, std::string_view number);

}  // namespace bf
