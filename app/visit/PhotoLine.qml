pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// Photos that were kept, each to be looked at by a tap, and the way to another one.
ColumnLayout {
    id: root

    required property string title
    required property var pictures
    property string note: ""
    property bool readOnly: false

    signal wanted
    signal chosen(string key)

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

            T.AbstractButton {
                id: photo

                required property int index
                required property var modelData

                objectName: "photo" + index
                implicitWidth: 168
                implicitHeight: 126
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.Button
                Accessible.name: root.title + " " + modelData.caption + " " + (photo.contentItem as PhotoTile).note
                onClicked: root.chosen(modelData.key)

                background: Rectangle {
                    radius: Theme.radiusSmall
                    color: Theme.palette.sunken
                    border.width: Theme.border
                    border.color: Theme.palette.outline

                    FocusRing {
                        visible: photo.visualFocus
                    }
                }

                contentItem: PhotoTile {
                    source: photo.modelData.source
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
