pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// The newest pictures of the tablet, to choose one from.
Sheet {
    id: root

    required property VisitPhotos photos
    readonly property bool wanted: root.photos.choosing

    title: qsTr("选一张照片")
    sheetWidth: 760
    onWantedChanged: root.wanted ? open() : close()
    onClosed: root.photos.close()

    Banner {
        visible: root.photos.complaint !== ""
        tone: Tone.Bad
        text: root.photos.complaint
        Layout.fillWidth: true
    }

    EmptyState {
        visible: root.photos.recent.length === 0
        title: qsTr("没有照片")
        text: qsTr("请先用相机拍照，再回到这里选择。")
        symbol: "camera"
        Layout.fillWidth: true
    }

    Label {
        visible: root.photos.recent.length > 0
        text: qsTr("照片会写上户主、时间、地点和走访人。")
        muted: true
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

                contentItem: Image {
                    source: choice.modelData
                    sourceSize.width: 336
                    fillMode: Image.PreserveAspectCrop
                    asynchronous: true
                    Accessible.ignored: true
                }
            }
        }
    }
}
