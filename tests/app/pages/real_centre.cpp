#include "tests/app/pages/real_centre.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpServer>
#include <catch2/catch.hpp>

namespace bf::test {
namespace {

constexpr int patienceMs = 60'000;

int freePort() {
  QTcpServer server;
  REQUIRE(server.listen(QHostAddress::LocalHost));
  return server.serverPort();
}

}  // namespace

RealCentre::RealCentre(const QStringList& heads) {
  config_ = dir_.filePath(QStringLiteral("bianfangd.toml"));
  otherHome_ = dir_.filePath(QStringLiteral("other"));
  ctl({QStringLiteral("--data"), dir_.filePath(QStringLiteral("centre")), QStringLiteral("init"),
       QStringLiteral("--county"), QStringLiteral("441424"), QStringLiteral("--listen"),
       QStringLiteral("127.0.0.1:%1").arg(freePort()), QStringLiteral("--server-name"), QStringLiteral("127.0.0.1")});
  QFile config(config_);
  REQUIRE(config.open(QIODevice::Append));
  config.write("\n[observe]\naddress = \"\"\n");
  config.close();
  ctl({QStringLiteral("regions"), QStringLiteral("import"), QStringLiteral(BIANFANG_REGION_FILE)});
  QFile table(dir_.filePath(QStringLiteral("households.csv")));
  REQUIRE(table.open(QIODevice::WriteOnly));
  table.write("行政村代码,户编号,户主,自然村（村民小组）,农户类别,脱贫状态,贫困户属性,主要致贫原因\n");
  for (int i = 0; i < heads.size(); ++i)
    table.write(QStringLiteral("%1,%1%2,%3,上坑屯,建档立卡贫困户,未脱贫,一般贫困户,因病\n")
                    .arg(QLatin1String(village))
                    .arg(i + 1, 4, 10, QLatin1Char('0'))
                    .arg(heads[i])
                    .toUtf8());
  table.close();
  ctl({QStringLiteral("register"), QStringLiteral("import"), table.fileName()});
  server_.setProcessChannelMode(QProcess::MergedChannels);
  server_.start(QStringLiteral(BIANFANGD), {QStringLiteral("--config"), config_});
  QByteArray said;
  while (!said.contains("listening")) {
    REQUIRE(server_.waitForReadyRead(patienceMs));
    said += server_.readAll();
  }
}

RealCentre::~RealCentre() { stop(); }

void RealCentre::stop() {
  if (server_.state() == QProcess::NotRunning) return;
  server_.terminate();
  server_.waitForFinished(patienceMs);
}

QByteArray RealCentre::run(const QString& program, const QStringList& words) {
  QProcess process;
  process.setProcessChannelMode(QProcess::MergedChannels);
  process.start(program, words);
  REQUIRE(process.waitForFinished(patienceMs));
  const auto said = process.readAll();
  INFO(words.join(QLatin1Char(' ')).toStdString() << "\n" << said.toStdString());
  REQUIRE(process.exitCode() == 0);
  return said;
}

QByteArray RealCentre::ctl(const QStringList& words) {
  return run(QStringLiteral(BIANFANGCTL),
             QStringList{QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--config"), config_} + words);
}

QJsonObject RealCentre::told(const QStringList& words) {
  const auto document = QJsonDocument::fromJson(ctl(QStringList{QStringLiteral("--json")} + words));
  return document.isArray() ? QJsonObject{{QStringLiteral("rows"), document.array()}} : document.object();
}

QString RealCentre::invite(const QString& name, const QString& role) {
  const auto user = told({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("--name"), name,
                          QStringLiteral("--role"), role, QStringLiteral("--write"), QLatin1String(village)});
  const auto number = user[QStringLiteral("number")].toVariant().toString();
  return told({QStringLiteral("tablet"), QStringLiteral("invite"), number})[QStringLiteral("code")].toString();
}

bool RealCentre::confirm(const QString& checkCode) {
  const auto plain = QString(checkCode).remove(QLatin1Char(' '));
  for (const auto& row : told({QStringLiteral("tablet"), QStringLiteral("list")})[QStringLiteral("rows")].toArray()) {
    const auto tablet = row.toObject();
    if (tablet[QStringLiteral("check_code")].toString().remove(QLatin1Char(' ')) != plain) continue;
    ctl({QStringLiteral("tablet"), QStringLiteral("confirm"), tablet[QStringLiteral("device")].toString(), plain});
    return true;
  }
  return false;
}

QByteArray RealCentre::other(const QStringList& words) {
  return run(QStringLiteral(BIANFANG_HEADLESS),
             QStringList{QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--home"), otherHome_} + words);
}

void RealCentre::enrolOther(const QString& name) {
  const auto said = QString::fromUtf8(
      other({QStringLiteral("enrol"), invite(name, QStringLiteral("township_clerk")), QStringLiteral("--name"), name}));
  const auto code =
      QRegularExpression(QStringLiteral("\\b(\\d{6})\\b")).match(said.trimmed().section(QLatin1Char('\n'), -1));
  REQUIRE(code.hasMatch());
  REQUIRE(confirm(code.captured(1)));
  other({QStringLiteral("sync"), QStringLiteral("--attempts"), QStringLiteral("1")});
}

}  // namespace bf::test
