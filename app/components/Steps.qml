pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// The steps of a longer work in a line: done, current, to come, each by mark, number and colour. Any of them can be
// opened at any time. Each is as wide as its name asks, so that all are in sight where there is room for all names.
Flickable {
    id: root

    property list<StepItem> items
    property int currentIndex: 0

    signal chosen(int index)

    implicitWidth: line.implicitWidth
    implicitHeight: Math.max(Theme.row, line.implicitHeight)
    contentWidth: Math.max(width, line.implicitWidth)
    contentHeight: height
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    clip: true
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("步骤")
    onCurrentIndexChanged: settle.restart()
    onWidthChanged: settle.restart()
    onContentWidthChanged: settle.restart()

    Timer {
        id: settle

        interval: 0
        onTriggered: root.reveal()
    }

    function reveal() {
        const step = steps.itemAt(currentIndex);
        if (step)
            contentX = Math.max(0, Math.min(contentWidth - width, step.x - (width - step.width) / 2));
    }

    /// Whether what lies there is in sight as a whole.
    function sees(from: real, to: real): bool {
        return from >= contentX + (before.visible ? before.width : 0)
            && to <= contentX + width - (after.visible ? after.width : 0);
    }

    // Where the line goes on beyond the edge: nothing else shows that it can be pushed.
    component Edge: Rectangle {
        id: edge

        required property string symbol

        z: 1
        width: 28
        height: root.height
        color: Theme.palette.surface

        Icon {
            anchors.centerIn: parent
            width: 24
            height: 24
            symbol: edge.symbol
            color: Theme.palette.primary
        }
    }

    Edge {
        id: before

        objectName: "stepsBefore"
        parent: root
        visible: root.contentX > 1
        symbol: "left"
    }

    Edge {
        id: after

        objectName: "stepsAfter"
        parent: root
        visible: root.contentX < root.contentWidth - root.width - 1
        x: root.width - width
        symbol: "right"
    }

    RowLayout {
        id: line

        width: root.contentWidth
        height: root.height
        spacing: 0

        Repeater {
            id: steps

            model: root.items

            T.AbstractButton {
                id: step

                required property int index
                required property StepItem modelData
                readonly property bool current: index === root.currentIndex
                readonly property int tone: modelData.attention ? Tone.Warning : modelData.done ? Tone.Good : Tone.Neutral

                objectName: "step" + index
                implicitWidth: Math.max(Theme.target, words.implicitWidth + Theme.gapTight)
                Layout.fillWidth: true
                Layout.fillHeight: true
                focusPolicy: Qt.StrongFocus
                text: modelData.text
                Accessible.role: Accessible.PageTab
                Accessible.name: text
                Accessible.selected: current
                onClicked: root.chosen(index)

                FocusRing {
                    visible: step.visualFocus
                    anchors.margins: 2
                }

                Rectangle {
                    visible: step.index > 0
                    y: mark.y + mark.height / 2 - 1
                    width: (parent.width - mark.width) / 2 - 6
                    height: 2
                    color: Theme.palette.outline
                }

                Rectangle {
                    visible: step.index + 1 < root.items.length
                    y: mark.y + mark.height / 2 - 1
                    x: parent.width - width
                    width: (parent.width - mark.width) / 2 - 6
                    height: 2
                    color: Theme.palette.outline
                }

                Rectangle {
                    id: mark

                    width: 30
                    height: 30
                    radius: 15
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: (parent.height - height - words.implicitHeight - 2) / 2
                    color: step.current ? Theme.palette.primary : Theme.toneSoft(step.tone)
                    border.width: step.current || step.tone !== Tone.Neutral ? 0 : Theme.border
                    border.color: Theme.palette.outlineStrong

                    Icon {
                        visible: step.tone !== Tone.Neutral
                        anchors.centerIn: parent
                        width: 20
                        height: 20
                        symbol: step.modelData.attention ? "warning" : "check"
                        color: step.current ? Theme.palette.primaryText : Theme.toneSoftText(step.tone)
                    }

                    Text {
                        visible: step.tone === Tone.Neutral
                        anchors.centerIn: parent
                        text: step.index + 1
                        font.pixelSize: 16
                        font.weight: Font.Bold
                        color: step.current ? Theme.palette.primaryText : Theme.palette.text
                        Accessible.ignored: true
                    }
                }

                Text {
                    id: words

                    // Half a name tells nothing: its mark shows that there is a step.
                    visible: root.sees(step.x + x, step.x + x + width)
                    anchors.top: mark.bottom
                    anchors.topMargin: 2
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: step.text
                    textFormat: Text.PlainText
                    font.pixelSize: Theme.fontCaption
                    font.weight: step.current ? Font.Bold : Font.Normal
                    color: step.current ? Theme.palette.primary : Theme.palette.textMuted
                    Accessible.ignored: true
                }
            }
        }
    }
}
