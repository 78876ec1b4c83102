pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// The questions of one record; nothing when there is none to ask. No layout, see FormView.
Column {
    id: root

    required property VisitBlock block

    visible: root.block.fields.length > 0
    spacing: Theme.gapWide

    Label {
        visible: root.block.title !== ""
        text: root.block.title
        kind: Label.Large
        font.weight: Font.Bold
        width: root.width
    }

    Label {
        visible: root.block.note !== ""
        text: root.block.note
        kind: Label.Caption
        muted: true
        width: root.width
    }

    Repeater {
        model: root.block.fields

        FieldEditor {
            required property FieldController modelData

            field: modelData
            width: root.width
        }
    }
}
