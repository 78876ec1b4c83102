import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A page that scrolls to what a person was led to, and frames it for a moment.
ScrollPage {
    id: root

    /// What a person was led to, by objectName; "a/b" is the b within the a.
    property string sought: ""

    property Item held: null
    property real heldAt: 0

    onSoughtChanged: laidOut.restart()
    onMovementStarted: root.held = null
    Component.onCompleted: laidOut.restart()

    function within(item: Item, name: string): Item {
        if (!item.visible)
            return null;
        if (item.objectName === name)
            return item;
        for (let i = 0; i < item.children.length; ++i) {
            const found = within(item.children[i], name);
            if (found)
                return found;
        }
        return null;
    }

    function lead() {
        let item = contentItem;
        for (const name of sought === "" ? [] : sought.split("/"))
            item = item ? within(item, name) : null;
        if (!item || item === contentItem)
            return;
        reveal(item);
        const at = item.mapToItem(contentItem, 0, 0);
        frame.x = at.x - Theme.gapHair;
        frame.y = at.y - Theme.gapHair;
        frame.width = item.width + 2 * Theme.gapHair;
        frame.height = item.height + 2 * Theme.gapHair;
        fade.restart();
    }

    /// An item of the page stays where it is seen while what stands above it becomes higher or lower.
    function hold(item: Item) {
        heldAt = item.mapToItem(contentItem, 0, 0).y - contentY;
        held = item;
        letGo.restart();
    }

    Connections {
        target: root.held

        function onYChanged() {
            const y = root.held.mapToItem(root.contentItem, 0, 0).y - root.heldAt;
            root.contentY = Math.max(0, Math.min(y, root.contentHeight - root.height));
        }
    }

    // Until the page is laid out anew.
    Timer {
        id: letGo

        interval: 400
        onTriggered: root.held = null
    }

    // A card that opens has its height some moments later.
    Timer {
        id: laidOut

        interval: 80
        onTriggered: root.lead()
    }

    Rectangle {
        id: frame

        objectName: "frame"
        parent: root.contentItem
        visible: opacity > 0
        opacity: 0
        z: 1
        radius: Theme.radius
        color: "transparent"
        border.width: Theme.borderStrong
        border.color: Theme.palette.focus
    }

    NumberAnimation {
        id: fade

        target: frame
        property: "opacity"
        from: 1
        to: 0
        duration: 2400
        easing.type: Easing.InCubic
    }
}
