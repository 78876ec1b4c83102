#pragma once
// A household of which everything is collected, on a real replica, and a secretary's visit to it.

#include <algorithm>

#include "app/visit/visit_choices.h"
#include "app/visit/visit_draft.h"
#include "tests/replica/world.h"
#include "tests/seed.h"

namespace bf::test {

inline const Visitor secretary{"张文光", villageSecretary};

/// A household of two with everything collected for the year of the world, 2019.
struct VisitWorld {
  Township township{seed()};
  Tablet& tablet = township.one;
  RecordId household;
  RecordId head, spouse;

  VisitWorld() {
    household = tablet.save(makeRoot("household", village,
                                     {{"head_name", "王建国"},
                                      {"water_safe", true},
                                      {"power", true},
                                      {"tv_signal", true},
                                      {"network_signal", true},
                                      {"stable_income", true}}));
    head = member("王建国", choice::sexMale, "RELATION_HEAD", 19700101);
    spouse = member("李秀英", choice::sexFemale, "RELATION_SPOUSE", 19720101);
    tablet.save(makeChild("housing_assessment", household,
                          {{"grade", "GRADE_A"},
                           {"assessed_date", std::int64_t{20180301}},
                           {"method", "METHOD_TECHNICIAN"},
                           {"assessor", "李工"}}));
  }
  RecordId member(const char* name, std::int64_t sex, const char* relation, std::int64_t birth) {
    const auto id = tablet.save(makeChild(
        "member", household,
        {{"name", name}, {"sex", sex}, {"relation", relation}, {"birth_date", birth}, {"labour", "LABOUR_ORDINARY"}}));
    tablet.save(makeChild("enrolment", id,
                          {{"year", std::int64_t{2019}}, {"resident_medical", true}, {"severe_medical", true}}));
    return id;
  }
  EightItems judge;
  VisitDraft open() { return must(VisitDraft::open(*tablet, tablet.clock(), judge, household, secretary)); }
  void answer(VisitDraft& draft, Answers given) {
    tablet.save(change("visit", draft.id(), given));
    must(draft.read());
  }
  void empty(VisitDraft& draft, std::string_view field) {
    auto edit = change("visit", draft.id(), {});
    edit.cleared = {builtinSchema().kindByName("visit")->fieldByName(field)->number};
    tablet.save(edit);
    must(draft.read());
  }
  std::string shows(const VisitDraft& draft, std::string_view field) {
    return tablet.shows("visit", draft.id(), field);
  }
  /// Says and signs everything.
  void complete(VisitDraft& draft) {
    for (std::size_t i = 0; i < eightCount; ++i) must(draft.confirm(static_cast<EightItem>(i)));
    answer(draft, {{"purpose", "PURPOSE_ROUND"},
                   {"met", "PERSON_HEAD"},
                   {"satisfaction", "SATISFIED_YES"},
                   {"household_signature", "ink"},
                   {"signed_by", "王建国"},
                   {"visitor_signature", "ink"}});
  }
};

inline bool finds(const VisitDraft& draft, std::string_view code, std::string_view place = {}) {
  return std::ranges::any_of(draft.findings(), [&](const auto& finding) {
    return finding.code == code && (place.empty() || finding.place == place);
  });
}

}  // namespace bf::test
