import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// The window of the tablet: what shows depends on the state of the app alone.
Window {
    id: root

    required property TabletApp app

    width: 1280
    height: 800
    visible: true
    color: Theme.palette.background
    //: Name of the program, in the title of its window
    title: qsTr("遍访")

    EnrolPage {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Enrolling
        controller: root.app.enrol
    }

    Shell {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Open
        app: root.app
    }

    LockPage {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Locked
        controller: root.app.lock
        person: root.app.person
    }

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapPage, 560)
        visible: root.app.state === TabletApp.Failed
        symbol: "warning"
        title: qsTr("这台平板打不开")
        text: root.app.problem
    }
}
