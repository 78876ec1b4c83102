#include "shared/exchange/xml_parser.h"

#include <expat.h>

#include <optional>
#include <string>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

std::string_view localName(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (localName(pair[0]) == name) return pair[1];
  }
  return {};
}

struct XmlParser::State {
  XmlHandler& handler;
  ImportLimits limits;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  std::optional<Error> error;
  std::size_t depth = 0;
  std::size_t quietBytes = 0;  ///< fed since the last event: the size of an unfinished token

  State(XmlHandler& h, const ImportLimits& l) : handler(h), limits(l) {}
  ~State() { XML_ParserFree(parser); }

  void take(Result<void> result) {
    quietBytes = 0;
    if (result || error) return;
    error = std::move(result.error());
    XML_StopParser(parser, XML_FALSE);
  }

  static void onStart(void* self, const char* name, const char** attributes) {
    auto& state = *static_cast<State*>(self);
    if (state.error) return;
    if (++state.depth > state.limits.xmlDepthMax) {
      return state.take(
          fail(Errc::tooLarge, bilingual("内容层次过深 (xmlDepthMax)", "elements nest deeper than xmlDepthMax")));
    }
    state.take(state.handler.start(localName(name), XmlAttributes(attributes)));
  }
  static void onEnd(void* self, const char* name) {
    auto& state = *static_cast<State*>(self);
    if (state.error) return;
    --state.depth;
    state.take(state.handler.end(localName(name)));
  }
  static void onText(void* self, const char* text, int size) {
    auto& state = *static_cast<State*>(self);
    if (!state.error) state.take(state.handler.text({text, static_cast<std::size_t>(size)}));
  }
  static void onComment(void* self, const char*) { static_cast<State*>(self)->quietBytes = 0; }
  static void onInstruction(void* self, const char*, const char*) { static_cast<State*>(self)->quietBytes = 0; }
  static void onDoctype(void* self, const char*, const char*, const char*, int) {
    static_cast<State*>(self)->take(fail(
        Errc::importInvalid, bilingual("含有表格里不会有的文档类型", "a document type, which no spreadsheet has")));
  }
};

XmlParser::XmlParser(XmlHandler& handler, const ImportLimits& limits)
    : state_(std::make_unique<State>(handler, limits)) {
  XML_SetUserData(state_->parser, state_.get());
  XML_SetElementHandler(state_->parser, State::onStart, State::onEnd);
  XML_SetCharacterDataHandler(state_->parser, State::onText);
  XML_SetCommentHandler(state_->parser, State::onComment);
  XML_SetProcessingInstructionHandler(state_->parser, State::onInstruction);
  XML_SetStartDoctypeDeclHandler(state_->parser, State::onDoctype);
}

XmlParser::~XmlParser() = default;

Result<void> XmlParser::feed(std::string_view bytes, bool last) {
  if (state_->error) return std::unexpected(*state_->error);
  // Expat scans an unfinished token again with each piece: without a bound a huge one costs quadratic time.
  const std::size_t before = state_->quietBytes;
  state_->quietBytes += bytes.size();
  const XML_Status status =
      XML_Parse(state_->parser, bytes.data(), static_cast<int>(bytes.size()), last ? XML_TRUE : XML_FALSE);
  if (state_->error) return std::unexpected(*state_->error);
  if (status != XML_STATUS_OK) {
    state_->error = Error{Errc::importInvalid, "XML line " + std::to_string(XML_GetCurrentLineNumber(state_->parser)) +
                                                   ": " + XML_ErrorString(XML_GetErrorCode(state_->parser))};
    return std::unexpected(*state_->error);
  }
  if (state_->quietBytes > before && state_->quietBytes > state_->limits.rowBytesMax) {
    state_->error = Error{Errc::tooLarge, "an XML token exceeds rowBytesMax"};
    return std::unexpected(*state_->error);
  }
  return {};
}

}  // namespace bf
