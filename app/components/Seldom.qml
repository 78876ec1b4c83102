import QtQuick

// What a page seldom shows: made when it is first wanted, and kept from then on. It says by itself whether it shows. No
// Loader: one of Qt 6.4 makes nothing that is written in a bound file.
Repeater {
    id: root

    required property bool wanted
    property bool made: false

    model: root.made ? 1 : 0
    onWantedChanged: root.make()
    Component.onCompleted: root.make()

    function make() {
        if (root.wanted)
            made = true;
    }
}
