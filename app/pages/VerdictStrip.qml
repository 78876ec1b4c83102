pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// The eight items of a household in a line: met, not met, not collected, each by shape and colour.
Row {
    id: root

    required property var verdicts
    property int size: 22

    spacing: 3
    visible: root.verdicts.length > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: words.summary(root.verdicts)

    QtObject {
        id: words

        function summary(verdicts: var): string {
            const met = verdicts.filter(one => one === 2).length;
            return qsTr("八有达标%1项").arg(met);
        }
    }

    Repeater {
        model: root.verdicts

        Icon {
            required property int modelData
            readonly property int tone: modelData === 2 ? Tone.Good : modelData === 1 ? Tone.Bad : Tone.Unknown

            width: root.size
            height: root.size
            symbol: Theme.toneSymbol(tone)
            color: Theme.toneColor(tone)
        }
    }
}
