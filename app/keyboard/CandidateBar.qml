pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Keyboard

// The letters so far, and what they may mean; the likeliest first.
RowLayout {
    id: root

    required property KeyboardController controller

    spacing: 0

    Label {
        objectName: "composed"
        visible: text !== ""
        text: root.controller.composed
        kind: Label.Large
        tone: Tone.Primary
        wrapMode: Text.NoWrap
        elide: Text.ElideLeft
        Layout.leftMargin: Theme.gapWide
        Layout.maximumWidth: root.width * 0.35
    }

    KeyRow {
        visible: root.controller.candidates.length === 0 && root.controller.layout === KeyboardController.Pinyin
        controller: root.controller
        keys: ["，", "。", "、", "？", "！", "：", "（", "）"]
        Layout.fillWidth: true
    }

    ListView {
        visible: root.controller.candidates.length > 0
        model: root.controller.candidates
        orientation: ListView.Horizontal
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.leftMargin: Theme.gapTight
        onModelChanged: positionViewAtBeginning()

        delegate: T.AbstractButton {
            id: candidate

            required property int index
            required property string modelData

            objectName: "candidate." + modelData
            width: Math.max(Theme.target, word.implicitWidth + 2 * Theme.gap)
            height: ListView.view ? ListView.view.height : Theme.target
            focusPolicy: Qt.NoFocus
            Accessible.role: Accessible.Button
            Accessible.name: modelData
            onClicked: root.controller.choose(index)

            Rectangle {
                anchors.fill: parent
                anchors.margins: 3
                radius: Theme.radiusSmall
                color: candidate.down || candidate.index === 0 ? Theme.palette.primarySoft : "transparent"
            }

            Text {
                id: word

                anchors.centerIn: parent
                text: candidate.modelData
                textFormat: Text.PlainText
                font.pixelSize: 24
                color: candidate.down || candidate.index === 0 ? Theme.palette.primarySoftText : Theme.palette.text
                Accessible.ignored: true
            }
        }
    }

    Key {
        objectName: "pageBack"
        visible: root.controller.hasLess
        symbol: "left"
        name: qsTr("前一页候选字")
        quiet: true
        Layout.fillHeight: true
        onClicked: root.controller.turnPage(-1)
    }

    Key {
        objectName: "pageOn"
        visible: root.controller.hasMore
        symbol: "right"
        name: qsTr("后一页候选字")
        quiet: true
        Layout.fillHeight: true
        onClicked: root.controller.turnPage(1)
    }
}
