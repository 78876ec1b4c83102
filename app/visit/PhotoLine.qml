pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// Photos that were kept, and the way to another one.
ColumnLayout {
    id: root

    required property string title
    required property var pictures
    property string note: ""
    property bool readOnly: false

    signal wanted

    spacing: Theme.gapTight

    Label {
        text: root.title
        kind: Label.Strong
        Layout.fillWidth: true
    }

    Label {
        visible: root.note !== ""
        objectName: "note"
        text: root.note
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
    }

    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            model: root.pictures

            Rectangle {
                id: frame

                required property var modelData

                objectName: "photo"
                width: 168
                height: 126
                radius: Theme.radiusSmall
                color: Theme.palette.sunken
                border.width: Theme.border
                border.color: Theme.palette.outline

                Image {
                    anchors.fill: parent
                    anchors.margins: 2
                    source: frame.modelData.source
                    sourceSize.width: 336
                    fillMode: Image.PreserveAspectCrop
                    Accessible.role: Accessible.Graphic
                    Accessible.name: root.title + " " + frame.modelData.caption
                }
            }
        }

        Button {
            objectName: "addPhoto"
            visible: !root.readOnly
            text: qsTr("添加照片")
            symbol: "camera"
            look: Button.Tonal
            onClicked: root.wanted()
        }
    }
}
