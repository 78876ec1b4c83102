#pragma once
// Limits of the server's driver, each with its reason; those of the conversation itself are in shared/sync. What an
// office may want to change is in the configuration file; here are the defaults.

#include <chrono>
#include <cstddef>

namespace bf {

/// Before a peer has shown a certificate of ours it is a stranger: this is all that is read of one.
inline constexpr std::size_t strangerBytesMax = 64 * 1024;
/// A TLS handshake over 64 kbit/s and 300 ms takes two seconds; who needs longer holds a place on purpose.
inline constexpr std::chrono::seconds handshakeTimeoutDefault{10};
/// Two counties' tablets at once; an open session costs some 50 kB.
inline constexpr std::size_t sessionsDefault = 1024;
/// Connections beyond the limit that are still told "busy" in their own words; the next ones are just closed.
inline constexpr std::size_t sessionsToldBusyMax = 64;
/// A township office, or a whole county behind one address.
inline constexpr std::size_t sessionsPerAddressDefault = 512;
/// Frames that wait in memory for the writer, of all peers together. Whoever comes on top is asked to come again.
inline constexpr std::size_t waitingBytesMax = 64 * 1024 * 1024;
inline constexpr std::size_t waitingFlightsDefault = 1024;
/// Flights in one commit: the fsync is shared by enough, and the first of them does not wait for too many.
inline constexpr std::size_t flightsPerCommit = 64;
/// A commit takes on no further flight after this long, so that a reply is never held back by much more.
inline constexpr std::chrono::milliseconds commitFillTime{40};
/// A flight waits this long for a command that writes beside the server, then its tablet comes again.
inline constexpr std::chrono::milliseconds storePatienceDefault{5000};
/// A command waits longer: nobody tries again for its person, and a large import beside it takes some minutes in many
/// short transactions.
inline constexpr unsigned ctlPatienceSeconds = 60, ctlPatienceSecondsMax = 3600;
/// After a disk error the store is opened anew, but not more often than this.
inline constexpr std::chrono::milliseconds reopenPause{1000};
/// Connections that the kernel keeps until we accept them.
inline constexpr int acceptBacklog = 1024;
/// What the kernel holds for one peer that does not read; enough for a quick line with a long way.
inline constexpr int kernelSendBytesMax = 128 * 1024;
/// How often the register is asked whether somebody revoked a device; the promise is one second.
inline constexpr std::chrono::milliseconds revocationPoll{400};
/// A connection of a device that is waiting for its next flight for this long gives way to the device's next one:
/// mobile lines break without a word, and the tablet comes back at once.
inline constexpr std::chrono::milliseconds givesWayAfter{20};
/// Flights that were taken when the server was told to stop get this long.
inline constexpr std::chrono::seconds stopGrace{20};
/// The server's own certificate is looked at this often and issued anew with a third of its time left.
inline constexpr std::chrono::hours certificateCheck{12};
/// Between two looks of the evaluation: a clerk who corrects a fact sees what came of it while still at the desk.
inline constexpr std::size_t judgeSecondsDefault = 60;
/// A ranking that is frozen this long after its day ended still stands for the day: an evaluation takes its time. Later
/// it is marked as late.
inline constexpr std::chrono::hours freezeGrace{1};
/// Ranking days that a server makes up for when it was down: older ones are frozen by hand, with a reason.
inline constexpr int lateDaysMost = 31;
/// How long the looks of the evaluation that changed something are kept: a year of the policies, its inspection in the
/// next one, and the month in which that is late. Rankings that were frozen are kept for ever.
inline constexpr std::chrono::days looksKept{400};
/// Pieces of old looks that one look takes away: more than one makes, and few enough for no transaction to grow by it.
inline constexpr std::size_t looksPrunedEach = 50;
/// An HTTP request for metrics: a line and a few headers.
inline constexpr std::size_t httpRequestBytesMax = 8 * 1024;
inline constexpr std::chrono::seconds httpTimeout{5};
inline constexpr std::size_t httpConnectionsMax = 16;
/// The configuration file that we write has 3 kB.
inline constexpr std::size_t configBytesMax = 256 * 1024;

}  // namespace bf
