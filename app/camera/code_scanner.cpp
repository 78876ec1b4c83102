#include "app/camera/code_scanner.h"

#include "app/camera/code_reader.h"
#include "app/models/words.h"

namespace bf {

CodeScanner::CodeScanner(FindCamera findCamera, Wanted wanted, QObject* parent)
    : Sight(parent), findCamera_(std::move(findCamera)), wanted_(std::move(wanted)) {}

void CodeScanner::open() {
  if (looking_) return;
  looking_ = true;
  trouble_ = Trouble::None;
  show({});
  if (camera_ == nullptr) {
    camera_ = findCamera_();
    if (camera_ == nullptr) return say(Trouble::NoCamera);
    connect(camera_.get(), &CameraSource::seen, this, &CodeScanner::see);
    connect(camera_.get(), &CameraSource::failed, this, [this] { say(Trouble::Broken); });
  }
  emit changed();
  camera_->open();
}

void CodeScanner::close() {
  if (!looking_) return;
  looking_ = false;
  if (camera_ != nullptr) camera_->close();
  emit changed();
}

void CodeScanner::see(const QImage& picture) {
  if (!looking_) return;
  show(picture);
  const auto code = codeIn(picture);
  if (!code) return;
  if (!wanted_(*code)) return say(Trouble::Foreign);
  close();
  emit found(*code);
}

void CodeScanner::say(Trouble trouble) {
  if (trouble == trouble_) return;
  trouble_ = trouble;
  emit changed();
}

QString CodeScanner::complaint() const {
  switch (trouble_) {
    case Trouble::NoCamera:
      return words("这台平板没有可用的相机。请关闭后输入邀请码。",
                   "This tablet has no camera. Close this and type it.");
    case Trouble::Broken:
      return words("相机打不开。请关闭后输入邀请码。", "The camera does not open. Close this and type it.");
    case Trouble::Foreign:
      return words("这不是邀请码。请对准办公室给的二维码。",
                   "This is not an invitation. Aim at the code that the office gave you.");
    case Trouble::None: break;
  }
  return {};
}

}  // namespace bf
