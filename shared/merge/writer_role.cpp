#include "shared/merge/writer_role.h"

#include <vector>

#include "shared/base/wire.h"
#include "shared/merge/heads_form.h"

namespace bf {
namespace {

using namespace heads_form;

bool hasBit(std::string_view bits, std::uint32_t number) {
  return number / 8 < bits.size() && (static_cast<unsigned char>(bits[number / 8]) >> (number % 8) & 1U) != 0;
}

bool lists(std::string_view packed, std::uint32_t wanted) {
  std::uint64_t value = 0;
  int shift = 0;
  for (const char c : packed) {
    const auto byte = static_cast<unsigned char>(c);
    if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    shift += 7;
    if ((byte & 0x80U) != 0) continue;
    if (value == wanted) return true;
    value = 0;
    shift = 0;
  }
  return false;
}

/// Reads the stored form from its start to its end, and nothing else of it than who wrote one field: rules ask this of
/// every visit of a county, and RecordHeads::parse() proves much that nobody asks for here.
class WriterFinder {
 public:
  explicit WriterFinder(std::uint32_t field) : field_(field) {}

  std::optional<std::uint32_t> in(std::string_view heads) {
    WireReader reader(heads);
    while (!reader.done()) {
      const auto token = reader.next();
      if (!token) return std::nullopt;
      look(*token);
    }
    // A writer is known by its number: 0 is the creation.
    if (found_ && *found_ <= roles_.size()) return known(roles_[*found_]);
    return std::nullopt;
  }

 private:
  static std::optional<std::uint32_t> known(std::uint32_t role) {
    return role != 0 ? std::optional(role) : std::nullopt;
  }

  void look(const Token& token) {
    switch (token.number) {
      case bornRole: roles_[0] = static_cast<std::uint32_t>(token.integer); break;
      case createdBits:
        // Whatever wrote the field later has an entry of its own, which comes after this one.
        if (hasBit(token.payload, field_)) found_ = 0;
        break;
      case writersTag: writer(token.payload); break;
      case contestedTag: fieldHeads(token.payload); break;
      default: break;
    }
  }

  void writer(std::string_view body) {
    roles_.push_back(0);
    WireReader reader(body);
    while (!reader.done()) {
      const auto token = reader.next();
      if (!token) return;
      if (token->number == writerRole) roles_.back() = static_cast<std::uint32_t>(token->integer);
      if (token->number == writerFields && lists(token->payload, field_)) found_ = roles_.size() - 1;
    }
  }

  void fieldHeads(std::string_view body) {
    WireReader reader(body);
    bool asked = false;
    while (!reader.done()) {
      const auto token = reader.next();
      if (!token) return;
      if (token->number == fieldNumber) asked = token->integer == field_;
      if (token->number != fieldHead || !asked) continue;
      found_ = shown(token->payload);
      return;
    }
  }

  /// The writer of a head: the first one of a field is shown.
  static std::size_t shown(std::string_view head) {
    WireReader reader(head);
    while (!reader.done()) {
      const auto token = reader.next();
      if (!token) break;
      if (token->number == headWriter) return token->integer;
    }
    return 0;
  }

  std::uint32_t field_;
  std::vector<std::uint32_t> roles_{0};
  std::optional<std::size_t> found_;
};

}  // namespace

std::optional<std::uint32_t> roleOfWriter(std::string_view heads, std::uint32_t field) {
  return WriterFinder(field).in(heads);
}

}  // namespace bf
