import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A state in a word: symbol, text and colour say the same, so that none of them is needed to understand it.
Rectangle {
    id: root

    required property string text
    property int tone: Tone.Neutral
    property string symbol: Theme.toneSymbol(root.tone)
    property bool large: false

    implicitWidth: line.implicitWidth + 2 * (root.large ? Theme.gap : Theme.gapTight + 2)
    implicitHeight: line.implicitHeight + (root.large ? Theme.gapTight * 2 : Theme.gapTight)
    radius: height / 2
    color: Theme.toneSoft(root.tone)
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.palette.outline
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Row {
        id: line

        anchors.centerIn: parent
        spacing: Theme.gapHair + 2

        Icon {
            visible: root.symbol !== ""
            width: label.font.pixelSize + 4
            height: width
            anchors.verticalCenter: parent.verticalCenter
            symbol: root.symbol
            color: Theme.toneSoftText(root.tone)
        }

        Text {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.PlainText
            font.pixelSize: root.large ? Theme.fontBody : Theme.fontCaption
            font.weight: Font.Bold
            color: Theme.toneSoftText(root.tone)
            Accessible.ignored: true
        }
    }
}
