import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// A signature after which something was altered: it is wiped before another one is given.
ColumnLayout {
    id: root

    signal wiped

    spacing: Theme.gap

    Banner {
        tone: Tone.Warning
        text: qsTr("签名以后又改了内容，原来的签名不再算数。")
        Layout.fillWidth: true
    }

    Button {
        objectName: "wipeOld"
        text: qsTr("清除后重新签名")
        symbol: "trash"
        onClicked: root.wiped()
    }
}
