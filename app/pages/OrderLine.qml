import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// In which order a list of households stands; by distance it says how well the tablet knows its own place.
ColumnLayout {
    id: root

    required property HouseholdsController controller

    spacing: Theme.gapTight

    PartLine {
        parts: root.controller.orders
        currentIndex: root.controller.order
        Layout.fillWidth: true
        onChosen: index => root.controller.setOrder(index)
    }

    RowLayout {
        visible: root.controller.byDistance
        spacing: Theme.gap

        Badge {
            objectName: "placeWords"
            text: root.controller.whereabouts.words
            tone: root.controller.whereabouts.known ? Tone.Primary : Tone.Unknown
            symbol: "place"
        }

        Button {
            objectName: "seekPlace"
            text: qsTr("重新定位")
            look: Button.Plain
            enabled: !root.controller.whereabouts.seeking
            onClicked: root.controller.whereabouts.seek()
        }
    }

    Label {
        objectName: "noPlace"
        visible: root.controller.byDistance && !root.controller.whereabouts.known
        text: qsTr("没有定位，先按自然村排列。")
        kind: Label.Caption
        Layout.fillWidth: true
    }
}
