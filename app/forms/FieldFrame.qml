pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// What every question has: its label, what helps to answer it, the editor, the answer of another time, and what is odd.
// No layout around its parts, see FormView. Most questions need few of the parts: each is made when it is to be seen.
Column {
    id: root

    required property FieldController field
    default property alias editor: slot.data
    /// Also shown without an answer, when nobody may give one.
    property bool drawn: false
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

        Row {
            spacing: Theme.gapTight

            Repeater {
                model: root.field.contested ? 1 : 0

                Badge {
                    text: qsTr("两种说法")
                    tone: Tone.Warning
                }
            }

            Repeater {
                // A signature that was wiped is simply not there yet.
                model: root.field.presence === FieldController.Cleared
                    && root.field.editor !== FieldController.SignatureEditor ? 1 : 0

                Badge {
                    //: Someone emptied this answer on purpose, or asked and was told that nobody knows
                    text: qsTr("不清楚")
                    tone: Tone.Unknown
                }
            }

            Repeater {
                model: root.field.required && root.field.presence !== FieldController.Answered
                    && root.field.text === "" && !root.field.readOnly ? 1 : 0

                Label {
                    text: qsTr("必填")
                    kind: Label.Caption
                    muted: true
                    wrapMode: Text.NoWrap
                }
            }

            Repeater {
                model: root.field.sensitive && root.field.presence === FieldController.Answered ? 1 : 0

                IconButton {
                    objectName: "reveal"
                    symbol: root.field.concealed ? "eye" : "eyeOff"
                    name: root.field.concealed ? qsTr("显示%1").arg(root.field.label)
                        : qsTr("隐藏%1").arg(root.field.label)
                    onClicked: root.field.concealed ? root.field.reveal() : root.field.conceal()
                }
            }
        }
    }

    Repeater {
        model: root.field.help !== "" ? 1 : 0

        Label {
            width: root.width
            text: root.field.help
            kind: Label.Caption
            muted: true
        }
    }

    Repeater {
        model: root.field.keptBy !== "" ? 1 : 0

        Label {
            width: root.width
            objectName: "keptBy"
            text: root.field.keptBy
            kind: Label.Caption
            muted: true
        }
    }

    // A question that only others answer: nothing is there yet.
    Repeater {
        model: root.field.readOnly && root.field.presence === FieldController.Unknown && !root.drawn ? 1 : 0

        Label {
            width: root.width
            objectName: "nothing"
            //: Shown in place of an answer that nobody has collected yet
            text: qsTr("未采集")
            muted: true
        }
    }

    // Editors whose lines come and go stand here: Qt 6.4 lays out the lines that are gone when a layout moves.
    Column {
        id: slot

        visible: !root.field.readOnly || root.field.presence !== FieldController.Unknown || root.drawn
        spacing: Theme.gapTight
        width: root.width
    }

    Repeater {
        model: root.field.state !== FieldController.Valid ? 1 : 0

        RowLayout {
            width: root.width
            spacing: Theme.gapTight

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
    }

    Repeater {
        model: root.field.hasPrior ? 1 : 0

        PriorLine {
            width: root.width
            field: root.field
        }
    }
}
