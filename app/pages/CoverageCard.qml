import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// How much of this year's round is done: households on the register that the secretary has visited, of all.
Card {
    id: root

    required property HouseholdsController controller

    padding: Theme.gapWide

    RowLayout {
        spacing: Theme.gapSection

        Figure {
            value: root.controller.visited + " / " + root.controller.toVisit
            name: root.controller.roundName
            Layout.fillWidth: false
        }

        ProgressBar {
            text: root.controller.visited < root.controller.toVisit
                ? qsTr("还有 %1 户未遍访").arg(root.controller.toVisit - root.controller.visited)
                : qsTr("建档立卡户已全部遍访")
            value: root.controller.share
            figure: Math.floor(root.controller.share * 100) + "%"
            Layout.fillWidth: true
        }
    }
}
