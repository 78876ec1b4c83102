import QtQuick

// A sheet over a page, made when it is first wanted; it opens and closes by itself from then on.
Loader {
    id: root

    required property bool wanted
    required property string page
    required property var properties

    property bool complete: false

    onWantedChanged: root.make()
    Component.onCompleted: {
        complete = true;
        make();
    }

    function make() {
        if (complete && wanted && !item)
            setSource(page, properties);
    }
}
