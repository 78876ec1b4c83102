import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

FieldFrame {
    id: root

    TextBox {
        objectName: "line"
        name: root.field.label
        text: root.field.text
        tone: root.tone
        readOnly: root.field.readOnly || root.field.concealed
        width: root.width
        onTextChanged: root.field.type(text)
        onActiveFocusChanged: root.field.focused(activeFocus)
    }

    Label {
        visible: root.field.lengthMax > 0
        //: Letters written and letters allowed
        text: qsTr("%1 / %2 字").arg(root.field.text.length).arg(root.field.lengthMax)
        kind: Label.Caption
        muted: root.field.text.length <= root.field.lengthMax
        tone: root.field.text.length <= root.field.lengthMax ? Tone.Neutral : Tone.Bad
        horizontalAlignment: Text.AlignRight
        width: root.width
    }
}
