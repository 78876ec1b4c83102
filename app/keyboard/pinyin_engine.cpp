#include "app/keyboard/pinyin_engine.h"

#include <googlepinyin/pinyinime.h>

#include <QFile>
#include <algorithm>
#include <array>

#include "app/keyboard/keyboard_limits.h"

namespace bf {
namespace {

bool taken = false;

constexpr std::size_t charactersMax = 40;

}  // namespace

QString PinyinEngine::systemDictionary() { return QStringLiteral(BIANFANG_PINYIN_DICTIONARY); }

Result<std::unique_ptr<PinyinEngine>> PinyinEngine::open(const QString& dictionary, const QString& userWords) {
  if (taken) return fail(Errc::busy, "the decoder of Pinyin is in use");
  if (!QFile::exists(dictionary)) return fail(Errc::notFound, "no dictionary of Pinyin");
  const auto system = QFile::encodeName(dictionary);
  const auto words = QFile::encodeName(userWords);
  if (!ime_pinyin::im_open_decoder(system.constData(), words.constData()))
    return fail(Errc::notFound, "the dictionary of Pinyin cannot be read");
  ime_pinyin::im_set_max_lens(lettersMax + 1, charactersMax);
  taken = true;
  return std::unique_ptr<PinyinEngine>(new PinyinEngine());
}

PinyinEngine::~PinyinEngine() {
  ime_pinyin::im_flush_cache();
  ime_pinyin::im_close_decoder();
  taken = false;
}

void PinyinEngine::search() {
  chosen_ = 0;
  ime_pinyin::im_reset_search();
  const auto letters = letters_.toLatin1();
  count_ = letters.isEmpty()
               ? 0
               : static_cast<int>(ime_pinyin::im_search(letters.constData(), static_cast<std::size_t>(letters.size())));
}

bool PinyinEngine::add(QChar letter) {
  const bool apostrophe = letter == QLatin1Char('\'');
  if (!(letter >= QLatin1Char('a') && letter <= QLatin1Char('z')) && !(apostrophe && composing())) return false;
  if (letters_.size() >= lettersMax || (apostrophe && letters_.endsWith(letter))) return false;
  letters_.append(letter);
  // With a choice made, the decoder goes on from there; a new search would forget it.
  if (chosen_ == 0) search();
  else count_ = static_cast<int>(ime_pinyin::im_add_letter(letter.toLatin1()));
  return true;
}

void PinyinEngine::takeBack() {
  if (chosen_ > 0) {
    --chosen_;
    count_ = static_cast<int>(ime_pinyin::im_cancel_last_choice());
    return;
  }
  letters_.chop(1);
  search();
}

void PinyinEngine::clear() {
  letters_.clear();
  search();
}

QString PinyinEngine::candidate(int index) const {
  std::array<ime_pinyin::char16, charactersMax + 1> text{};
  const auto* found = ime_pinyin::im_get_candidate(static_cast<std::size_t>(index), text.data(), text.size() - 1);
  return found == nullptr ? QString() : QString::fromUtf16(reinterpret_cast<const char16_t*>(text.data()));
}

QStringList PinyinEngine::candidates(int first, int most) const {
  QStringList found;
  for (int i = first; i < std::min(count_, first + most); ++i) found.push_back(candidate(i));
  return found;
}

QString PinyinEngine::composed() const {
  if (!composing()) return {};
  const ime_pinyin::uint16* starts = nullptr;
  const auto syllables = ime_pinyin::im_get_spl_start_pos(starts);
  const auto fixed = ime_pinyin::im_get_fixed_len();
  QString text = fixed > 0 ? candidate(0).left(static_cast<qsizetype>(fixed)) : QString();
  for (auto i = fixed; i < syllables; ++i) {
    auto part = letters_.mid(starts[i], starts[i + 1] - starts[i]);
    if (!text.isEmpty() && i > fixed && !text.endsWith(QLatin1Char('\''))) text += QLatin1Char('\'');
    text += part;
  }
  // What the decoder could not make a syllable of is still there.
  const auto read = syllables == 0 ? 0 : starts[syllables];
  return text + letters_.mid(read);
}

QString PinyinEngine::choose(int index) {
  if (index < 0 || index >= count_) return {};
  count_ = static_cast<int>(ime_pinyin::im_choose(static_cast<std::size_t>(index)));
  ++chosen_;
  const ime_pinyin::uint16* starts = nullptr;
  const auto syllables = ime_pinyin::im_get_spl_start_pos(starts);
  if (ime_pinyin::im_get_fixed_len() < syllables) return {};
  const auto text = candidate(0);
  const auto rest = letters_.mid(syllables == 0 ? 0 : starts[syllables]);
  ime_pinyin::im_flush_cache();
  clear();
  return text + rest;
}

}  // namespace bf
