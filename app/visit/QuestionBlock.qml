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
    /// A line above tells one record from the next.
    property bool divided: false
    /// Short questions stand two in a line, where their answers do and there are two.
    readonly property bool halves: root.width > 620 * Theme.textScale && root.block.fields.length > 1

    visible: root.block.fields.length > 0
    spacing: Theme.gap

    function isShort(index: int): bool {
        const field = root.block.fields[index] as FieldController;
        return field !== null && field.editor === FieldController.YesNoEditor;
    }

    Divider {
        visible: root.divided
        width: root.width
    }

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

    Seldom {
        wanted: root.block.doubt !== ""

        Banner {
            objectName: "doubt"
            visible: root.block.doubt !== ""
            tone: Tone.Warning
            text: root.block.doubt
            width: root.width
        }
    }

    Flow {
        spacing: Theme.gapWide
        width: root.width

        Repeater {
            model: root.block.fields

            FieldEditor {
                required property int index
                required property FieldController modelData

                field: modelData
                width: root.halves && root.isShort(index) && (root.isShort(index - 1) || root.isShort(index + 1))
                    ? Math.floor((root.width - Theme.gapWide) / 2) : root.width
            }
        }
    }
}
