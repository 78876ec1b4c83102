import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// The battle map (攻坚图): where each household lives and how it stands, without network or tiles.
Item {
    id: root

    required property TabletApp app
    required property MapController controller
    readonly property bool wide: width > height

    onWideChanged: root.controller.setWide(root.wide)
    onVisibleChanged: root.look()
    Component.onCompleted: {
        root.controller.setWide(root.wide);
        root.look();
    }

    /// Where the tablet is now, unless that is known: again whenever the page comes back to the front.
    function look() {
        if (visible)
            root.controller.whereabouts.want();
    }

    function goHere() {
        root.look();
        ground.showHere();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("攻坚图")
            subtitle: root.controller.subtitle
            canBack: true
            Layout.fillWidth: true
            onBack: root.app.pages.back()
        }

        MapLegend {
            controller: root.controller
            Layout.fillWidth: true
            Layout.margins: Theme.gap
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            MapGround {
                id: ground

                controller: root.controller
                anchors.fill: parent
            }

            Column {
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.gapWide
                spacing: Theme.gapTight

                MapButton {
                    objectName: "nearer"
                    symbol: "plus"
                    name: qsTr("放大")
                    enabled: ground.canNearer
                    onClicked: ground.nearer()
                }

                MapButton {
                    objectName: "farther"
                    symbol: "minus"
                    name: qsTr("缩小")
                    enabled: ground.canFarther
                    onClicked: ground.farther()
                }

                MapButton {
                    objectName: "whole"
                    symbol: "expand"
                    name: qsTr("看全部")
                    onClicked: ground.fit()
                }

                MapButton {
                    objectName: "here"
                    symbol: "place"
                    name: qsTr("我的位置")
                    onClicked: root.goHere()
                }
            }

            Badge {
                objectName: "placeWords"
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.gap
                visible: !card.visible
                text: root.controller.whereabouts.words
                tone: root.controller.whereabouts.known ? Tone.Primary : Tone.Unknown
                symbol: "place"
            }

            MapCard {
                id: card

                app: root.app
                controller: root.controller
                width: Math.min(parent.width - 2 * Theme.gap, 560)
                anchors.left: parent.left
                anchors.bottom: parent.bottom
                anchors.margins: Theme.gap
            }

            EmptyState {
                visible: root.controller.empty || root.controller.loading
                anchors.centerIn: parent
                width: Math.min(parent.width - 2 * Theme.gapPage, 480)
                symbol: "map"
                title: root.controller.loading ? qsTr("正在读取农户") : qsTr("还没有农户")
                text: root.controller.loading ? "" : qsTr("同步以后，农户会出现在这里。")
            }
        }
    }
}
