import QtQuick
import QtQuick.Layouts
import Bianfang.Forms

FieldFrame {
    id: root

    property bool several: false

    ChoiceTiles {
        visible: !root.field.manyChoices
        field: root.field
        several: root.several
        Layout.fillWidth: true
    }

    ChoicePicker {
        visible: root.field.manyChoices
        field: root.field
        several: root.several
        Layout.fillWidth: true
    }
}
