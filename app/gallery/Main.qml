import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Keyboard
import Bianfang.Gallery

// Every component and editor, for a person to judge. `page` is the one that shows.
Window {
    id: root

    property int page: 0
    readonly property int pages: places.items.length
    readonly property bool wide: width > height
    readonly property NavigationPlaces places: NavigationPlaces {
        NavigationItem {
            text: qsTr("动作")
            symbol: "flag"
        }
        NavigationItem {
            text: qsTr("陈列")
            symbol: "list"
            count: 3
        }
        NavigationItem {
            text: qsTr("符号")
            symbol: "star"
        }
        NavigationItem {
            text: qsTr("成员")
            symbol: "people"
        }
        NavigationItem {
            text: qsTr("村")
            symbol: "household"
        }
        NavigationItem {
            text: qsTr("走访")
            symbol: "edit"
        }
        NavigationItem {
            text: qsTr("键盘")
            symbol: "keyboard"
        }
    }

    width: 1280
    height: 800
    visible: true
    title: qsTr("组件一览")
    color: Theme.palette.background

    NavigationRail {
        id: rail

        visible: root.wide
        width: visible ? implicitWidth : 0
        height: parent.height
        places: root.places
        currentIndex: root.page
        onChosen: index => root.page = index
    }

    NavigationBar {
        id: foot

        visible: !root.wide && Insets.bottom === 0
        height: visible ? implicitHeight : 0
        width: parent.width
        anchors.bottom: parent.bottom
        places: root.places
        currentIndex: root.page
        onChosen: index => root.page = index
    }

    ColumnLayout {
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top
        anchors.bottomMargin: Insets.bottom
        spacing: 0

        TopBar {
            title: root.places.items[root.page].text
            subtitle: qsTr("组件一览")
            Layout.fillWidth: true

            IconButton {
                objectName: "nextTextSize"
                symbol: "textSize"
                name: qsTr("文字大小")
                onClicked: Appearance.textSize = (Appearance.textSize + 1) % 3
            }

            IconButton {
                objectName: "nextScheme"
                symbol: Theme.dark ? "moon" : Theme.highContrast ? "contrast" : "sun"
                name: qsTr("配色")
                onClicked: Appearance.scheme = (Appearance.scheme + 1) % 3
            }

            Button {
                objectName: "nextLanguage"
                text: Appearance.language === Appearance.English ? "中文" : "English"
                symbol: "globe"
                look: Button.Plain
                onClicked: Appearance.language = Appearance.language === Appearance.English
                    ? Appearance.Chinese : Appearance.English
            }
        }

        StackLayout {
            currentIndex: root.page
            Layout.fillWidth: true
            Layout.fillHeight: true

            ActionsPage {}
            DisplayPage {}
            SymbolsPage {}
            FormPage { form: SampleForms.member }
            FormPage { form: SampleForms.household }
            FormPage { form: SampleForms.visit }
            TypingPage {}
        }
    }

    Keyboard {}
}
