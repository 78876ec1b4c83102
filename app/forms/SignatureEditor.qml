import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// Signed with a finger; kept after each stroke.
FieldFrame {
    id: root

    drawn: true

    Rectangle {
        implicitHeight: 220
        radius: Theme.radiusSmall + 2
        color: Theme.palette.surface
        border.width: pad.empty ? Theme.border : Theme.borderStrong
        border.color: pad.empty ? Theme.palette.outlineStrong : Theme.palette.primary
        width: root.width

        Label {
            visible: pad.empty
            anchors.centerIn: parent
            text: root.field.readOnly ? qsTr("没有签名") : qsTr("请在这里用手指签名")
            muted: true
            Accessible.ignored: true
        }

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.gapSection
            height: 1
            color: Theme.palette.outline
        }

        InkPad {
            id: pad

            objectName: "pad"
            anchors.fill: parent
            anchors.margins: 2
            ink: root.field.value === undefined ? "" : root.field.value
            color: Theme.palette.text
            readOnly: root.field.readOnly
            Accessible.role: Accessible.Graphic
            Accessible.name: root.field.label
            onDrawn: root.field.answer(pad.ink)
        }
    }

    // Where nothing may be drawn now, there is nothing to undo either.
    Flow {
        visible: !root.field.readOnly && root.enabled
        spacing: Theme.gapTight
        width: root.width

        Button {
            objectName: "undo"
            text: qsTr("撤一笔")
            repeats: true
            symbol: "undo"
            enabled: !pad.empty
            onClicked: pad.undo()
        }

        Button {
            objectName: "wipe"
            text: qsTr("重签")
            symbol: "trash"
            enabled: !pad.empty
            onClicked: pad.wipe()
        }
    }
}
