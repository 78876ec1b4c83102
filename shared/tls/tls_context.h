#pragma once
// The two TLS profiles: TLS 1.3 only, the county's own CA and no other, resumption without early data.

#include <string>
#include <string_view>

#include "shared/base/env.h"
#include "shared/tls/openssl.h"
#include "shared/tls/tls_key.h"

namespace bf {

/// The centre's profile. A client certificate is asked for; one of another CA ends the handshake, none at all is let
/// through (such a peer may only enrol), and an expired one too (such a peer may only deposit): the caller finds out
/// by TlsConnection::peerCertificate(). Sessions are kept here and named by 32 bytes, so that a ticket costs few bytes
/// and no ticket key has to be kept secret; a tablet gets a new one on each connection.
[[nodiscard]] Result<ContextHandle> makeServerContext(std::string_view authorityDer, std::string_view certificateDer,
                                                      const TlsKey& key);

/// How a tablet knows the centre and itself.
struct ClientIdentity {
  std::string authorityPin;     ///< 32 bytes
  std::string certificateDer;   ///< empty before enrolment
  const TlsKey* key = nullptr;  ///< null before enrolment
  /// The latest time that the centre is known to have said; 0: none. The centre's certificate is held against this and
  /// not against the tablet's clock, which may be years wrong.
  Micros centreTime = 0;
};

/// The tablet's profile: only a certificate for servers issued by the CA of that pin is accepted. Its host name is not
/// compared: that CA issues one centre's certificate only, and offices change their addresses.
[[nodiscard]] Result<ContextHandle> makeClientContext(const ClientIdentity& identity);

}  // namespace bf
