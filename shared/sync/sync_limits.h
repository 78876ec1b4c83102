#pragma once
// Every limit of the conversation between a tablet and a centre, with its reason. All are checked before memory is
// taken for what they limit.

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "shared/merge/merge_limits.h"

namespace bf {

using namespace std::chrono_literals;

/// Of this protocol; both sides name the versions they speak.
inline constexpr std::uint32_t protocolVersion = 1;
/// BLAKE2b-256 and Ed25519.
inline constexpr std::uint32_t protocolSuite = 1;

// ---- frames ----
/// Payload of one frame as it travels. Two minutes on a line of 64 kbit/s; a tablet's usual flight has 3 KiB.
inline constexpr std::size_t frameBytesMax = 1024 * 1024;
/// The same once decompressed: eight full batches, or any picture the centre sends.
inline constexpr std::size_t plainBytesMax = 4 * 1024 * 1024;
/// Plain bytes for each compressed byte. Text with many repeats reaches 20; a bomb reaches thousands.
inline constexpr std::size_t zstdRatioMax = 100;
/// Below this many plain bytes the ratio is not looked at: a few hundred equal bytes compress to a dozen.
inline constexpr std::size_t zstdRatioFreeBytes = 16 * 1024;
/// A frame of someone who has not shown a certificate: a token, a certificate request of about 400 bytes, a key.
inline constexpr std::size_t strangerFrameBytesMax = 16 * 1024;
/// Shorter payloads are not compressed: the header of zstd eats the gain.
inline constexpr std::size_t compressFromBytes = 48;
/// Of `google.protobuf`: our messages nest four deep.
inline constexpr int messageDepthMax = 16;

// ---- flights ----
/// Batches in one flight, either way; a tablet that worked in 40 villages for a week stays below.
inline constexpr std::size_t flightBatchesMax = 256;
/// Exact bytes rebuilt from the columns of one flight; columns can say the same thing of thousands of changes.
inline constexpr std::size_t rebuiltBytesMax = plainBytesMax;
/// Batches that one flight may make the receiver read from its log to find names; honest flights need a handful.
inline constexpr std::size_t logReadsMax = 1024;
/// What a tablet pushes in one flight, in exact bytes before packing: about 10 KiB on the line, so that a line of
/// 64 kbit/s that is cut every twenty seconds still moves forward.
inline constexpr std::size_t pushBytesPerFlight = 64 * 1024;
/// The most that one pull or snapshot chunk may ask for, before compression. With the largest batch on top of it the
/// answer still fits into a frame of a tablet that does not decompress.
inline constexpr std::size_t askedBytesMax = 256 * 1024;
/// The least: with less, every batch would take a round trip of its own.
inline constexpr std::size_t askedBytesMin = 4 * 1024;
/// What a tablet asks for in one snapshot chunk, before compression: about 32 KiB on the line, 4 s at 64 kbit/s.
inline constexpr std::size_t snapshotBytesWanted = 128 * 1024;
/// Flights that one connection may exchange; a first sync of a county of evidence needs a few thousand.
inline constexpr std::size_t flightsPerConnectionMax = 100'000;
/// Times that a client starts its hello again within one connection (epoch, witness); more means a confused pair.
inline constexpr unsigned hellosMax = 4;
/// Times that a client asks for exact bytes of the same batches or of a pull before it gives up.
inline constexpr unsigned resendsMax = 2;
/// Length of texts in a hello or enrolment that people wrote, in bytes of UTF-8.
inline constexpr std::size_t nameBytesMax = 256;
inline constexpr std::size_t tokenBytesMax = 64;
inline constexpr std::size_t certificateRequestBytesMax = 2048;

// ---- epochs ----
/// A tablet that claims an epoch further ahead than this is damaged or lies: nobody restores a thousand times.
inline constexpr std::uint64_t epochJumpMax = 1000;

// ---- evidence ----
/// One part: four seconds at 64 kbit/s, each acknowledged, so that a cut line repeats at most this.
inline constexpr std::size_t evidencePartBytes = 32 * 1024;
/// Parts in one flight of the tablet on a quick line, and of the centre.
inline constexpr std::size_t evidencePartsPerFlight = 8;
/// One photo, document or sound; a photo of a cheap tablet has 2 to 6 MiB.
inline constexpr std::uint64_t evidenceBytesMax = 64ULL * 1024 * 1024;
/// Files offered or asked for in one flight.
inline constexpr std::size_t evidenceOffersMax = 64;
/// Answers in a row that do not move a file on, before it is left for the next session.
inline constexpr unsigned evidenceStallsMax = 3;
/// Unfinished files that one device may have at the centre; more means that it never finishes any.
inline constexpr std::size_t evidenceUnfinishedMax = 64;

// ---- time ----
/// Year 9999: no clock, however wrong, says more; and differences of two instants fit into 64 bits.
inline constexpr std::int64_t instantMax = 253'402'300'800'000'000;
/// Nothing arrives for this long: the line is dead. Half-open connections are common behind mobile networks.
inline constexpr std::chrono::seconds idleTimeout = 60s;
/// From the first byte of a frame to its last: 1 MiB at 64 kbit/s and 5 % loss takes about 150 s.
inline constexpr std::chrono::seconds frameTimeout = 240s;
/// A reply that the other side does not read; as a frame on the slowest line.
inline constexpr std::chrono::seconds writeTimeout = 240s;
/// What a tablet waits for an answer: 412 tablets at 08:00 are served within two seconds.
inline constexpr std::chrono::seconds answerTimeout = 60s;
/// First delay after a failure, doubled each time up to the greatest; half of each delay is random.
inline constexpr std::chrono::milliseconds retryDelayFirst = 2s;
inline constexpr std::chrono::milliseconds retryDelayMax = 10min;
/// What the centre tells tablets: to come again after the office has compared the code, or when it is busy.
inline constexpr std::chrono::milliseconds confirmationRetry = 10s;
inline constexpr std::chrono::milliseconds busyRetry = 3s;

}  // namespace bf
