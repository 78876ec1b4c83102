#pragma once
// Limits of keys, certificates and TLS sessions, each with its reason.

#include <chrono>
#include <cstddef>

namespace bf {

/// The county's CA lives as long as a tablet programme does; renewing it means enrolling every tablet again.
inline constexpr std::chrono::days authorityLifetime{3653};
/// A device certificate; the tablet renews from day 300 on, and deposits only once it has expired.
inline constexpr std::chrono::days deviceLifetime{365};
/// The centre issues its own certificate afresh at every start and well before it expires.
inline constexpr std::chrono::days serverLifetime{400};
/// Certificates are valid from a little earlier, for tablets whose clock is behind.
inline constexpr std::chrono::hours certificateBackdate{24};
/// A P-256 request has some 250 bytes; a name in it may take the rest.
inline constexpr std::size_t requestBytesMax = 2048;
/// A key or certificate file that we wrote ourselves.
inline constexpr std::size_t secretFileBytesMax = 64 * 1024;
/// TLS sessions that the centre remembers for resumption: a large county's tablets, some kB each.
inline constexpr long resumableSessionsMax = 2048;
/// RFC 8446 4.6.1 allows seven days at most: a tablet that syncs weekly still resumes.
inline constexpr std::chrono::seconds resumableFor{7 * 86400};
/// A session that a tablet keeps for its next connection; one with two certificates has about 1.5 kB.
inline constexpr std::size_t sessionBytesMax = 8192;

}  // namespace bf
