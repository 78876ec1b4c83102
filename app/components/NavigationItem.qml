import QtQuick

// One place of the app in NavigationRail or NavigationBar.
QtObject {
    id: root

    required property string text
    required property string symbol
    property int count: 0
}
