import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A key of the PIN's pad.
Button {
    id: root

    width: 96
    height: 76
    look: Button.Outlined
    repeats: true
    leftPadding: 0
    rightPadding: 0
    font.pixelSize: Theme.fontHeading
}
