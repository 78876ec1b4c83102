import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// A photo, kept as evidence and named here by its hash. The page takes it.
FieldFrame {
    id: root

    RowLayout {
        spacing: Theme.gap

        Rectangle {
            visible: root.field.picture !== ""
            implicitWidth: 200
            implicitHeight: 150
            radius: Theme.radiusSmall
            color: Theme.palette.sunken

            Image {
                anchors.fill: parent
                anchors.margins: 2
                source: root.field.picture
                sourceSize.width: 400
                fillMode: Image.PreserveAspectCrop
                asynchronous: true
                Accessible.role: Accessible.Graphic
                Accessible.name: root.field.label
            }
        }

        ColumnLayout {
            visible: !root.field.readOnly
            spacing: Theme.gapTight

            Button {
                objectName: "take"
                text: root.field.picture === "" ? qsTr("拍照") : qsTr("重拍")
                symbol: "camera"
                look: root.field.picture === "" ? Button.Tonal : Button.Outlined
                Accessible.name: root.field.label + " " + text
                onClicked: root.field.want()
            }

            Button {
                objectName: "remove"
                visible: root.field.picture !== ""
                text: qsTr("不要这张")
                symbol: "trash"
                look: Button.Plain
                onClicked: root.field.clear()
            }
        }
    }
}
