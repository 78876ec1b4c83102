import QtQuick
import Bianfang.Components
import Bianfang.Forms

// A month, typed as six digits.
LineEditor {
    id: root

    symbol: "calendar"
    hints: Qt.ImhDate
    placeholder: qsTr("例如 201803")

    Button {
        objectName: "now"
        visible: root.field.canBeNow && !root.field.readOnly
        text: qsTr("本月")
        Accessible.name: root.field.label + " " + text
        onClicked: root.field.answerNow()
    }
}
