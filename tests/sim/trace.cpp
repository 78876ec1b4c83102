#include "tests/sim/trace.h"

#include <cstdio>

#include "shared/base/crypto.h"
#include "tests/sim/sim_limits.h"

namespace bf::sim {

void Trace::line(std::uint64_t step, const std::string& text) {
  auto whole = std::to_string(step) + " " + text;
  hash_ = hashOf(hash_.view(), whole);
  if (print_) std::printf("%s\n", whole.c_str());
  last_.push_back(std::move(whole));
  if (last_.size() > lastLinesKept) last_.pop_front();
}

void Trace::note(std::string_view bytes) { hash_ = hashOf(hash_.view(), bytes); }

std::string shortName(std::string_view bytes) { return toHex(bytes.substr(0, 4)); }

}  // namespace bf::sim
