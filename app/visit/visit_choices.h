#pragma once
// Numbers of choices in proto/bianfang/records that the visit speaks of; a test holds them to the schema.

namespace bf::choice {

inline constexpr int sexMale = 1, sexFemale = 2;
inline constexpr int relationHead = 1, relationSpouse = 2;
inline constexpr int healthWell = 1;
inline constexpr int labourOrdinary = 1, labourSkilled = 2, labourWeak = 3, labourLost = 4, labourNone = 5;
inline constexpr int metHead = 1;
inline constexpr int checkedMet = 1, checkedNotMet = 2, checkedCorrectedMet = 3, checkedCorrectedNotMet = 4,
                     checkedNotSeen = 5;
inline constexpr int foundByVisit = 1;
inline constexpr int measurePlanned = 1;
inline constexpr int demandOpen = 1;
inline constexpr int incomeFromVisit = 1;
inline constexpr int waterUnprotected = 3, waterSurface = 4, waterRain = 5;
inline constexpr int evidencePhoto = 1;
inline constexpr int renovationDeclared = 1;

}  // namespace bf::choice
