pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// The eight items, each confirmed with one tap or corrected in place; then food and clothing.
StepPage {
    id: root

    spacing: Theme.gap

    SectionHeader {
        text: qsTr("逐项核实")
        note: qsTr("已核实 %1 / 8").arg(root.controller.itemsVerified)
        Layout.fillWidth: true
    }

    Repeater {
        model: root.controller.items

        ItemCard {
            required property int index
            required property VisitItem modelData

            objectName: "card" + index
            item: modelData
            photos: root.controller.photos
            readOnly: root.controller.readOnly
            Layout.fillWidth: true
            onToggled: root.controller.openItem(index)
            onWorksheetWanted: root.controller.openIncome()
        }
    }

    Card {
        spacing: Theme.gapSection
        Layout.fillWidth: true

        FieldEditor {
            field: root.controller.form.field("food")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("clothing")
            Layout.fillWidth: true
        }
    }
}
