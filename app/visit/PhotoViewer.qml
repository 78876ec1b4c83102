pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// A photo over the page, as large as the screen has room; taken out only after its reason was asked for.
Sheet {
    id: root

    required property PhotoView view
    readonly property bool wanted: root.view.open
    /// What the picture may take, so that what can be done with it stays in sight.
    readonly property real pictureRoom: root.room - Theme.bar - root.actionsHeight - note.implicitHeight
        - 3 * Theme.gapSection

    title: qsTr("照片")
    sheetWidth: 1080
    onWantedChanged: root.wanted ? open() : close()
    Component.onCompleted: if (root.wanted) open()
    onClosed: root.view.close()

    actions: ColumnLayout {
        width: parent ? parent.width : 0
        spacing: Theme.gap

        Label {
            visible: root.view.asking
            text: qsTr("为什么移除？原因会记下来，照片文件不会从档案中抹去。")
            Layout.fillWidth: true
        }

        Flow {
            visible: root.view.asking
            spacing: Theme.gapTight
            Layout.fillWidth: true

            Repeater {
                model: root.view.asking ? root.view.reasons : []

                Button {
                    required property int index
                    required property string modelData

                    objectName: "reason" + index
                    text: modelData
                    danger: true
                    onClicked: root.view.remove(index)
                }
            }
        }

        RowLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            Button {
                objectName: "removePhoto"
                visible: root.view.canRemove && !root.view.asking
                text: qsTr("移除这张照片")
                symbol: "trash"
                look: Button.Plain
                danger: true
                onClicked: root.view.ask()
            }

            Button {
                objectName: "keepPhoto"
                visible: root.view.asking
                text: qsTr("不移除")
                look: Button.Plain
                onClicked: root.view.keep()
            }

            Item {
                Layout.fillWidth: true
            }

            Button {
                objectName: "photoSeen"
                text: qsTr("返回")
                look: Button.Filled
                Layout.preferredWidth: Math.max(implicitWidth, 160)
                onClicked: root.close()
            }
        }
    }

    Banner {
        visible: root.view.problem !== ""
        tone: Tone.Bad
        text: root.view.problem
        Layout.fillWidth: true
    }

    Image {
        objectName: "largePhoto"
        source: root.view.source
        sourceSize.width: 1600
        fillMode: Image.PreserveAspectFit
        asynchronous: true
        visible: root.view.source !== ""
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(120, Math.min(root.pictureRoom,
            status === Image.Ready ? root.body.width * implicitHeight / implicitWidth : root.pictureRoom))
        Accessible.role: Accessible.Graphic
        Accessible.name: root.title + " " + root.view.caption
    }

    Label {
        id: note

        objectName: "photoNote"
        text: root.view.source === "" ? qsTr("照片还在中心，下次同步取来。")
            : root.view.small ? qsTr("%1（小图；原图在中心，下次同步取来）").arg(root.view.caption) : root.view.caption
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
    }
}
