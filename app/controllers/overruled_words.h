#pragma once
// A conflict that somebody else decided against what was written on this tablet, told to whoever wrote it.

#include <QVariantMap>

#include "app/controllers/tablet_session.h"
#include "shared/replica/tablet_notes.h"

namespace bf {

/// {field, decided, by, own}: what it was about, what holds now, by whom and since when, and what was written here.
/// Empty for a record or field that this build does not know.
[[nodiscard]] QVariantMap overruledWords(TabletSession& session, const Overruled& one);

}  // namespace bf
