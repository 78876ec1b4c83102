#include "app/warm_up.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "shared/schema/schema.h"

namespace {
std::atomic<long> allocations = 0;
}  // namespace

// A program of its own: nothing else here has read the schema, and every allocation of it is counted.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
  if (void* made = operator new(size, std::nothrow)) return made;
  throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t) noexcept { std::free(made); }

TEST_CASE("what every start needs is read once the app is warm") {
  { const bf::WarmUp warmUp; }
  const long before = allocations;
  const auto kinds = bf::builtinSchema().kinds().size();
  CHECK(allocations == before);
  CHECK(kinds > 0);
}
