import QtQuick

// A sheet over a page, made when it is first wanted; it opens and closes by itself from then on.
Loader {
    id: root

    required property bool wanted
    required property string page
    required property var properties

    onWantedChanged: {
        if (root.wanted && !root.item)
            setSource(root.page, root.properties);
    }
}
