pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Gallery

ScrollPage {
    id: root

    pageWidth: 1080

    Repeater {
        model: [Label.Display, Label.Heading, Label.Title, Label.Large, Label.Strong, Label.Body, Label.Caption]

        Label {
            required property int modelData

            text: qsTr("一户一档，随填随存 0123456789")
            kind: modelData
            Layout.fillWidth: true
        }
    }

    Flow {
        spacing: Theme.gapTight
        Layout.fillWidth: true

        Repeater {
            model: SymbolNames.all

            ColumnLayout {
                id: cell

                required property string modelData

                width: 104
                spacing: 0

                Icon {
                    symbol: cell.modelData
                    color: Theme.palette.text
                    Layout.preferredWidth: 40
                    Layout.preferredHeight: 40
                    Layout.alignment: Qt.AlignHCenter
                }

                Text {
                    text: cell.modelData
                    font.pixelSize: 13
                    color: Theme.palette.textMuted
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
            }
        }
    }
}
