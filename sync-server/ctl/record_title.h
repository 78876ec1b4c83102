#pragma once
// What a person tells a record from others of its kind by: "产业资金，省级财政，2018".

#include "sync-server/ctl/ctl.h"

namespace bf {

/// The fields that tell it from others (KindSpec::keys), after those of the record that it hangs from. A household, a
/// village or a member that it hangs from is not named with it, and what is a household or village has no title: those
/// are told beside it. Sensitive values are masked. Errors: Errc::notFound; those of the store.
[[nodiscard]] Result<std::string> recordTitle(const Ctl& ctl, StoreTx& tx, std::uint32_t kind, std::int64_t rec);

}  // namespace bf
