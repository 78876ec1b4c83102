import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Camera
import Bianfang.Visit

// What the camera sees, one large button, and the picture again before it is kept.
ColumnLayout {
    id: root

    required property VisitPhotos photos
    readonly property bool judging: root.photos.way === VisitPhotos.Judging

    spacing: Theme.gap

    Viewfinder {
        objectName: "viewfinder"
        sight: root.photos
        Layout.fillWidth: true
        Layout.preferredHeight: Math.round(width * 0.6)
        Accessible.role: Accessible.Graphic
        Accessible.name: root.judging ? qsTr("刚拍的照片") : qsTr("取景")
    }

    RowLayout {
        visible: root.judging
        spacing: Theme.gap
        Layout.alignment: Qt.AlignHCenter

        Button {
            objectName: "retake"
            text: qsTr("重拍")
            symbol: "undo"
            onClicked: root.photos.retake()
        }

        Button {
            objectName: "usePhoto"
            text: qsTr("使用这张")
            symbol: "check"
            look: Button.Filled
            onClicked: root.photos.use()
        }
    }

    T.AbstractButton {
        id: shutter

        objectName: "shutter"
        visible: !root.judging
        enabled: !root.photos.shooting
        implicitWidth: 96
        implicitHeight: 96
        focusPolicy: Qt.StrongFocus
        Layout.alignment: Qt.AlignHCenter
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("拍照")
        onClicked: root.photos.shoot()

        background: Rectangle {
            radius: width / 2
            color: shutter.down || !shutter.enabled ? Theme.palette.primaryPressed : Theme.palette.primary
            border.width: 6
            border.color: Theme.palette.primarySoft

            FocusRing {
                visible: shutter.visualFocus
                radius: width / 2
            }
        }

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                width: 44
                height: 44
                symbol: "camera"
                color: Theme.palette.primaryText
            }
        }
    }

    Button {
        objectName: "toFolder"
        text: qsTr("改为选一张已有的照片")
        look: Button.Plain
        symbol: "picture"
        Layout.alignment: Qt.AlignHCenter
        onClicked: root.photos.toFolder()
    }
}
