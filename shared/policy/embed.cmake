# Writes the packs INPUTS as C++ arrays to OUTPUT: the same files give the same source, wherever it is built.
set(arrays "")
set(table "")
set(at 0)
foreach(input IN LISTS INPUTS)
  get_filename_component(id ${input} NAME_WE)
  file(READ ${input} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n"
         bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char pack${at}[] = {\n${bytes}\n};\n")
  string(APPEND table "    {\"${id}\", {reinterpret_cast<const char*>(pack${at}), sizeof pack${at}}},\n")
  math(EXPR at "${at} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"shared/policy/policy_pack.h\"
#include <utility>
namespace bf {
namespace {
${arrays}
const std::pair<std::string_view, std::string_view> packs[] = {
${table}};
}  // namespace
std::string_view builtinPack(std::string_view id) {
  for (const auto& [name, text] : packs)
    if (name == id) return text;
  return {};
}
std::vector<std::string_view> builtinPacks() {
  std::vector<std::string_view> ids;
  for (const auto& pack : packs) ids.push_back(pack.first);
  return ids;
}
}  // namespace bf
")
