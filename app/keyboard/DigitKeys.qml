pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Keyboard

// Digits as on a telephone, with what the field needs beside them: X for ID numbers, the point for amounts.
RowLayout {
    id: root

    required property KeyboardController controller

    spacing: 0

    GridLayout {
        columns: 3
        rowSpacing: 0
        columnSpacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 360

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

            Key {
                required property string modelData

                objectName: "key." + modelData
                text: modelData
                Layout.fillWidth: true
                Layout.fillHeight: true
                onClicked: root.controller.press(modelData)
            }
        }

        Key {
            objectName: "key." + text
            readonly property string sign: root.controller.extraKeys.charAt(0)

            text: sign
            opacity: sign === "" ? 0 : 1
            enabled: sign !== ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.press(sign)
        }

        Key {
            objectName: "key.0"
            text: "0"
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.press("0")
        }

        Key {
            objectName: "key." + text
            readonly property string sign: root.controller.extraKeys.charAt(1)

            text: sign
            opacity: sign === "" ? 0 : 1
            enabled: sign !== ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.press(sign)
        }
    }

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 120

        Key {
            objectName: "key.backspace"
            symbol: "backspace"
            name: qsTr("退格")
            quiet: true
            autoRepeat: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.backspace()
        }

        Key {
            readonly property string sign: root.controller.extraKeys.charAt(2)

            objectName: "key.space"
            visible: sign !== ""
            text: qsTr("空格")
            quiet: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.press(sign)
        }

        Key {
            objectName: "key.hide"
            symbol: "keyboardDown"
            name: qsTr("收起键盘")
            quiet: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.close()
        }

        Key {
            objectName: "key.enter"
            text: qsTr("完成")
            strong: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: root.controller.done()
        }
    }
}
