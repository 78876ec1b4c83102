pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Keyboard

// A run of keys with characters.
RowLayout {
    id: root

    required property KeyboardController controller
    required property list<string> keys
    readonly property bool upper: root.controller.shift !== KeyboardController.Lower
        && root.controller.layout === KeyboardController.English

    spacing: 0

    Repeater {
        model: root.keys

        Key {
            required property string modelData

            objectName: "key." + modelData
            text: root.upper ? modelData.toUpperCase() : modelData
            Layout.fillWidth: true
            Layout.preferredWidth: 64
            onClicked: root.controller.press(modelData)
        }
    }
}
