pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// What is still missing, what is odd, each a tap away from where it is put right; then the visit is finished.
StepPage {
    id: root

    readonly property int errors: root.controller.errors
    readonly property int warnings: root.controller.findings.length - root.errors

    Seldom {
        wanted: root.controller.finished && root.controller.correctsWords !== ""

        Banner {
            objectName: "corrects"
            visible: root.controller.finished && root.controller.correctsWords !== ""
            text: root.controller.correctsWords
            Layout.fillWidth: true
        }
    }

    Seldom {
        wanted: root.controller.correctedWords !== ""

        Banner {
            objectName: "corrected"
            visible: root.controller.correctedWords !== ""
            tone: Tone.Warning
            text: root.controller.correctedWords
            Layout.fillWidth: true
        }
    }

    Banner {
        objectName: "verdict"
        visible: root.controller.foreignWords === ""
        tone: root.controller.finished || root.controller.findings.length === 0 ? Tone.Good
            : root.errors > 0 ? Tone.Bad : Tone.Warning
        title: root.controller.finished ? qsTr("走访已完成") : root.errors > 0 ? qsTr("还不能完成")
            : root.warnings > 0 ? qsTr("可以完成，离开前请再看看") : qsTr("都填好了")
        text: root.controller.finished ? root.controller.correctedWords === ""
            ? qsTr("记录已签名封存，只能查看；有误时可以更正，原记录保留。") : qsTr("记录已签名封存，只能查看。")
            : root.errors > 0 ? qsTr("有 %1 处必须补上，点一下就到那里。").arg(root.errors)
            : root.warnings > 0 ? qsTr("有 %1 处看起来不对，趁还在农户家里问一问。").arg(root.warnings)
            : qsTr("点“完成走访”后不再修改。")
        Layout.fillWidth: true
    }

    Card {
        visible: root.controller.findings.length > 0
        padding: Theme.gapHair
        spacing: 0
        Layout.fillWidth: true

        Repeater {
            model: root.controller.findings

            ListRow {
                required property int index
                required property var modelData

                objectName: "finding" + index
                title: modelData.text
                subtitle: modelData.where
                tone: modelData.tone
                symbol: modelData.hard ? "crossSquare" : "warning"
                opens: !root.controller.readOnly
                enabled: !root.controller.readOnly
                divided: index + 1 < root.controller.findings.length
                Layout.fillWidth: true
                onClicked: root.controller.goToFinding(index)
            }
        }
    }

    SectionHeader {
        text: qsTr("这次走访")
        Layout.fillWidth: true
    }

    Card {
        objectName: "summary"
        Layout.fillWidth: true

        Repeater {
            model: root.controller.summary

            ValueRow {
                required property var modelData

                name: modelData.name
                value: modelData.value
                missing: qsTr("还没有填")
                Layout.fillWidth: true
            }
        }
    }

    PhotoLine {
        objectName: "visitPhotos"
        visible: pictures.length > 0
        title: qsTr("照片")
        pictures: root.controller.photos.house
        readOnly: true
        Layout.fillWidth: true
        onChosen: key => root.controller.photos.view.show(key)
    }
}
