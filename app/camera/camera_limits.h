#pragma once
// Numbers of the camera, each with its reason.

#include <chrono>

namespace bf {

/// The viewfinder: enough to aim by and to read a code in, and a cheap tablet can do it.
inline constexpr std::chrono::milliseconds viewfinderEvery{66};
inline constexpr int viewfinderWidth = 800;

}  // namespace bf
