#include "app/controllers/authors.h"

#include "app/controllers/record_lines.h"
#include "app/models/words.h"

namespace bf {

QString authorWords(const TabletSession& session, const DeviceId& device, std::uint32_t user, std::uint32_t role) {
  const auto own = words(session.state().userName);
  if (!device.isZero() && device == session.home().card().device)
    return own.isEmpty() ? words("本平板", "this tablet") : words("%1（本平板）", "%1 (this tablet)").arg(own);
  if (const auto at = session.people().find(device); at != session.people().end())
    return words("%1（本平板）", "%1 (this tablet)").arg(words(at->second));
  if (user != 0 && user == session.user() && !own.isEmpty())
    return words("%1（另一台平板）", "%1 (another tablet)").arg(own);
  const auto duty = roleWords(role);
  if (const auto at = session.state().people.find(user); at != session.state().people.end())
    return duty.isEmpty() ? words(at->second) : words("%1（%2）", "%1 (%2)").arg(words(at->second), duty);
  if (duty.isEmpty()) return device.isZero() ? QString() : words("另一台平板", "another tablet");
  return user == 0 ? duty : words("%1（人员编号%2）", "%1 (person no. %2)").arg(duty).arg(user);
}

}  // namespace bf
