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
    /// Also shown without an answer, when nobody may give one.
    property bool drawn: false
    readonly property int tone: root.field.state === FieldController.Error ? Tone.Bad
        : root.field.state === FieldController.Warning ? Tone.Warning : Tone.Neutral

    property bool roomy: false

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
            visible: root.field.required && root.field.presence !== FieldController.Answered && root.field.text === ""
                && !root.field.readOnly
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

    // A question that only others answer: nothing is there yet.
    Label {
        objectName: "nothing"
        visible: root.field.readOnly && root.field.presence === FieldController.Unknown && !root.drawn
        //: Shown in place of an answer that nobody has collected yet
        text: qsTr("未采集")
        muted: true
        width: root.width
    }

    ColumnLayout {
        id: slot

        visible: !root.field.readOnly || root.field.presence !== FieldController.Unknown || root.drawn

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

    // What a finger is about to hit below must not move up: a line that once had its button stays as high.
    RowLayout {
        visible: root.field.hasPrior
        spacing: Theme.gapTight
        width: root.width
        height: Math.max(implicitHeight, root.roomy ? Theme.control : 0)

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
            onVisibleChanged: if (visible) root.roomy = true
            Component.onCompleted: if (visible) root.roomy = true
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
