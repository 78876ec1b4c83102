#include "shared/exchange/xml_parser.h"

#include <catch2/catch.hpp>
#include <string>

using namespace bf;

namespace {

/// Writes down what it hears; fails at an element <stop>.
class Listener final : public XmlHandler {
 public:
  std::string heard;
  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "stop") return fail(Errc::invalidValue, "told to stop");
    heard += "<" + std::string(name) + " " + std::string(attributes.get("id")) + ">";
    return {};
  }
  Result<void> end(std::string_view name) override {
    heard += "</" + std::string(name) + ">";
    return {};
  }
  Result<void> text(std::string_view piece) override {
    heard += piece;
    return {};
  }
};

struct Heard {
  std::string text;
  Result<void> result;
};

Heard parse(std::string_view xml, const ImportLimits& limits = {}, std::size_t piece = 7) {
  Listener listener;
  XmlParser parser(listener, limits);
  Result<void> result;
  while (result && !xml.empty()) {
    result = parser.feed(xml.substr(0, piece), false);
    xml.remove_prefix(std::min(piece, xml.size()));
  }
  if (result) result = parser.feed({}, true);
  return {listener.heard, result};
}

}  // namespace

TEST_CASE("events come without namespace prefixes, wherever the pieces end") {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    const auto heard = parse(R"(<x:a xmlns:x="u" x:id="1"><b>张 &amp; 李</b></x:a>)", {}, piece);
    CHECK(heard.result);
    CHECK(heard.text == "<a 1><b >张 & 李</b></a>");
  }
}

TEST_CASE("an error of the handler ends the parse, and stays") {
  Listener listener;
  XmlParser parser(listener, {});
  CHECK(parser.feed("<a><stop/><b/>", false).error().code == Errc::invalidValue);
  CHECK(parser.feed("<c/>", false).error().detail == "told to stop");
  CHECK(listener.heard == "<a >");
}

TEST_CASE("a document type is refused before its entities are read") {
  CHECK(parse(R"(<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>)").result.error().code == Errc::importInvalid);
  CHECK(parse(R"(<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>)").result.error().code == Errc::importInvalid);
}

TEST_CASE("depth is bounded") {
  ImportLimits limits;
  limits.xmlDepthMax = 3;
  CHECK(parse("<a><b><c/></b><b/></a>", limits).result);
  CHECK(parse("<a><b><c><d/></c></b></a>", limits).result.error().code == Errc::tooLarge);
}

TEST_CASE("one token is bounded, many small ones are not") {
  ImportLimits limits;
  limits.rowBytesMax = 100;
  const std::string big(200, 'x');
  CHECK(parse("<a id=\"" + big + "\"/>", limits).result.error().code == Errc::tooLarge);
  CHECK(parse("<a><!--" + big + "--></a>", limits).result.error().code == Errc::tooLarge);
  std::string many = "<a>";
  for (int i = 0; i < 100; ++i) many += "<!-- c --><?p i?><b/>text";
  CHECK(parse(many + "</a>", limits).result);
}

TEST_CASE("what is not well-formed says in which line") {
  CHECK(parse("<a>\n<b></a>").result.error().detail.find("XML line 2") == 0);
  CHECK(parse("<a>").result.error().code == Errc::importInvalid);
  CHECK(parse("").result.error().code == Errc::importInvalid);
}
