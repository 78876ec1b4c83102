#pragma once
// The bytes of phrases-1.txt; their definition is generated (embed.cmake). For zstd_flight.cpp alone.

namespace bf {

extern const unsigned char* const phrases;
extern const unsigned long phrasesSize;

}  // namespace bf
