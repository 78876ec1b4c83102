#pragma once
// A household's file 一户一档 as one printable document: every record that hangs from it, in the order and words of the
// schema. A kind or field added there appears without work here.

#include <functional>
#include <string>

#include "shared/exchange/export.h"
#include "shared/exchange/html_page.h"
#include "shared/replica/centre_replica.h"
#include "shared/store/store.h"

namespace bf {

struct HouseholdDocumentSettings {
  Language language = Language::chinese;
  Masking masking = Masking::masked;
  /// Content of a photo by its hash; empty: not here yet, which the page says. Without the function no photos are
  /// shown.
  std::function<std::string(const Hash&)> photo;
  /// Name of a role, for who has none of his own: the office. May be empty.
  std::function<std::string(std::uint32_t)> role = {};
};

/// Writes the sections of one household onto a page: itself, then each kind below it. Values that people disagree about
/// are marked, with all that was said. Errors: Errc::notFound when there is no such household, Errc::malformed and
/// storage*.
[[nodiscard]] Result<void> writeHousehold(StoreTx& tx, const CentreReplica& centre, const RecordId& household,
                                          const HouseholdDocumentSettings& settings, HtmlPage& page);

}  // namespace bf
