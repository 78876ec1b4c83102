pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// A record of the visit over its page: a problem, a demand, a measure, the income worksheet, a member.
Sheet {
    id: root

    required property VisitController controller
    readonly property VisitSheet record: root.controller.sheet
    readonly property bool wanted: root.record.open

    title: root.record.title
    sheetWidth: 760
    onWantedChanged: root.wanted ? open() : close()
    asksBefore: true
    onLeft: root.record.done()
    onClosed: root.record.close()

    actions: ColumnLayout {
        width: parent ? parent.width : 0
        spacing: Theme.gap

        Banner {
            objectName: "unfilled"
            visible: root.record.unfilled !== ""
            tone: Tone.Warning
            text: root.record.unfilled
            Layout.fillWidth: true
        }

        RowLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            Button {
                objectName: "removeRecord"
                visible: root.record.canRemove
                text: qsTr("不登记这条")
                symbol: "trash"
                look: Button.Plain
                danger: true
                onClicked: root.record.remove()
            }

            Item {
                Layout.fillWidth: true
            }

            Button {
                objectName: "done"
                text: qsTr("好了")
                look: Button.Filled
                Layout.preferredWidth: Math.max(implicitWidth, 160)
                onClicked: root.record.done()
            }
        }
    }

    Banner {
        visible: root.record.problem !== ""
        tone: Tone.Bad
        text: root.record.problem
        Layout.fillWidth: true
    }

    Banner {
        objectName: "lacks"
        visible: root.record.lacks !== ""
        text: root.record.lacks
        Layout.fillWidth: true
    }

    Repeater {
        model: root.record.fields

        FieldEditor {
            required property FieldController modelData

            field: modelData
            Layout.fillWidth: true
        }
    }

    PhotoLine {
        visible: root.record.takesPhotos
        title: root.record.follows ? qsTr("照片（拍下整改后的样子）") : qsTr("照片")
        pictures: root.controller.photos.problem
        Layout.fillWidth: true
        onChosen: key => root.controller.photos.view.show(key)
        onWanted: root.controller.photos.chooseForProblem()
    }

    Banner {
        objectName: "hint"
        visible: root.record.hint !== ""
        tone: Tone.Warning
        text: root.record.hint
        Layout.fillWidth: true
    }

    Label {
        visible: root.record.summary !== ""
        objectName: "summary"
        text: root.record.summary
        kind: Label.Large
        font.weight: Font.Bold
        Layout.fillWidth: true
    }
}
