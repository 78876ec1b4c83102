pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// What is not met becomes a problem with one tap; then what the household asks for, and how older problems stand.
StepPage {
    id: root

    SectionHeader {
        visible: shortfalls.count > 0 && !root.controller.readOnly
        text: qsTr("不达标，还没有登记")
        Layout.fillWidth: true
    }

    Repeater {
        id: shortfalls

        model: root.controller.readOnly ? [] : root.controller.shortfalls

        Banner {
            required property int index
            required property string modelData

            objectName: "shortfall" + index
            tone: Tone.Warning
            text: modelData
            action: qsTr("登记为问题")
            Layout.fillWidth: true
            onActed: root.controller.reportShortfall(index)
        }
    }

    SectionHeader {
        text: qsTr("这次的问题和诉求")
        Layout.fillWidth: true
    }

    RecordLines {
        objectName: "ownProblems"
        lines: root.controller.ownProblems
        readOnly: root.controller.readOnly
        Layout.fillWidth: true
        onChosen: key => root.controller.openRecord(key)
    }

    Card {
        visible: root.controller.ownProblems.count === 0
        padding: Theme.gapSection
        Layout.fillWidth: true

        EmptyState {
            symbol: "flag"
            title: qsTr("没有新的问题或诉求")
            text: root.controller.readOnly ? "" : qsTr("有就在这里登记，没有就直接进入下一步。")
            Layout.fillWidth: true
        }
    }

    Flow {
        visible: !root.controller.readOnly
        spacing: Theme.gap
        Layout.fillWidth: true

        Button {
            objectName: "addProblem"
            text: qsTr("登记问题")
            symbol: "plus"
            look: Button.Tonal
            onClicked: root.controller.addProblem()
        }

        Button {
            objectName: "addDemand"
            text: qsTr("登记诉求")
            symbol: "plus"
            look: Button.Tonal
            onClicked: root.controller.addDemand()
        }
    }

    SectionHeader {
        visible: root.controller.olderProblems.count > 0
        text: qsTr("以前未解决的问题")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
    }

    RecordLines {
        objectName: "olderProblems"
        lines: root.controller.olderProblems
        readOnly: root.controller.readOnly
        Layout.fillWidth: true
        onChosen: key => root.controller.openRecord(key)
    }
}
