#pragma once
// The embedded descriptor set; its definition is generated (embed.cmake). For builtin.cpp alone.

namespace bf {

extern const unsigned char* const embeddedDescriptors;
extern const unsigned long embeddedDescriptorsSize;

}  // namespace bf
