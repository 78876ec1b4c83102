# Writes the bytes of INPUT as a C++ array to OUTPUT: the same bytes give the same source, wherever it is built.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)" "\\1\n"
       bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"shared/sync/dictionary/phrases.h\"
namespace bf {
constexpr unsigned char embedded[] = {
${bytes}
};
const unsigned char* const phrases = embedded;
const unsigned long phrasesSize = sizeof embedded;
}  // namespace bf
")
