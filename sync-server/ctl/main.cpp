#include <sys/stat.h>

#include <iostream>

#include "shared/base/crypto.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/system_env.h"

int main(int argc, char** argv) {
  // Exports, reports, backups and the store hold people's data: nobody else on this machine reads them.
  ::umask(::umask(077) | 027);
  bf::SystemClock clock;
  bf::SystemRandom random;
  return bf::runCtl({argv + 1, argv + argc}, std::cout, std::cerr, clock, random);
}
