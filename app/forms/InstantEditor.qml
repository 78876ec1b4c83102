import QtQuick
import Bianfang.Components
import Bianfang.Forms

// A moment: now, or typed as date and time.
LineEditor {
    id: root

    symbol: "clock"
    hints: Qt.ImhPreferNumbers | Qt.ImhTime
    placeholder: qsTr("例如 2018-03-12 09:30")

    Button {
        objectName: "now"
        visible: !root.field.readOnly
        text: qsTr("现在")
        Accessible.name: root.field.label + " " + text
        onClicked: root.field.answerNow()
    }
}
