import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

FieldFrame {
    id: root

    RowLayout {
        spacing: Theme.gapTight

        Option {
            objectName: "yes"
            text: qsTr("是")
            enabled: !root.field.readOnly
            visible: checked || !root.field.readOnly
            checked: root.field.presence === FieldController.Answered && root.field.value === true
            Accessible.name: root.field.label + " " + text
            Layout.minimumWidth: 96
            onClicked: root.field.answer(true)
        }

        Option {
            objectName: "no"
            text: qsTr("否")
            enabled: !root.field.readOnly
            visible: checked || !root.field.readOnly
            checked: root.field.presence === FieldController.Answered && root.field.value === false
            Accessible.name: root.field.label + " " + text
            Layout.minimumWidth: 96
            onClicked: root.field.answer(false)
        }

        UnknownOption {
            field: root.field
            visible: checked || !root.field.readOnly
        }
    }
}
