pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Keyboard

// The keyboard of a window, one in each: opens by itself when a field wants text, and says in Insets how much of the
// window it covers.
T.Popup {
    id: root

    property bool made: false
    readonly property bool digits: keys.layout === KeyboardController.Digits

    objectName: "keyboard"
    parent: T.Overlay.overlay
    z: 1000
    modal: false
    focus: false
    closePolicy: T.Popup.NoAutoClose
    visible: keys.open
    onAboutToShow: made = true
    width: parent ? parent.width : 1280
    height: Math.min(parent ? parent.height * 0.5 : 400, 4 * 60 + 56 + 12)
    y: parent ? parent.height - height : 0
    padding: 0
    topPadding: 6
    bottomPadding: 6
    leftPadding: Math.max(6, (width - 1100) / 2)
    rightPadding: leftPadding

    Binding {
        target: Insets
        property: "bottom"
        value: keys.open ? root.height : 0
    }

    KeyboardController {
        id: keys

        enabled: Appearance.keyboard
    }

    background: Rectangle {
        color: Theme.palette.sunken

        Rectangle {
            width: parent.width
            height: Theme.border
            color: Theme.palette.outline
        }
    }

    // Many keys: made when a field first wants them, not when the app starts.
    contentItem: Item {
        Repeater {
            model: root.made ? 1 : 0

            ColumnLayout {
                objectName: "keyboardKeys"
                anchors.fill: parent
                spacing: 0

                CandidateBar {
                    visible: !root.digits
                    controller: keys
                    Layout.fillWidth: true
                    Layout.preferredHeight: 56
                }

                DigitKeys {
                    visible: root.digits
                    controller: keys
                    Layout.fillHeight: true
                    Layout.preferredWidth: Math.min(root.availableWidth, 720)
                    Layout.alignment: Qt.AlignHCenter
                }

                SymbolKeys {
                    visible: keys.layout === KeyboardController.Symbols
                    controller: keys
                    Layout.fillWidth: true
                }

                LetterKeys {
                    visible: keys.layout === KeyboardController.Pinyin || keys.layout === KeyboardController.English
                    controller: keys
                    Layout.fillWidth: true
                }

                RowLayout {
                    visible: !root.digits
                    spacing: 0
                    Layout.fillWidth: true

                    Key {
                        objectName: "key.symbols"
                        text: keys.layout === KeyboardController.Symbols ? qsTr("返回") : "123，。"
                        name: keys.layout === KeyboardController.Symbols ? qsTr("返回字母") : qsTr("数字和符号")
                        quiet: true
                        Layout.fillWidth: true
                        Layout.preferredWidth: 120
                        onClicked: keys.toggleSymbols()
                    }

                    Key {
                        objectName: "key.language"
                        visible: keys.pinyinWorks
                        //: Key that switches between Pinyin and English letters; shows the one that is on
                        text: keys.layout === KeyboardController.English ? qsTr("英文") : qsTr("拼音")
                        symbol: "globe"
                        quiet: true
                        Layout.fillWidth: true
                        Layout.preferredWidth: 120
                        onClicked: keys.toggleLanguage()
                    }

                    Key {
                        objectName: "key.space"
                        text: qsTr("空格")
                        Layout.fillWidth: true
                        Layout.preferredWidth: 320
                        onClicked: keys.space()
                    }

                    Key {
                        objectName: "key.hide"
                        symbol: "keyboardDown"
                        name: qsTr("收起键盘")
                        quiet: true
                        Layout.fillWidth: true
                        Layout.preferredWidth: 90
                        onClicked: keys.close()
                    }

                    Key {
                        objectName: "key.enter"
                        text: keys.multiLine ? "" : qsTr("完成")
                        symbol: keys.multiLine ? "enter" : ""
                        name: keys.multiLine ? qsTr("换行") : qsTr("完成")
                        strong: true
                        Layout.fillWidth: true
                        Layout.preferredWidth: 120
                        onClicked: keys.done()
                    }
                }
            }
        }
    }
}
