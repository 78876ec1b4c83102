pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// All questions of a record below one another, in their sections.
ColumnLayout {
    id: root

    required property FormController form

    spacing: Theme.gapSection

    Banner {
        objectName: "problem"
        visible: root.form.problem !== ""
        tone: Tone.Bad
        text: root.form.problem
        Layout.fillWidth: true
    }

    Repeater {
        model: root.form.fields

        // No layout within the layout: in Qt 6.4 one that is told of a new height while it lays out stays as it was, and
        // an answer that grows would lie over the next question.
        Column {
            id: entry

            required property FieldController modelData

            spacing: Theme.gapWide
            Layout.fillWidth: true

            SectionHeader {
                visible: entry.modelData.opensSection
                text: entry.modelData.section
                width: entry.width
            }

            FieldEditor {
                field: entry.modelData
                width: entry.width
            }
        }
    }
}
