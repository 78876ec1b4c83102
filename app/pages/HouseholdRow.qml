pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Pages

// A household in a list: who, where, why to go there, and its eight items.
T.ItemDelegate {
    id: root

    required property string record
    required property string title
    required property string subtitle
    required property var badges
    required property var verdicts
    property bool narrow: false
    /// Much is lacking: it stands below the name.
    readonly property bool below: root.narrow || root.width < 900 && root.verdicts.filter(one => one !== 2).length > 2

    objectName: "household." + root.title
    implicitHeight: Math.max(Theme.row + Theme.gap, implicitContentHeight + 2 * Theme.gap)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    Accessible.role: Accessible.ListItem
    Accessible.name: root.title + "，" + root.subtitle

    FirstTap {
        target: root
    }

    background: Rectangle {
        color: root.down ? Theme.palette.sunken : "transparent"
        radius: Theme.radius

        Divider {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.leftMargin: root.leftPadding
            anchors.rightMargin: root.rightPadding
        }

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: RowLayout {
        spacing: Theme.gapWide

        ColumnLayout {
            spacing: Theme.gapHair
            Layout.fillWidth: true

            RowLayout {
                spacing: Theme.gap

                Label {
                    text: root.title
                    kind: Label.Large
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    Layout.maximumWidth: 260
                    Accessible.ignored: true
                }

                Flow {
                    spacing: Theme.gapTight
                    Layout.fillWidth: true

                    Repeater {
                        model: root.badges

                        Badge {
                            required property var modelData

                            text: modelData.text
                            tone: modelData.tone
                        }
                    }
                }
            }

            Label {
                text: root.subtitle
                kind: Label.Caption
                muted: true
                maximumLineCount: 3
                elide: Text.ElideRight
                Layout.fillWidth: true
                Accessible.ignored: true
            }

            VerdictStrip {
                visible: root.below && root.verdicts.length > 0
                verdicts: root.verdicts
                Layout.topMargin: Theme.gapHair
            }
        }

        VerdictStrip {
            visible: !root.below && root.verdicts.length > 0
            verdicts: root.verdicts
        }

        Icon {
            Layout.preferredWidth: 20
            Layout.preferredHeight: 20
            symbol: "right"
            color: Theme.palette.textMuted
        }
    }
}
