pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// The newest pictures of the tablet, to choose one from.
ColumnLayout {
    id: root

    required property VisitPhotos photos

    spacing: Theme.gapWide

    Banner {
        objectName: "noCamera"
        visible: !root.photos.hasCamera
        text: qsTr("这台平板没有可用的相机。请用其他方式拍好，存到平板的图片文件夹，再从这里选择。")
        Layout.fillWidth: true
    }

    EmptyState {
        visible: root.photos.recent.length === 0
        title: qsTr("没有照片")
        text: qsTr("请先用相机拍照，再回到这里选择。")
        symbol: "camera"
        Layout.fillWidth: true
    }

    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            model: root.photos.recent

            T.AbstractButton {
                id: choice

                required property int index
                required property string modelData

                objectName: "picture" + index
                implicitWidth: 168
                implicitHeight: 126
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: qsTr("第 %1 张照片").arg(index + 1)
                onClicked: root.photos.take(index)

                background: Rectangle {
                    radius: Theme.radiusSmall
                    color: Theme.palette.sunken
                    border.width: Theme.border
                    border.color: Theme.palette.outlineStrong

                    FocusRing {
                        visible: choice.visualFocus
                    }
                }

                contentItem: PhotoTile {
                    source: choice.modelData
                    asynchronous: true
                }
            }
        }
    }
}
