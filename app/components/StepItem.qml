import QtQuick

// One step of a longer work. `done`: nothing is missing in it; `attention`: something in it wants a look.
QtObject {
    id: root

    required property string text
    property bool done: false
    property bool attention: false
}
