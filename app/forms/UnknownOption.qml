import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// Nobody can say; also the way back from an answer that was given by mistake: what it said stays in the history.
// Offered where there is an answer that need not be there.
Option {
    id: root

    required property FieldController field
    readonly property bool offered: checked || (root.field.presence === FieldController.Answered
        && !root.field.readOnly && !root.field.required && !root.field.concealed)

    objectName: "unknown"
    text: qsTr("不清楚")
    tone: Tone.Unknown
    enabled: !root.field.readOnly
    visible: root.offered
    checked: root.field.presence === FieldController.Cleared
    Accessible.name: root.field.label + " " + text
    onClicked: root.field.leaveUnknown()
}
