import QtQuick
import Bianfang.Theme
import Bianfang.Components

// The parts of a page of which one shows.
Segments {
    id: root

    required property list<string> parts

    name: qsTr("分类")
    texts: root.parts
}
