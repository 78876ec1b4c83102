pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// The eight items of a household in a list: which are not met or not collected, by name; all met is one word.
Row {
    id: root

    required property var verdicts
    readonly property int named: 3
    readonly property list<string> names: [qsTr("住房"), qsTr("饮水"), qsTr("用电"), qsTr("电视"), qsTr("网络"),
        qsTr("教育"), qsTr("医疗"), qsTr("收入")]
    readonly property var lacking: root.those(root.verdicts)

    spacing: Theme.gapTight
    visible: root.verdicts.length > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("八有达标%1项").arg(root.verdicts.length - root.lacking.length)

    /// What is not met stands before what is not collected.
    function those(verdicts: var): var {
        const bad = [], unknown = [];
        for (let i = 0; i < verdicts.length; ++i)
            if (verdicts[i] !== 2)
                (verdicts[i] === 1 ? bad : unknown).push(i);
        return bad.concat(unknown);
    }

    Badge {
        visible: root.lacking.length === 0
        text: qsTr("八有齐全")
        tone: Tone.Good
    }

    Repeater {
        model: root.lacking.slice(0, root.named)

        Badge {
            required property int modelData

            text: root.names[modelData]
            tone: root.verdicts[modelData] === 1 ? Tone.Bad : Tone.Unknown
        }
    }

    Badge {
        visible: root.lacking.length > root.named
        text: "+" + (root.lacking.length - root.named)
        tone: Tone.Unknown
        symbol: ""
    }
}
