import QtQuick
import QtQuick.Layouts
import Bianfang.Keyboard

// Three rows of letters, for Pinyin and for English.
ColumnLayout {
    id: root

    required property KeyboardController controller
    readonly property bool english: root.controller.layout === KeyboardController.English

    spacing: 0

    KeyRow {
        controller: root.controller
        keys: ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"]
        Layout.fillWidth: true
    }

    KeyRow {
        controller: root.controller
        keys: ["a", "s", "d", "f", "g", "h", "j", "k", "l"]
        Layout.fillWidth: true
        Layout.leftMargin: root.width / 20
        Layout.rightMargin: root.width / 20
    }

    RowLayout {
        spacing: 0

        Key {
            objectName: "key.shift"
            visible: root.english
            symbol: "shift"
            name: qsTr("大写")
            quiet: true
            checked: root.controller.shift !== KeyboardController.Lower
            strong: root.controller.shift === KeyboardController.Locked
            Layout.fillWidth: true
            Layout.preferredWidth: 96
            onClicked: root.controller.tapShift()
        }

        Key {
            objectName: "key.'"
            visible: !root.english
            //: Key that parts two syllables of Pinyin (xi'an)
            text: qsTr("分词")
            quiet: true
            Layout.fillWidth: true
            Layout.preferredWidth: 96
            onClicked: root.controller.press("'")
        }

        KeyRow {
            controller: root.controller
            keys: ["z", "x", "c", "v", "b", "n", "m"]
            Layout.fillWidth: true
            Layout.preferredWidth: 448
        }

        Key {
            objectName: "key.backspace"
            symbol: "backspace"
            name: qsTr("退格")
            quiet: true
            autoRepeat: true
            Layout.fillWidth: true
            Layout.preferredWidth: 96
            onClicked: root.controller.backspace()
        }
    }
}
