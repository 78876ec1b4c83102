#pragma once
// The real programs beside the window: bianfangd in a process of its own with TLS on loopback, bianfangctl as the
// office's hand, and a tablet without a screen as somebody else's.

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace bf::test {

class RealCentre {
 public:
  /// A county whose village has these heads of poor households; its server is listening.
  explicit RealCentre(const QStringList& heads);
  ~RealCentre();

  /// Runs bianfangctl, which must succeed. Result: what it printed.
  QByteArray ctl(const QStringList& words);
  QJsonObject told(const QStringList& words);
  /// Adds a person of the village and invites a tablet of theirs. Result: the text of the invitation.
  QString invite(const QString& name, const QString& role = QStringLiteral("village_secretary"));
  /// Confirms the tablet that shows this check code, as the office reads it; false when no tablet does.
  bool confirm(const QString& checkCode);
  /// A tablet without a screen: enrolled and confirmed for a person; then commands of bianfang-headless on it.
  void enrolOther(const QString& name);
  QByteArray other(const QStringList& words);
  void stop();

  static constexpr auto village = "441424100200";

 private:
  [[nodiscard]] QByteArray run(const QString& program, const QStringList& words);
  QTemporaryDir dir_;
  QProcess server_;
  QString config_, otherHome_;
};

}  // namespace bf::test
