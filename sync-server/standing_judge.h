#pragma once
// The evaluation in a running centre. Each look judges again what the feed has since the one before, keeps whose
// verdicts became others, and freezes the rankings of days that are over, also those of days on which no server ran.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/base/env.h"
#include "shared/policy/policy_changes.h"
#include "shared/store/sqlite_store.h"
#include "sync-server/pack_file.h"

namespace bf {

class StandingJudge {
 public:
  /// A pack that could not be judged to the end.
  struct Failure {
    std::string pack;
    Error error;
  };
  struct Look {
    std::vector<bianfang::Frozen> frozen;
    std::size_t changed = 0;  ///< verdicts
    std::vector<Failure> failed;
  };

  /// `packs`: ids or files; empty: those of this build. Of them those count whose region the store knows, in their
  /// period. Errors: those of openPack(), the detail with the first problem.
  [[nodiscard]] static Result<std::unique_ptr<StandingJudge>> open(std::unique_ptr<SqliteStore> store,
                                                                   const std::vector<std::string>& packs, Clock& clock);
  ~StandingJudge();
  StandingJudge(const StandingJudge&) = delete;
  StandingJudge& operator=(const StandingJudge&) = delete;

  /// Costs nothing while neither the store nor the day is another. The first look after a start evaluates everything
  /// and compares with what the last one before it kept. A pack with an error is among `failed`, and in the register
  /// until a look comes to its end; whatever it froze before is among `frozen`, and the next look begins anew with it;
  /// the others are judged all the same. Errors: those of the store, before any pack is looked at.
  [[nodiscard]] Result<Look> look();
  /// From any thread: a look that runs ends soon, with what it kept before and no failure of what it left; later looks
  /// do nothing.
  void stop() { stopping_ = true; }

 private:
  struct Judged;
  StandingJudge(std::unique_ptr<SqliteStore> store, Clock& clock);
  [[nodiscard]] Result<void> lookAt(Judged& of, std::int32_t day, Look& made);
  [[nodiscard]] Result<void> readRegions();
  [[nodiscard]] Result<std::vector<std::int32_t>> missing(const Judged& of, std::int32_t day);
  [[nodiscard]] Result<void> freeze(Judged& of, std::int32_t day, Look& made);
  [[nodiscard]] Result<void> judge(Judged& of, std::int32_t day, Look& made);
  [[nodiscard]] Result<void> tellFailure(const Judged& of, const Error& error);
  [[nodiscard]] Result<void> judgeAll(Judged& of, std::int32_t day, std::int64_t seq, Look& made);
  [[nodiscard]] Result<void> keep(Judged& of, const bianfang::Judged& before, const bianfang::Judged& after,
                                  const std::vector<ChangedVerdict>& changed, Look& made);

  std::unique_ptr<SqliteStore> store_;
  Clock& clock_;
  std::vector<std::unique_ptr<Judged>> packs_;
  std::vector<PolicyRegion> regions_;
  std::int32_t day_ = 0;
  std::int64_t version_ = -1;
  std::atomic<bool> stopping_ = false;
};

}  // namespace bf
