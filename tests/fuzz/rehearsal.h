#pragma once
// A small centre with a village and two tablets, the same in every run: what the corpora of the sync protocol were
// taken from, and what the mutations of them are played against.

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tests/sync/world.h"

namespace bf::test {

class Rehearsal {
 public:
  /// Hears the plain bytes of every flight, the tablet's or the centre's.
  using Listener = std::function<void(bool ofTablet, std::string_view plain)>;

  /// Both tablets take their pictures, edit what the other sees, and the secretary's records another morning, with a
  /// photo, that nobody has heard of yet.
  explicit Rehearsal(const Listener& listener = {});

  [[nodiscard]] Centre& centre() { return world_.centre(); }
  /// The secretary's, in the village.
  [[nodiscard]] Tablet& tablet() { return *secretary_; }
  /// A token that the centre will take once.
  [[nodiscard]] const std::string& token() const { return token_; }
  /// One whole conversation of a tablet.
  void converse(Tablet& tablet, const Listener& listener);

 private:
  void recordMorning();

  World world_;
  std::unique_ptr<Tablet> secretary_;
  std::unique_ptr<Tablet> clerk_;
  std::string token_;
};

}  // namespace bf::test
