#include "shared/base/error.h"

#include <array>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

struct Text {
  Errc code;
  const char* name;
  const char* chinese;
  const char* english;
};

constexpr std::array texts{
    Text{Errc::malformed, "malformed", "内容格式不正确，未作任何改动",
         "The content has the wrong form; nothing was changed"},
    Text{Errc::tooLarge, "tooLarge", "超出大小限制，请分批处理", "Too large; please split it up"},
    Text{Errc::unsupportedVersion, "unsupportedVersion", "版本不一致，请更新程序",
         "The versions do not match; please update"},
    Text{Errc::unknownKind, "unknownKind", "不认识的记录种类或字段，请更新程序",
         "Unknown kind of record or field; please update"},
    Text{Errc::invalidValue, "invalidValue", "填写的内容不在允许范围内，请核对",
         "The value is not allowed; please check it"},
    Text{Errc::notFound, "notFound", "没有找到", "Not found"},
    Text{Errc::alreadyExists, "alreadyExists", "已经存在", "Already there"},
    Text{Errc::outOfScope, "outOfScope", "不在您负责的地区内", "Outside of the regions you answer for"},
    Text{Errc::notAllowed, "notAllowed", "您的职责不能做这项操作", "Your role may not do this"},
    Text{Errc::finished, "finished", "记录已完成，只能新增更正记录",
         "The record is finished; add a correction instead"},
    Text{Errc::badSignature, "badSignature", "签名或校验码不符，请与县中心联系",
         "A signature or check code does not fit; ask the county office"},
    Text{Errc::brokenChain, "brokenChain", "记录链不连续，请与县中心联系",
         "The chain of records is broken; ask the county office"},
    Text{Errc::badToken, "badToken", "登记码无效、已使用或已过期，请重新领取",
         "The enrolment code is wrong, used or expired; ask for a new one"},
    Text{Errc::awaitingConfirmation, "awaitingConfirmation", "等待办公室核对校验码",
         "Waiting for the office to confirm the check code"},
    Text{Errc::revoked, "revoked", "本平板已停用，未上传的内容仍可交存",
         "This tablet was revoked; what it still holds can be handed in"},
    Text{Errc::busy, "busy", "服务器繁忙，稍后自动重试", "The server is busy; it will be tried again"},
    Text{Errc::timeout, "timeout", "等待超时，稍后自动重试", "No answer in time; it will be tried again"},
    Text{Errc::disconnected, "disconnected", "连接中断，已保存的内容不会丢失",
         "The connection broke; nothing saved is lost"},
    Text{Errc::tls, "tls", "无法建立安全连接，请核对服务器、时间和证书",
         "No secure connection; check server, time and certificate"},
    Text{Errc::storageFull, "storageFull", "存储空间不足，请先清理空间；未作任何改动",
         "Storage is full; make room first, nothing was changed"},
    Text{Errc::storageReadOnly, "storageReadOnly", "存储不可写，未作任何改动",
         "Storage cannot be written; nothing was changed"},
    Text{Errc::storageFailed, "storageFailed", "存储设备出错，请重新打开程序",
         "The disk reported an error; please restart the program"},
    Text{Errc::storageCorrupt, "storageCorrupt", "存储的数据未通过检查，请从备份恢复",
         "Stored data fails its checks; restore from a backup"},
    Text{Errc::configInvalid, "configInvalid", "配置文件有误", "The configuration file is wrong"},
    Text{Errc::importInvalid, "importInvalid", "导入文件有误，未导入该部分",
         "The import file is wrong; that part was not imported"},
    Text{Errc::internal, "internal", "程序内部错误，请把说明发给县中心",
         "Internal error; please send the details to the county office"},
};

const Text& textOf(Errc code) {
  for (const auto& text : texts)
    if (text.code == code) return text;
  return texts.back();
}

}  // namespace

const char* name(Errc code) { return textOf(code).name; }

std::string describe(const Error& error, Language language) {
  const auto& text = textOf(error.code);
  std::string said = language == Language::chinese ? text.chinese : text.english;
  if (error.detail.empty()) return said;
  const auto detail = inLanguage(error.detail, language);
  if (saysAll(error.detail)) return detail;
  return said + (language == Language::chinese ? "：" : ": ") + detail;
}

}  // namespace bf
