import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Camera
import Bianfang.Components

// Looks for a QR code through the camera, and closes when it has one.
Sheet {
    id: root

    required property CodeScanner scanner
    readonly property bool wanted: root.scanner.looking

    signal found(string code)

    title: qsTr("扫描二维码")
    sheetWidth: 760
    onWantedChanged: root.wanted ? open() : close()
    onClosed: root.scanner.close()

    Connections {
        target: root.scanner

        function onFound(code: string) {
            root.found(code);
        }
    }

    Banner {
        objectName: "scanComplaint"
        visible: root.scanner.complaint !== ""
        tone: Tone.Warning
        text: root.scanner.complaint
        Layout.fillWidth: true
    }

    Label {
        visible: root.scanner.looksOut
        text: qsTr("对准办公室给的二维码，不用按键。")
        muted: true
        Layout.fillWidth: true
    }

    Viewfinder {
        objectName: "viewfinder"
        visible: root.scanner.looksOut
        sight: root.scanner
        Layout.fillWidth: true
        Layout.preferredHeight: Math.round(width * 0.6)
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("取景")
    }
}
