# Writes the bytes of INPUT as a C++ array to OUTPUT: the same bytes give the same source, wherever it is built.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n"
       bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"shared/schema/builtin.h\"
namespace bf {
constexpr unsigned char embedded[] = {
${bytes}
};
const unsigned char* const embeddedDescriptors = embedded;
const unsigned long embeddedDescriptorsSize = sizeof embedded;
}  // namespace bf
")
