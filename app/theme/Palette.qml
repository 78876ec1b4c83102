import QtQuick

// The colours of one scheme. `xText` is text on x; what is called soft is a wash behind a text of that tone.
QtObject {
    id: root

    required property color background
    required property color surface
    required property color sunken
    required property color outline
    required property color outlineStrong
    required property color text
    required property color textMuted
    required property color focus
    required property color scrim
    required property color primary
    required property color primaryText
    required property color primaryPressed
    required property color primarySoft
    required property color primarySoftText
    required property color good
    required property color goodSoft
    required property color goodSoftText
    required property color warning
    required property color warningSoft
    required property color warningSoftText
    required property color bad
    required property color badText
    required property color badSoft
    required property color badSoftText
    required property color info
    required property color infoSoft
    required property color infoSoftText
    required property color unknown
    required property color unknownSoft
    required property color unknownSoftText
    required property color inverse
    required property color inverseText
}
