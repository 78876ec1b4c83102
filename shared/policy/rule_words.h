#pragma once
// What the words of an expression say without a run. Two slips that no run shows, because the database accepts them and
// answers something: a number compared with a text, and a fact that nobody was asked about taken for one that is good.
// And whether what it gives is a yes or no, or a number of something.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/policy/policy_pack.h"
#include "shared/policy/policy_views.h"
#include "shared/store/sql_guard.h"

namespace bf {

/// A column of numbers (amounts, dates, choices, yes or no) that is compared with a text that is no number, as in
/// h.dibao = '是': that is never so, whatever anybody recorded. `reads` is what the expression reads: a name that
/// is a text in any view of it is left alone, and so is what is reckoned from a column. Nothing: there is none.
[[nodiscard]] std::optional<Label> textFault(const std::vector<PolicyView>& views, const std::set<ColumnRead>& reads,
                                             const std::string& sql);

/// The subject's own fact with a number other than nought in the place of "nobody knows", as in
/// coalesce(h.water_safe, 1): "h.water_safe". Empty: there is none. Meant for rules: a scope may take in whoever may
/// belong to it.
[[nodiscard]] std::string takenForGood(const std::string& sql);

/// A fact of a subject, or of the household of a member, as an expression names it: "m.school_local".
struct OwnFact {
  std::string column;
  const FieldSpec* field = nullptr;
};
/// Those that an expression about a subject asks, each once, without saying what holds where nobody knows: not what
/// coalesce() or ifnull() or IS takes care of.
[[nodiscard]] std::vector<OwnFact> ownFactsAsked(const Schema& schema, Subject subject, const std::string& sql);

/// Whether an expression asks for the members of a household, beside the one that it may be about.
[[nodiscard]] bool asksForMembers(const std::string& sql);

/// Whether an expression about a subject gives a yes or no by its form: a comparison, EXISTS, NOT, AND, OR, every() or
/// some(), a yes-or-no field of the subject's own, or a choice between such. A number that happens to be 1 is none.
[[nodiscard]] bool isYesNo(const Schema& schema, const std::string& sql);

}  // namespace bf
