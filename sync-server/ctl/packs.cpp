#include <fstream>
#include <iterator>
#include <ostream>

#include "shared/base/crypto.h"
#include "shared/policy/policy_limits.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

/// A pack of this build by its id, or a file.
Result<std::pair<std::string, std::string>> packText(const std::string& named) {
  if (const auto text = builtinPack(named); !text.empty()) return std::pair{named + ".toml", std::string(text)};
  std::ifstream file(named, std::ios::binary);
  if (!file) {
    std::string all;
    for (const auto id : builtinPacks()) all += " " + std::string(id);
    return fail(Errc::notFound, "pack " + named + "; there are:" + all);
  }
  std::string text;
  // One byte more than allowed is enough to be refused.
  text.resize(packBytesMax + 1);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return std::pair{named, text};
}

}  // namespace

void tellProblems(const Ctl& ctl, const PackProblems& problems) {
  for (const auto& problem : problems) ctl.err << problem.place << ": " << ctl.in(problem.text) << "\n";
}

Result<Pack> openPack(const Ctl& ctl, const std::string& named) {
  BF_LET(text, packText(named));
  auto pack = readPack(text.second, text.first, builtinSchema());
  if (pack) return std::move(*pack);
  tellProblems(ctl, pack.error());
  return fail(Errc::configInvalid, text.first);
}

Result<Hash> packHash(const std::string& named) {
  BF_LET(text, packText(named));
  return hashOf(text.second);
}

Result<void> checkPackFile(const Ctl& ctl, const std::string& named) {
  BF_LET(pack, openPack(ctl, named));
  BF_LET(database, PolicyDatabase::empty(builtinSchema()));
  const auto problems = checkPack(*database, pack);
  tellProblems(ctl, problems);
  if (!problems.empty()) return fail(Errc::configInvalid, named);
  const auto count = std::to_string(pack.indicators.size());
  ctl.say({pack.name.zh + "：" + count + " 项指标，可以启用", pack.name.en + ": " + count + " indicators, ready"});
  return {};
}

Result<void> listPackViews(const Ctl& ctl) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& view : policyViews(builtinSchema()))
    for (const auto& column : view.columns) {
      std::string choices;
      if (column.field != nullptr)
        for (const auto& choice : column.field->choices)
          choices += (choices.empty() ? "" : " ") + choice.name + "=" + std::to_string(choice.number);
      rows.push_back({view.name, ctl.in(view.label), column.name, ctl.in(column.label), choices});
    }
  ctl.list({{"view", {"视图", "view"}},
            {"view_label", {"名称", "name"}},
            {"column", {"列", "column"}},
            {"column_label", {"含义", "meaning"}},
            {"choices", {"选项", "choices"}}},
           rows);
  return {};
}

}  // namespace bf
