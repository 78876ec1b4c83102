import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// The body of a step: scrolls by itself, as wide as reads well, and ends above the keyboard.
LeadingPage {
    id: root

    required property VisitController controller

    sought: root.controller.sought
    pageWidth: 860
    padding: root.width > 900 ? Theme.gapSection : Theme.gapWide
    spacing: Theme.gapWide
    bottomMargin: Insets.bottom
}
