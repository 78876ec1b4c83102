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

    function closeBelow(item: Item) {
        for (let i = 0; i < item.resources.length; ++i)
            if (item.resources[i] instanceof T.Popup && item.resources[i].modal)
                item.resources[i].close();
        for (let i = 0; i < item.children.length; ++i)
            closeBelow(item.children[i]);
    }

    EnrolPage {
        anchors.fill: parent
        anchors.bottomMargin: Insets.bottom
        visible: root.app.state === TabletApp.Enrolling
        app: root.app
    }

    Shell {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Open
        app: root.app
    }

    LockPage {
        anchors.fill: parent
        visible: root.app.state === TabletApp.Locked
        app: root.app
    }

    EmptyState {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapPage, 560)
        visible: root.app.state === TabletApp.Failed
        symbol: "warning"
        title: qsTr("这台平板打不开")
        text: root.app.problem
        action: qsTr("返回，重新开始")
        onActed: root.app.startOver()
    }

    Keyboard {}
}
