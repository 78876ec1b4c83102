#include "app/controllers/problems_controller.h"

#include <algorithm>
#include <limits>

#include "app/controllers/record_lines.h"
#include "app/models/day_limits.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "shared/store/removed.h"

namespace bf {
namespace {

constexpr int stateAnswered = 3;

}  // namespace

ProblemsController::ProblemsController(TabletSession& session, QObject* parent) : QObject(parent), session_(session) {
  const auto kind = session_.schema().kindByName("problem")->number;
  connect(&session_, &TabletSession::recordChanged, this, [this, kind](quint32 changed) {
    if (changed == 0 || changed == kind) read();
  });
  connect(&session_, &TabletSession::bookChanged, this, &ProblemsController::read);
  read();
}

void ProblemsController::read() {
  known_.clear();
  const auto& kind = *session_.schema().kindByName("problem");
  const auto state = numberOf(kind, "state");
  const auto deadline = numberOf(kind, "deadline");
  auto tx = session_.store().read();
  for (std::int64_t after = 0; tx;) {
    const auto rows = (*tx)->records(kind.number, after, rowsPerRead);
    if (!rows || rows->empty()) break;
    for (const auto& row : *rows) {
      auto values = (*tx)->values(kind.number, row.rec);
      if (!values || isRemoved(row, *values)) continue;
      Known known;
      known.deadline = static_cast<Day>(integerIn(*values, deadline));
      known.closed = integerIn(*values, state) == choice::problemVerified;
      known.answered = integerIn(*values, state) == stateAnswered;
      known.overdue = !known.closed && known.deadline != 0 && known.deadline < session_.today();
      known.line = lineOf(session_.schema(), {row, std::move(*values), 0}, session_.today());
      if (session_.book() != nullptr)
        if (const auto at = session_.book()->rowOf(row.parent)) {
          const auto& facts = session_.book()->rows()[*at].facts;
          known.line.title = words(facts.head) + QStringLiteral(" · ") + known.line.title;
        }
      known_.push_back(std::move(known));
    }
    after = rows->back().rec;
  }
  const auto urgency = [](const Known& known) {
    return known.closed ? std::numeric_limits<Day>::max() : known.deadline == 0 ? 99991231 : known.deadline;
  };
  std::ranges::stable_sort(known_, {}, urgency);
  overdue_ = static_cast<int>(std::ranges::count(known_, true, &Known::overdue));
  open_ = static_cast<int>(std::ranges::count(known_, false, &Known::closed));
  show();
}

bool ProblemsController::passes(const Known& known, int filter) {
  switch (filter) {
    case late: return known.overdue;
    case answered: return known.answered;
    case closed: return known.closed;
    case everything: return true;
    default: return !known.closed;
  }
}

void ProblemsController::show() {
  std::vector<FactLine> lines;
  for (const auto& known : known_)
    if (passes(known, filter_)) lines.push_back(known.line);
  lines_.show(std::move(lines));
  emit changed();
}

QVariantList ProblemsController::filters() const {
  QVariantList made;
  const QStringList names{words("未销号", "Open"), words("已超期", "Overdue"), words("已答复待核实", "Answered"),
                          words("已销号", "Closed"), words("全部", "All")};
  for (int i = 0; i < names.size(); ++i)
    made << QVariantMap{{QStringLiteral("text"), names[i]},
                        {QStringLiteral("count"), static_cast<int>(std::ranges::count_if(
                                                      known_, [i](const Known& known) { return passes(known, i); }))}};
  return made;
}

void ProblemsController::setFilter(int filter) {
  if (filter < 0 || filter > everything) return;
  filter_ = filter;
  show();
}

}  // namespace bf
