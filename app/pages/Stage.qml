pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Keyboard
import Bianfang.App
import Bianfang.Pages

// All that the window shows: which of it depends on the state of the app alone.
Item {
    id: root

    required property TabletApp app
    readonly property bool locked: root.app.state === TabletApp.Locked

    onLockedChanged: root.cover(root.locked)

    /// What lies open over the pages would lie over the lock, too.
    function cover(locked: bool) {
        if (!locked)
            return;
        closeBelow(root);
        closeBelow(T.Overlay.overlay);
    }

    function closeIt(object: QtObject) {
        if (object instanceof T.Popup && object.modal)
            object.close();
    }

    function closeBelow(item: Item) {
        for (let i = 0; i < item.resources.length; ++i)
            closeIt(item.resources[i]);
        if (item instanceof Loader)
            closeIt(item.item);
        for (let i = 0; i < item.children.length; ++i)
            closeBelow(item.children[i]);
    }

    Repeater {
        model: root.app.state === TabletApp.Enrolling ? 1 : 0

        EnrolPage {
            anchors.fill: parent
            anchors.bottomMargin: Insets.bottom
            app: root.app
        }
    }

    // Made while the PIN is typed: nobody waits for it afterwards, nor does the lock wait for it.
    Loader {
        id: shell

        readonly property bool open: root.app.state === TabletApp.Open
        readonly property bool wanted: root.app.working || shell.open

        anchors.fill: parent
        visible: shell.open
        onWantedChanged: if (shell.wanted) make()
        Component.onCompleted: if (shell.wanted) make()

        function make() {
            if (!item)
                setSource("Shell.qml", {app: root.app});
        }
    }

    Timer {
        id: before

        interval: 1
        running: root.locked
        onTriggered: shell.make()
    }

    LockPage {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Locked
        app: root.app
    }

    Repeater {
        model: root.app.state === TabletApp.Failed ? 1 : 0

        EmptyState {
            anchors.centerIn: parent
            width: Math.min(root.width - 2 * Theme.gapPage, 560)
            symbol: "warning"
            title: qsTr("这台平板打不开")
            text: root.app.problem
            action: qsTr("返回，重新开始")
            onActed: root.app.startOver()
        }
    }

    Keyboard {}
}
