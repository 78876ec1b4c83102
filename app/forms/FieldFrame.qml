import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// What every question has: its label, what helps to answer it, the editor, the answer of another time, and what is odd.
// No layout around its parts, see FormView.
Column {
    id: root

    required property FieldController field
    default property alias editor: slot.data
    readonly property int tone: root.field.state === FieldController.Error ? Tone.Bad
        : root.field.state === FieldController.Warning ? Tone.Warning : Tone.Neutral

    objectName: "field." + root.field.name
    spacing: Theme.gapTight

    RowLayout {
        spacing: Theme.gapTight
        width: root.width

        Label {
            text: root.field.label
            kind: Label.Strong
            Layout.fillWidth: true
        }

        Badge {
            visible: root.field.contested
            text: qsTr("两种说法")
            tone: Tone.Warning
        }

        Badge {
            visible: root.field.presence === FieldController.Cleared
            //: Someone emptied this answer on purpose, or asked and was told that nobody knows
            text: qsTr("不清楚")
            tone: Tone.Unknown
        }

        Label {
            visible: root.field.required && root.field.presence !== FieldController.Answered
            text: qsTr("必填")
            kind: Label.Caption
            muted: true
            wrapMode: Text.NoWrap
        }

        IconButton {
            objectName: "reveal"
            visible: root.field.sensitive && root.field.presence === FieldController.Answered
            symbol: root.field.concealed ? "eye" : "eyeOff"
            name: root.field.concealed ? qsTr("显示%1").arg(root.field.label) : qsTr("隐藏%1").arg(root.field.label)
            onClicked: root.field.concealed ? root.field.reveal() : root.field.conceal()
        }
    }

    Label {
        visible: root.field.help !== ""
        text: root.field.help
        kind: Label.Caption
        muted: true
        width: root.width
    }

    ColumnLayout {
        id: slot

        spacing: Theme.gapTight
        width: root.width
    }

    RowLayout {
        visible: root.field.state !== FieldController.Valid
        spacing: Theme.gapTight
        width: root.width

        Icon {
            symbol: Theme.toneSymbol(root.tone)
            color: Theme.toneColor(root.tone)
            Layout.preferredWidth: 22
            Layout.preferredHeight: 22
            Layout.alignment: Qt.AlignTop
        }

        Label {
            objectName: "message"
            text: root.field.message
            kind: Label.Caption
            tone: root.tone
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
        }
    }

    RowLayout {
        visible: root.field.hasPrior
        spacing: Theme.gapTight
        width: root.width

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
        }

        Button {
            objectName: "takePrior"
            visible: !root.field.readOnly
                && (root.field.differsFromPrior || root.field.presence !== FieldController.Answered)
            //: Takes the answer of the last visit as the answer of this one
            text: qsTr("同上次")
            look: Button.Plain
            Accessible.name: qsTr("%1同上次").arg(root.field.label)
            onClicked: root.field.takePrior()
        }
    }
}
