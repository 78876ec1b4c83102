pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// The way to a photo: with the camera, aimed at and looked at before it is kept; without one, from the newest pictures
// of the tablet.
Sheet {
    id: root

    required property VisitPhotos photos
    readonly property bool wanted: root.photos.choosing
    readonly property bool folder: root.photos.way === VisitPhotos.Folder

    title: root.folder ? qsTr("选一张照片") : root.photos.way === VisitPhotos.Judging ? qsTr("这张可以吗？") : qsTr("拍照")
    sheetWidth: 760
    onWantedChanged: root.wanted ? open() : close()
    Component.onCompleted: if (root.wanted) open()
    onClosed: root.photos.close()

    Banner {
        objectName: "photoComplaint"
        visible: root.photos.complaint !== ""
        tone: Tone.Bad
        text: root.photos.complaint
        Layout.fillWidth: true
    }

    Label {
        visible: !root.folder || root.photos.recent.length > 0
        text: root.folder ? qsTr("照片会写上户主、文件里的拍摄时间和添加的人，不写地点。")
            : qsTr("照片会写上户主、时间、地点和走访人。")
        muted: true
        Layout.fillWidth: true
    }

    PhotoAim {
        visible: !root.folder
        photos: root.photos
        Layout.fillWidth: true
    }

    PhotoFolder {
        visible: root.folder
        photos: root.photos
        Layout.fillWidth: true
    }
}
