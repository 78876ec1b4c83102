import QtQuick
import Bianfang.Components

// One cell of a ledger; what is not there is shown as a dash.
Label {
    id: root

    required property string value
    property bool strong: false

    text: root.value === "" ? "—" : root.value
    kind: Label.Caption
    font.weight: root.strong ? Font.Bold : Font.Normal
    muted: root.value === ""
    maximumLineCount: 3
    elide: Text.ElideRight
    Accessible.ignored: true
}
