import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A page that scrolls, as wide as reads well. What has the focus is brought into view, also when the keyboard opens.
Flickable {
    id: root

    default property alias content: column.data
    property int pageWidth: Theme.pageWidth
    property int padding: Theme.gapSection
    property alias spacing: column.spacing
    readonly property var focused: Window.activeFocusItem

    contentWidth: width
    contentHeight: column.implicitHeight + 2 * root.padding
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    T.ScrollBar.vertical: ScrollBar {}
    onFocusedChanged: settle.restart()
    onHeightChanged: settle.restart()

    /// Scrolls no further than needed to see the whole of an item of this page.
    function reveal(item: Item) {
        const top = item.mapToItem(root.contentItem, 0, 0).y - Theme.gapSection;
        const bottom = item.mapToItem(root.contentItem, 0, item.height).y + Theme.gapSection;
        const lowest = Math.max(0, contentHeight - height);
        if (bottom > contentY + height)
            contentY = Math.min(lowest, bottom - height);
        if (top < contentY)
            contentY = Math.max(0, top);
    }

    /// A button that is tapped must not slide away under the finger: only fields, and what the Tab key reached, move.
    function revealFocused() {
        if (!focused || !("cursorRectangle" in focused || focused.visualFocus === true))
            return;
        for (let item = focused; item; item = item.parent)
            if (item === column)
                return reveal(focused);
    }

    Timer {
        id: settle

        interval: 0
        onTriggered: root.revealFocused()
    }

    ColumnLayout {
        id: column

        x: Math.max(root.padding, (root.width - width) / 2)
        y: root.padding
        width: Math.min(root.width - 2 * root.padding, root.pageWidth)
        spacing: Theme.gapWide
    }
}
