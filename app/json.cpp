// The one place where Boost.JSON is compiled: it is used without its library.
#include <boost/json/src.hpp>
