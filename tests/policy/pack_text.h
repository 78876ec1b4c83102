#pragma once
// What every pack begins with, for tests that write one of their own.

#include <string>

namespace bf::test {

/// The head of a pack of 五华县 for the year 2018; what follows it is the test's.
inline std::string packHead(const std::string& id = "p") {
  return "[pack]\nid = \"" + id + R"("
name = { zh = "名", en = "name" }
document = { zh = "文", en = "document" }
regions = [441424]
from = 20180101
to = 20181231
)";
}

}  // namespace bf::test
