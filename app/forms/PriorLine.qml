pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// The answer of another time beside a question, and the way to take it again.
RowLayout {
    id: root

    required property FieldController field
    readonly property bool offers: !root.field.readOnly
        && (root.field.differsFromPrior || root.field.presence !== FieldController.Answered)
    // What a finger is about to hit below must not move up: a line that once had its button stays as high.
    property bool roomy: false

    spacing: Theme.gapTight
    onOffersChanged: if (offers) roomy = true
    Component.onCompleted: if (offers) roomy = true

    Icon {
        symbol: "history"
        color: Theme.palette.textMuted
        Layout.preferredWidth: 20
        Layout.preferredHeight: 20
    }

    Label {
        objectName: "prior"
        text: root.field.priorNote === "" ? qsTr("上次：%1").arg(root.field.prior)
            : qsTr("上次：%1（%2）").arg(root.field.prior).arg(root.field.priorNote)
        kind: Label.Caption
        muted: !root.field.differsFromPrior
        tone: root.field.differsFromPrior ? Tone.Info : Tone.Neutral
        Layout.fillWidth: true
        Layout.minimumHeight: root.roomy ? Theme.control : 0
        verticalAlignment: Text.AlignVCenter
    }

    // A positioner: in Qt 6.4 a layout that moves lays out children that are gone.
    Row {
        Repeater {
            model: root.offers ? 1 : 0

            Button {
                objectName: "takePrior"
                //: Takes the answer of the last visit as the answer of this one
                text: qsTr("同上次")
                look: Button.Plain
                Accessible.name: qsTr("%1同上次").arg(root.field.label)
                onClicked: root.field.takePrior()
            }
        }
    }
}
