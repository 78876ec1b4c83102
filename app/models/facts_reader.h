#pragma once
// Reads the facts of households from the store: all of them in one pass a kind, or those of one household again after
// an edit. Needs no SQL: kinds, records and values of StoreTx.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/models/household_facts.h"
#include "shared/store/store.h"

namespace bf {

class FactsReader {
 public:
  /// Asked now and then whether to go on; empty: always.
  using GoesOn = std::function<bool()>;

  /// Insurance is read of `year`. Of visits that are not finished only those of `person` count: by the name in them,
  /// or begun on this tablet; while nobody is named, all of them. `schema` outlives the reader.
  FactsReader(const Schema& schema, int year, std::string_view person = {});

  /// Own records of all households, ascending by record; nothing yet of what hangs from them. When it may not go on,
  /// what was read so far.
  [[nodiscard]] Result<std::vector<HouseholdFacts>> households(StoreTx& tx, const GoesOn& goesOn = {}) const;
  /// Completes them with members, insurance, assessments, renovations, visits and problems.
  [[nodiscard]] Result<void> complete(StoreTx& tx, std::vector<HouseholdFacts>& households,
                                      const GoesOn& goesOn = {}) const;
  /// One household with all that counts; nothing when it is not here (any more) or was removed.
  [[nodiscard]] Result<std::optional<HouseholdFacts>> one(StoreTx& tx, std::int64_t rec) const;
  /// The household that a record hangs from, or itself; 0 when there is none above it.
  [[nodiscard]] Result<std::int64_t> householdOf(StoreTx& tx, std::uint32_t kind, std::int64_t rec) const;

 private:
  using Fields = std::vector<Field>;
  struct HouseholdFields {
    std::uint32_t head, group, number, phone, kind, status, plannedExit, persons, elsewhere, latitude, longitude, water,
        power, tv, network, stable, dibao, destitute;
  };
  struct MemberFields {
    std::uint32_t name, birth, stage, droppedOut, dropoutReason, taughtAtHome, departure;
  };
  struct OtherFields {
    std::uint32_t insuranceYear, medical, severe, grade, assessed, renovationYear, renovationState, movedIn, visitDate,
        visitMet, visitor, problemState, problemDeadline;
  };
  [[nodiscard]] HouseholdFacts own(const RecordRow& row, const Fields& fields) const;
  [[nodiscard]] MemberFacts member(const RecordRow& row, const Fields& fields) const;
  void insure(MemberFacts& member, const Fields& fields) const;
  void add(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row, const Fields& fields) const;
  void addVisit(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row, const Fields& fields) const;
  [[nodiscard]] std::int64_t signerDuty(StoreTx& tx, const RecordRow& visit) const;
  [[nodiscard]] bool isOwn(StoreTx& tx, const RecordRow& visit, const Fields& fields) const;
  void addProblem(HouseholdFacts& facts, const Fields& fields) const;
  [[nodiscard]] Result<void> addMember(StoreTx& tx, HouseholdFacts& facts, const RecordRow& row,
                                       const Fields& fields) const;
  using Take = std::function<void(const RecordRow&, const Fields&)>;
  /// Calls `take` for every record of a kind that was not removed, with those of `fields` that have a value.
  [[nodiscard]] Result<void> all(StoreTx& tx, const KindSpec& kind, std::vector<std::uint32_t> fields,
                                 const GoesOn& goesOn, const Take& take) const;

  const Schema& schema_;
  int year_;
  std::string person_;
  const KindSpec &household_, &member_, &enrolment_, &assessment_, &renovation_, &resettlement_, &visit_, &problem_;
  HouseholdFields ofHousehold_;
  MemberFields ofMember_;
  OtherFields of_;
  std::map<std::uint32_t, std::int64_t> duties_;
};

}  // namespace bf
