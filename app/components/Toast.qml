import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A word about what has just happened; it goes by itself and never asks. One in a window.
T.Popup {
    id: root

    property string text: ""
    property string action: ""

    signal acted

    /// `name` of what can still be done (to undo it, say) may be empty.
    function show(message: string, name: string) {
        text = message;
        action = name;
        open();
        life.restart();
    }

    function act() {
        close();
        acted();
    }

    parent: T.Overlay.overlay
    modal: false
    focus: false
    closePolicy: T.Popup.NoAutoClose
    x: parent ? (parent.width - width) / 2 : 0
    y: parent ? parent.height - Insets.bottom - height - Theme.gapSection : 0
    width: parent ? Math.min(parent.width - 2 * Theme.gapWide, implicitContentWidth + leftPadding + rightPadding) : 300
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    leftPadding: Theme.gapWide + Theme.gapHair
    rightPadding: root.action === "" ? leftPadding : Theme.gapTight
    topPadding: Theme.gapHair
    bottomPadding: Theme.gapHair

    background: Rectangle {
        objectName: "toast"
        radius: Theme.radius
        color: Theme.palette.inverse
    }

    contentItem: RowLayout {
        spacing: Theme.gap

        Label {
            text: root.text
            color: Theme.palette.inverseText
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            Layout.bottomMargin: Theme.gap
            Accessible.role: Accessible.AlertMessage
        }

        ToastButton {
            visible: root.action !== ""
            text: root.action
            onClicked: root.act()
        }
    }

    Timer {
        id: life

        interval: 5000
        onTriggered: root.close()
    }
}
