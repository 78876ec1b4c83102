pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Forms

FieldFrame {
    id: root

    property bool several: false

    Repeater {
        model: root.field.manyChoices ? 0 : 1

        ChoiceTiles {
            field: root.field
            several: root.several
            Layout.fillWidth: true
        }
    }

    Repeater {
        model: root.field.manyChoices ? 1 : 0

        ChoicePicker {
            field: root.field
            several: root.several
            Layout.fillWidth: true
        }
    }
}
