pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// What corrects an item, in place: its questions by record, photos, and how it was found.
ColumnLayout {
    id: root

    required property VisitItem item
    required property VisitPhotos photos

    signal worksheetWanted

    spacing: Theme.gapWide

    Divider {
        Layout.fillWidth: true
    }

    Button {
        objectName: "bulk"
        visible: root.item.bulk !== ""
        text: root.item.bulk
        symbol: "people"
        look: Button.Tonal
        onClicked: root.item.insureAll()
    }

    Repeater {
        model: root.item.blocks

        QuestionBlock {
            required property int index
            required property VisitBlock modelData

            objectName: "block" + index
            block: modelData
            divided: index > 0
            Layout.fillWidth: true
        }
    }

    PhotoLine {
        objectName: "stagePhotos"
        visible: root.item.stage !== ""
        title: qsTr("危房改造照片：%1").arg(root.item.stage)
        note: root.item.stages
        pictures: root.photos.stage
        Layout.fillWidth: true
        onChosen: key => root.photos.view.show(key)
        onWanted: {
            root.item.reachStage();
            root.photos.chooseForStage();
        }
    }

    Repeater {
        model: root.item.stageDay

        QuestionBlock {
            required property VisitBlock modelData

            objectName: "stageDay"
            block: modelData
            Layout.fillWidth: true
        }
    }

    Label {
        objectName: "worksheetWords"
        visible: root.item.worksheet !== ""
        text: qsTr("收入表：%1").arg(root.item.worksheet)
        Layout.fillWidth: true
    }

    Button {
        objectName: "worksheet"
        visible: root.item.hasWorksheet
        text: root.item.worksheet === "" ? qsTr("填写收入表") : qsTr("打开收入表")
        symbol: "money"
        look: Button.Tonal
        onClicked: root.worksheetWanted()
    }

    PhotoLine {
        visible: root.item.hasPhotos
        title: qsTr("住房照片")
        pictures: root.photos.house
        Layout.fillWidth: true
        onChosen: key => root.photos.view.show(key)
        onWanted: root.photos.chooseForHouse()
    }

    ColumnLayout {
        objectName: "ways"
        visible: root.item.verified
        spacing: Theme.gapTight

        Label {
            text: qsTr("核实方式（可选）")
            kind: Label.Strong
            Layout.fillWidth: true
        }

        Flow {
            spacing: Theme.gapTight
            Layout.fillWidth: true

            Repeater {
                model: root.item.ways

                Option {
                    required property int index
                    required property string modelData

                    objectName: "way" + index
                    text: modelData
                    checked: index === root.item.way
                    onClicked: root.item.choose(index)
                }
            }
        }
    }

    RowLayout {
        spacing: Theme.gap
        Layout.fillWidth: true

        Label {
            text: qsTr("依据：%1").arg(root.item.source)
            kind: Label.Caption
            muted: true
            Layout.fillWidth: true
        }

        Button {
            objectName: "unseen"
            visible: !root.item.unseen
            text: qsTr("这次没有核实")
            look: Button.Plain
            onClicked: root.item.leaveUnseen()
        }
    }
}
