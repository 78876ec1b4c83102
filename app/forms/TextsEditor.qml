pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// A list of short texts, one line each. What stands in the line below them is kept as it is typed, and becomes the next
// of them when the page is left.
FieldFrame {
    id: root

    readonly property var texts: root.field.value === undefined ? [] : root.field.value

    Repeater {
        model: root.texts

        RowLayout {
            id: row

            required property int index
            required property string modelData

            width: root.width

            Label {
                text: row.modelData
                Layout.fillWidth: true
            }

            IconButton {
                objectName: "remove" + row.index
                visible: !root.field.readOnly
                symbol: "trash"
                name: qsTr("删除%1").arg(row.modelData)
                onClicked: root.field.removeText(row.index)
            }
        }
    }

    RowLayout {
        width: root.width
        visible: !root.field.readOnly && (root.field.countMax === 0 || root.texts.length < root.field.countMax)
        spacing: Theme.gapTight

        TextField {
            id: line

            objectName: "line"
            name: root.field.label
            text: root.field.text
            tone: root.tone
            maximumLength: root.field.lengthMax > 0 ? root.field.lengthMax : 32767
            Layout.fillWidth: true
            onTextEdited: root.field.type(text)
            onAccepted: root.field.commit()
        }

        Button {
            objectName: "add"
            text: qsTr("添加")
            symbol: "plus"
            look: Button.Tonal
            enabled: line.text.trim() !== ""
            Accessible.name: qsTr("添加%1").arg(root.field.label)
            onClicked: root.field.commit()
        }
    }
}
