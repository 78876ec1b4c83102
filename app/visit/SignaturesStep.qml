pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// Signed by the household and by the visitor, with a finger.
StepPage {
    id: root

    readonly property bool unsigned: root.controller.form.field("household_signature").presence
        !== FieldController.Answered
    readonly property bool unready: !root.controller.readOnly
        && Array.from(root.controller.findings).some(one => one.beforeSigning)

    Seldom {
        wanted: root.unready

        Card {
            objectName: "beforeSigning"
            visible: root.unready
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: qsTr("签名前还要补上（点一下就到那里），免得重签")
                kind: Label.Strong
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.gapTight
            }

            Repeater {
                model: root.controller.findings

                ListRow {
                    required property int index
                    required property var modelData

                    objectName: "before" + index
                    visible: modelData.beforeSigning
                    title: modelData.text
                    subtitle: modelData.where
                    tone: modelData.tone
                    symbol: "crossSquare"
                    Layout.fillWidth: true
                    onClicked: root.controller.goToFinding(index)
                }
            }
        }
    }

    GridLayout {
        columns: root.width > 900 ? 2 : 1
        columnSpacing: Theme.gapWide
        rowSpacing: Theme.gapWide
        Layout.fillWidth: true

        Card {
            spacing: Theme.gapWide
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            FieldEditor {
                objectName: "householdSignature"
                enabled: !householdAgain.visible
                field: root.controller.form.field("household_signature")
                Layout.fillWidth: true
            }

            SignAgain {
                id: householdAgain

                objectName: "householdAgain"
                visible: Array.from(root.controller.staleSignatures).includes("household_signature")
                Layout.fillWidth: true
                onWiped: root.controller.form.field("household_signature").clear()
            }

            Label {
                visible: !root.unsigned
                text: qsTr("签名的是谁")
                kind: Label.Strong
                Layout.fillWidth: true
            }

            Flow {
                visible: !root.unsigned
                spacing: Theme.gapTight
                Layout.fillWidth: true

                Repeater {
                    model: root.controller.signers

                    Option {
                        required property int index
                        required property string modelData

                        objectName: "signer" + index
                        text: modelData
                        checked: index === root.controller.signer
                        enabled: !root.controller.readOnly
                        onClicked: root.controller.signedBy(index)
                    }
                }
            }

            Label {
                visible: root.unsigned
                text: qsTr("不能签名时，请选原因")
                kind: Label.Strong
                Layout.fillWidth: true
            }

            Flow {
                visible: root.unsigned
                spacing: Theme.gapTight
                Layout.fillWidth: true

                Repeater {
                    model: root.controller.excuses

                    Option {
                        required property int index
                        required property string modelData

                        objectName: "excuse" + index
                        text: modelData
                        tone: Tone.Warning
                        checked: index === root.controller.excused
                        enabled: !root.controller.readOnly
                        onClicked: root.controller.excuse(index)
                    }
                }
            }
        }

        Card {
            spacing: Theme.gapWide
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            FieldEditor {
                objectName: "visitorSignature"
                enabled: !visitorAgain.visible
                field: root.controller.form.field("visitor_signature")
                Layout.fillWidth: true
            }

            SignAgain {
                id: visitorAgain

                objectName: "visitorAgain"
                visible: Array.from(root.controller.staleSignatures).includes("visitor_signature")
                Layout.fillWidth: true
                onWiped: root.controller.form.field("visitor_signature").clear()
            }
        }
    }
}
