import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// What the household thinks of it.
StepPage {
    id: root

    Card {
        spacing: Theme.gapSection
        Layout.fillWidth: true

        FieldEditor {
            field: root.controller.form.field("satisfaction")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("knows_helper")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("knows_policy")
            Layout.fillWidth: true
        }

        FieldEditor {
            visible: root.controller.asksForExit
            field: root.controller.form.field("agrees_exit")
            Layout.fillWidth: true
        }
    }

    Card {
        spacing: Theme.gapSection
        Layout.fillWidth: true

        FieldEditor {
            field: root.controller.form.field("conversation")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("difficulties")
            Layout.fillWidth: true
        }
    }
}
