pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// The choices of a question as tiles that lie open; of one that is concealed only that there is an answer.
Flow {
    id: root

    required property FieldController field
    property bool several: false

    spacing: Theme.gapTight

    Label {
        objectName: "concealed"
        visible: root.field.concealed
        text: root.field.shown
        height: Theme.control
        verticalAlignment: Text.AlignVCenter
    }

    Repeater {
        model: root.field.choices

        Option {
            required property int index
            required property double number
            required property string label
            required property bool chosen

            objectName: "choice" + number
            text: label
            checked: chosen
            enabled: !root.field.readOnly
            visible: !root.field.concealed && (chosen || !root.field.readOnly)
            width: Math.min(implicitWidth, root.width)
            Accessible.role: root.several ? Accessible.CheckBox : Accessible.RadioButton
            Accessible.name: root.field.label + " " + label
            onClicked: root.several ? root.field.toggle(number) : root.field.answer(number)
        }
    }

    // Of several each is taken back by a tap.
    UnknownOption {
        field: root.field
        visible: !root.several && offered
    }
}
