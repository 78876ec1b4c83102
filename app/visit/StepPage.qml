import QtQuick
import Bianfang.Theme
import Bianfang.Components

// The body of a step: scrolls by itself, as wide as reads well, and ends above the keyboard.
ScrollPage {
    id: root

    pageWidth: 860
    padding: root.width > 900 ? Theme.gapSection : Theme.gapWide
    spacing: Theme.gapWide
    bottomMargin: Insets.bottom
}
