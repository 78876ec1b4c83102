import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

ColumnLayout {
    id: root

    spacing: Theme.gapSection

    SectionHeader {
        text: qsTr("按钮")
        Layout.fillWidth: true
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap

        Button {
            objectName: "filled"
            text: qsTr("开始走访")
            symbol: "plus"
            look: Button.Filled
        }

        Button {
            text: qsTr("同步")
            symbol: "sync"
            look: Button.Tonal
        }
    }
}
