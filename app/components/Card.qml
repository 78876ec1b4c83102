import QtQuick
import QtQuick.Layouts
import Bianfang.Theme

// A quiet surface that holds what belongs together; its children stand one below the other.
Rectangle {
    id: root

    default property alias content: column.data
    property int tone: Tone.Neutral
    property int padding: Theme.gapWide + Theme.gapHair
    property alias spacing: column.spacing

    implicitWidth: 320
    implicitHeight: column.implicitHeight + 2 * root.padding
    radius: Theme.radius + Theme.gapHair
    color: root.tone === Tone.Neutral ? Theme.palette.surface : Theme.toneSoft(root.tone)
    border.width: root.tone === Tone.Neutral || Theme.highContrast ? Theme.border : 0
    border.color: Theme.palette.outline

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: root.padding
        spacing: Theme.gap
    }
}
