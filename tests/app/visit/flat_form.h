#pragma once
// What a finished visit would have cost on a plain form: every question that it answered below one another, each
// answered anew because nothing is known beforehand.
//
// A yes or no and a choice that lies open take a tap; a list of more than seven a tap to open and one to choose; each
// of several choices a tap; a date three (open, day, close), a moment five; a text or number a tap and its letters. The
// place is one tap, as is each signature; opening the form and sending it off are two.

#include "app/visit/visit_draft.h"

namespace bf::test {

struct FlatForm {
  int questions = 0;
  int taps = 2;
  int keys = 0;
};

[[nodiscard]] FlatForm flatForm(const Schema& schema, const VisitDraft& visit);

}  // namespace bf::test
