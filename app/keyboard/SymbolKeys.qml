import QtQuick
import QtQuick.Layouts
import Bianfang.Keyboard

// Digits and signs within text.
ColumnLayout {
    id: root

    required property KeyboardController controller

    spacing: 0

    KeyRow {
        controller: root.controller
        keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
        Layout.fillWidth: true
    }

    KeyRow {
        controller: root.controller
        keys: ["，", "。", "、", "？", "！", "：", "；", "“", "”", "…"]
        Layout.fillWidth: true
    }

    RowLayout {
        spacing: 0

        KeyRow {
            controller: root.controller
            keys: ["（", "）", "《", "》", "—", "-", "/", ".", "@"]
            Layout.fillWidth: true
            Layout.preferredWidth: 576
        }

        Key {
            objectName: "key.backspace"
            symbol: "backspace"
            name: qsTr("退格")
            quiet: true
            autoRepeat: true
            Layout.fillWidth: true
            Layout.preferredWidth: 64
            onClicked: root.controller.backspace()
        }
    }
}
