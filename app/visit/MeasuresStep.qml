import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// What is promised at this visit, and what came of earlier promises.
StepPage {
    id: root

    SectionHeader {
        text: qsTr("这次承诺的措施")
        Layout.fillWidth: true
    }

    RecordLines {
        objectName: "ownMeasures"
        lines: root.controller.ownMeasures
        readOnly: root.controller.readOnly
        Layout.fillWidth: true
        onChosen: key => root.controller.openRecord(key)
    }

    Card {
        visible: root.controller.ownMeasures.count === 0
        padding: Theme.gapSection
        Layout.fillWidth: true

        EmptyState {
            symbol: "tools"
            title: qsTr("没有新的措施")
            text: root.controller.readOnly ? "" : qsTr("答应了农户什么，在这里记下；没有就直接进入下一步。")
            Layout.fillWidth: true
        }
    }

    Button {
        objectName: "addMeasure"
        visible: !root.controller.readOnly
        text: qsTr("登记措施")
        symbol: "plus"
        look: Button.Tonal
        onClicked: root.controller.addMeasure()
    }

    SectionHeader {
        visible: root.controller.olderMeasures.count > 0
        text: qsTr("以前的措施落实了吗")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
    }

    RecordLines {
        objectName: "olderMeasures"
        lines: root.controller.olderMeasures
        readOnly: root.controller.readOnly
        Layout.fillWidth: true
        onChosen: key => root.controller.openRecord(key)
    }
}
