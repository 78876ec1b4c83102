import QtQuick
import Bianfang.Components
import Bianfang.Forms

// A latitude or longitude: taken from where the tablet is, or typed in degrees.
LineEditor {
    id: root

    symbol: "place"
    hints: Qt.ImhFormattedNumbersOnly
    suffix: "°"

    Button {
        objectName: "here"
        visible: !root.field.readOnly
        text: qsTr("当前位置")
        symbol: "place"
        Accessible.name: root.field.label + " " + text
        onClicked: root.field.want()
    }
}
