import QtQuick
import QtQuick.Layouts
import Bianfang.Components
import Bianfang.Forms

// A whole number, by taps or typed; also a year.
FieldFrame {
    id: root

    property bool year: false

    Counter {
        name: root.field.label
        canLess: root.field.presence !== FieldController.Answered ? !root.field.readOnly : root.field.canStep(-1)
        canMore: root.field.presence !== FieldController.Answered ? !root.field.readOnly : root.field.canStep(1)
        width: Math.min(root.width, 420)
        onLess: root.field.step(-1)
        onMore: root.field.step(1)

        TextField {
            objectName: "line"
            name: root.field.label
            text: root.field.text
            suffix: root.field.unit
            tone: root.tone
            inputMethodHints: Qt.ImhDigitsOnly
            readOnly: root.field.readOnly || root.field.concealed
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            onTextEdited: root.field.type(text)
            onActiveFocusChanged: root.field.focused(activeFocus)
        }
    }

    Button {
        objectName: "now"
        visible: root.year && root.field.canBeNow && !root.field.readOnly
        text: qsTr("今年")
        symbol: "calendar"
        Accessible.name: root.field.label + " " + text
        onClicked: root.field.answerNow()
    }
}
