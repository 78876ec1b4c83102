pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Forms

FieldFrame {
    id: root

    property bool several: false

    Repeater {
        model: root.field.manyChoices ? 0 : 1

        ChoiceTiles {
            field: root.field
            several: root.several
            width: root.width
        }
    }

    Repeater {
        model: root.field.manyChoices ? 1 : 0

        ChoicePicker {
            field: root.field
            several: root.several
            width: root.width
        }
    }
}
