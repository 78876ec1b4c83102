#pragma once
// XML of foreign files, as a stream of events with the dangers taken out: no document type (so no entities of any
// kind), bounded depth, bounded size of one token.

#include <cstddef>
#include <memory>
#include <string_view>

#include "shared/base/error.h"
#include "shared/exchange/exchange_limits.h"

namespace bf {

/// Attributes of one element; names are compared without their namespace prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// The value, or "" when the attribute is absent. Lives during the event.
  [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
  const char** pairs_;
};

/// What a reader of one part wants to hear. Names come without namespace prefix. An error ends the parse.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  [[nodiscard]] virtual Result<void> start(std::string_view name, const XmlAttributes& attributes) = 0;
  [[nodiscard]] virtual Result<void> end(std::string_view name) = 0;
  /// A piece of text; one text may come in several pieces.
  [[nodiscard]] virtual Result<void> text(std::string_view piece) = 0;
};

class XmlParser {
 public:
  /// `handler` must outlive the parser.
  XmlParser(XmlHandler& handler, const ImportLimits& limits);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  /// Hands over the next bytes. Errors: the handler's own; Errc::importInvalid for XML that is not well-formed or has
  /// a document type; Errc::tooLarge for depth or one token.
  [[nodiscard]] Result<void> feed(std::string_view bytes, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bf
