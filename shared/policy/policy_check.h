#pragma once
// Looks at a pack with the database's own eyes before it is switched on: each expression is compiled alone, within a
// question about its subject, under the guard of policy_database.h. Also what a subject is in SQL.

#include <expected>
#include <set>
#include <string>

#include "shared/policy/policy_database.h"
#include "shared/policy/policy_pack.h"

namespace bf {

/// Whether a verdict about it is one about a household, or about somebody in one.
[[nodiscard]] bool isOfHousehold(Subject subject);

/// What follows FROM for a subject, and how the names in it are called: households h, members m (with their household
/// h), villages v, offices o, townships t, counties c. Ends in a WHERE that keeps to the villages :first_village to
/// :last_village.
[[nodiscard]] std::string subjectFrom(Subject subject);
/// Columns of one subject: its household (0 above households), the subject, its region.
[[nodiscard]] std::string subjectKeys(Subject subject);
/// The condition that takes one subject: bound ":only" is its household (of a member too), record or code.
[[nodiscard]] std::string onlySubject(Subject subject);

/// The records behind a figure of one subject, bound ":only": number and what each adds; those that add nothing are
/// left out.
[[nodiscard]] std::string countedRows(Subject subject, const Counted& counted);

/// The table in which rules read a sum.
[[nodiscard]] std::string tableOf(const Sum& sum);
/// Whether one is among what a rule reads.
[[nodiscard]] bool readsSum(const std::set<ColumnRead>& reads, const Sum& sum);

/// "own.toml:12 indicator W1.1, rule"; of an expression that stands in no file the pack's id is all there is.
[[nodiscard]] std::string placeOf(const Pack& pack, const Expression& expression, const std::string& what);

/// What an expression reads, or why it is refused.
[[nodiscard]] std::expected<std::set<ColumnRead>, Label> readsOf(PolicyDatabase& database, Subject subject,
                                                                 const Expression& expression);
/// The same of all expressions of an indicator.
[[nodiscard]] std::set<ColumnRead> readsOf(PolicyDatabase& database, const Indicator& indicator);

/// Every expression that the database refuses. Empty: the pack may be switched on. Makes the tables of its sums.
/// `unsound`: takes what they are of, as takeOut() takes it.
[[nodiscard]] PackProblems checkPack(PolicyDatabase& database, const Pack& pack,
                                     std::set<std::string>* unsound = nullptr);

/// What its writer should look at again although nothing forbids it. Empty: nothing.
[[nodiscard]] PackProblems packWarnings(const Pack& pack);

}  // namespace bf
