#pragma once
// The people who share a tablet. Each has a folder of their own with their own store, keys, PIN and scope; nobody's
// folder knows of another's. The first has the tablet's folder, further ones stand beside it: tablet, tablet-2 …

#include <map>
#include <string>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/env.h"

namespace bf {

class TabletUsers {
 public:
  struct User {
    std::string folder;
    std::string name;  ///< "" until a sync has told it
  };

  /// `clock` outlives it.
  TabletUsers(std::string folder, Clock& clock) : folder_(std::move(folder)), clock_(clock) {}

  /// Those who are enrolled, confirmed and hold a first picture of their village, in the order in which they came.
  [[nodiscard]] std::vector<User> list() const;
  /// Their names by the device as which each of them writes.
  [[nodiscard]] std::map<DeviceId, std::string> names() const;
  /// Where the next one is enrolled: an enrolment that was begun and not finished, else a folder that is not there yet;
  /// "" when there are tabletUsersMost of them.
  [[nodiscard]] std::string nextFolder() const;
  /// Keeps a name for the lock's list, where the store is not open yet.
  static void remember(const std::string& folder, const std::string& name);

 private:
  [[nodiscard]] std::vector<std::string> folders() const;
  [[nodiscard]] bool complete(const std::string& folder) const;
  std::string folder_;
  Clock& clock_;
};

}  // namespace bf
