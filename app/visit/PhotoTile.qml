import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A small photo, or why there is nothing to see.
Item {
    id: root

    /// "" while its file is not on this tablet.
    required property string source
    property alias asynchronous: picture.asynchronous
    /// What stands in its place; "": it shows.
    readonly property string note: root.source === "" ? qsTr("照片不在本平板，点开后随同步取来")
        : picture.status === Image.Error ? qsTr("照片打不开") : ""

    Image {
        id: picture

        anchors.fill: parent
        source: root.source
        sourceSize.width: 336
        fillMode: Image.PreserveAspectCrop
        Accessible.ignored: true
    }

    Label {
        objectName: "blank"
        visible: root.note !== ""
        anchors.fill: parent
        anchors.margins: Theme.gapTight
        text: root.note
        kind: Label.Caption
        muted: true
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
