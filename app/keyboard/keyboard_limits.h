#pragma once
// Sizes of the keyboard, each with its reason.

namespace bf {

/// The decoder takes no more letters at once; a sentence of this length is chosen in parts anyway.
inline constexpr int lettersMax = 39;

/// Candidates asked for at once: three or four rows' worth; the next are asked for when a person turns the page.
inline constexpr int candidatesPage = 24;

}  // namespace bf
