#pragma once
// The part of Asio that the server uses. Included by few .cpp files only: it takes seconds to compile.
// g++ 12 miscompiles braced temporaries and ?: inside a co_await expression: every argument is named before it.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace bf {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;

/// Completion token: co_await gives the error code as a value, nothing is thrown.
inline constexpr auto asValue = asio::as_tuple(asio::use_awaitable);

}  // namespace bf
