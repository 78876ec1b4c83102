#include "app/models/day_time.h"

namespace bf {

int ageOn(Day birth, Day day) { return (day - birth) / 10000; }

}  // namespace bf
