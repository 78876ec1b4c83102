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

        ColumnLayout {
            id: entry

            required property FieldController modelData

            spacing: Theme.gapWide
            Layout.fillWidth: true

            SectionHeader {
                visible: entry.modelData.opensSection
                text: entry.modelData.section
                Layout.fillWidth: true
                Layout.topMargin: Theme.gapTight
            }

            FieldEditor {
                field: entry.modelData
                Layout.fillWidth: true
            }
        }
    }
}
