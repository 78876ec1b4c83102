#pragma once
// Pinyin to characters: googlepinyin's decoder with its dictionary and, where a file is named, one of the words that
// this person has chosen. Letters go in, candidates come out, the first of them a whole sentence; choosing one may
// settle only the beginning of the letters.
//
// The library has one decoder in a process, and so there is one engine at a time.

#include <QString>
#include <QStringList>
#include <memory>

#include "shared/base/error.h"

namespace bf {

class PinyinEngine {
 public:
  /// `userWords` is made when it is not there; it holds what a person types, names too, and belongs where the rest of
  /// the tablet's data lies. Empty: nothing is learnt.
  /// Errors: Errc::notFound (no dictionary at `dictionary`), Errc::busy (there is an engine already).
  [[nodiscard]] static Result<std::unique_ptr<PinyinEngine>> open(const QString& dictionary, const QString& userWords);
  /// Where the dictionary lies on this system.
  [[nodiscard]] static QString systemDictionary();
  ~PinyinEngine();
  PinyinEngine(const PinyinEngine&) = delete;
  PinyinEngine& operator=(const PinyinEngine&) = delete;

  /// a to z and the apostrophe that parts syllables; false when it is another character, or there are too many.
  bool add(QChar letter);
  /// Takes back the last choice, or the last letter.
  void takeBack();
  void clear();

  [[nodiscard]] bool composing() const { return !letters_.isEmpty(); }
  /// What stands in the line above the keys: characters that are settled, then the letters that are not, by syllable.
  [[nodiscard]] QString composed() const;
  [[nodiscard]] const QString& letters() const { return letters_; }
  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] QStringList candidates(int first, int most) const;
  /// The text to commit when the choice settles all letters, and the engine is empty again; else "".
  [[nodiscard]] QString choose(int candidate);

 private:
  PinyinEngine() = default;
  void search();
  [[nodiscard]] QString candidate(int index) const;
  QString letters_;
  int count_ = 0;
  int chosen_ = 0;  ///< choices that settled a beginning
};

}  // namespace bf
