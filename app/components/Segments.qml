pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A few views of the same thing, of which one shows. Where they do not fit in a line they stand in several.
Item {
    id: root

    required property string name
    required property list<string> texts
    property int currentIndex: 0
    readonly property int count: root.texts.length
    readonly property real room: Math.max(1, root.width - 2 * Theme.gapHair)
    property real widest: Theme.target
    property real together: 0
    readonly property bool fits: root.together <= root.room
    /// In a line, of as many lines as that makes.
    readonly property int inLine: root.fits ? root.count
        : Math.max(1, Math.min(Math.floor(root.room / root.widest), Math.ceil(root.count / 2)))
    readonly property int lines: Math.max(1, Math.ceil(root.count / Math.max(1, root.inLine)))

    /// A person chose another one; the page sets currentIndex.
    signal chosen(int index)

    /// Words have their width when they are laid out, and another one in another language or size. While they are being
    /// made nothing is measured: each of them would lay out those before it again.
    function measure() {
        if (!segments.itemAt(segments.count - 1))
            return;
        let widest = Theme.target, together = 0;
        for (let i = 0; i < segments.count; ++i) {
            const one = segments.itemAt(i);
            widest = Math.max(widest, one ? one.implicitWidth : 0);
            together += one ? one.implicitWidth : 0;
        }
        root.widest = widest;
        root.together = together;
    }

    implicitWidth: root.together + 2 * Theme.gapHair
    implicitHeight: root.lines * Theme.control + 2 * Theme.gapHair
    Accessible.role: Accessible.PageTabList
    Accessible.name: root.name

    // As high as its lines are: in Qt 6.4 a layout that is being laid out misses that they became fewer.
    Rectangle {
        objectName: "ground"
        width: root.width
        height: root.implicitHeight
        radius: Theme.radius
        color: Theme.palette.sunken
        border.width: Theme.highContrast ? Theme.border : 0
        border.color: Theme.palette.outline
    }

    Flow {
        x: Theme.gapHair
        y: Theme.gapHair
        width: root.room

        Repeater {
            id: segments

            model: root.texts
            onCountChanged: root.measure()
            onItemAdded: index => {
                if (index === segments.count - 1)
                    root.measure();
            }

            Segment {
                required property int index
                required property string modelData

                text: modelData
                checked: index === root.currentIndex
                width: root.fits ? Math.floor(implicitWidth + (root.room - root.together) / Math.max(1, root.count))
                    : Math.floor(root.room / root.inLine)
                onImplicitWidthChanged: root.measure()
                onClicked: root.chosen(index)
            }
        }
    }
}
