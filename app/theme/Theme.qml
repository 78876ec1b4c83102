pragma Singleton

import QtQuick
import Bianfang.Theme

// Every colour and size of the app. Sizes are device-independent pixels; those of text follow the person's choice.
QtObject {
    id: root

    readonly property bool dark: Appearance.scheme === Appearance.Dark
    readonly property bool highContrast: Appearance.scheme === Appearance.HighContrast
    readonly property Palette palette: dark ? night : highContrast ? contrast : day

    // Text
    readonly property string family: Appearance.family
    readonly property real textScale: Appearance.textSize === Appearance.Largest ? 1.4
        : Appearance.textSize === Appearance.Large ? 1.2 : 1.0
    readonly property int fontCaption: Math.round(16 * textScale)
    readonly property int fontBody: Math.round(18 * textScale)
    readonly property int fontLarge: Math.round(20 * textScale)
    readonly property int fontTitle: Math.round(24 * textScale)
    readonly property int fontHeading: Math.round(30 * textScale)
    readonly property int fontDisplay: Math.round(42 * textScale)
    /// By Label.Kind. A label is the most common of all things on a page, and reads one size of it.
    readonly property var fonts: [fontCaption, fontBody, fontBody, fontLarge, fontTitle, fontHeading, fontDisplay]

    // Space
    readonly property int gapHair: 4
    readonly property int gapTight: 8
    readonly property int gap: 12
    readonly property int gapWide: 16
    readonly property int gapSection: 24
    readonly property int gapPage: 32

    // Shape
    readonly property int radius: 12
    readonly property int radiusSmall: 8
    readonly property int border: highContrast ? 2 : 1
    readonly property int borderStrong: highContrast ? 3 : 2
    readonly property int icon: Math.round(24 * Math.min(textScale, 1.25))
    readonly property int iconLarge: 40

    // What a finger must hit: 48 at the least, controls more.
    readonly property int target: 48
    readonly property int control: Math.round(52 * (1 + (textScale - 1) * 0.5))
    readonly property int row: Math.round(64 * (1 + (textScale - 1) * 0.6))
    readonly property int bar: 64

    readonly property int pageWidth: 760
    readonly property int wideFrom: 1000
    readonly property int quick: 120

    readonly property Palette day: Palette {
        background: "#f4f3ee"
        surface: "#ffffff"
        sunken: "#eceae2"
        outline: "#d8d4c8"
        outlineStrong: "#848072"
        text: "#1b211e"
        textMuted: "#545c57"
        focus: "#0b63c4"
        scrim: "#99101412"
        primary: "#1d6a4f"
        primaryText: "#ffffff"
        primaryPressed: "#14503b"
        primarySoft: "#dcede4"
        primarySoftText: "#11452f"
        good: "#1b6e3c"
        goodSoft: "#dcf0e0"
        goodSoftText: "#0f4a27"
        warning: "#855000"
        warningSoft: "#fbecc9"
        warningSoftText: "#5c3800"
        bad: "#b3261e"
        badText: "#ffffff"
        badSoft: "#fbe2df"
        badSoftText: "#7c140e"
        info: "#1f5e99"
        infoSoft: "#deebf8"
        infoSoftText: "#113f6b"
        unknown: "#575f68"
        unknownSoft: "#e5e7ea"
        unknownSoftText: "#3a4047"
        inverse: "#26302b"
        inverseText: "#f4f6f3"
    }

    readonly property Palette night: Palette {
        background: "#121614"
        surface: "#1b211e"
        sunken: "#0d100f"
        outline: "#333c37"
        outlineStrong: "#87938c"
        text: "#ebf0ec"
        textMuted: "#abb6af"
        focus: "#8cc2ff"
        scrim: "#b3000000"
        primary: "#7fd1ab"
        primaryText: "#06291b"
        primaryPressed: "#a3e2c5"
        primarySoft: "#1f3d30"
        primarySoftText: "#c2ecd8"
        good: "#83d79b"
        goodSoft: "#1b3a25"
        goodSoftText: "#c0efcb"
        warning: "#f0bd62"
        warningSoft: "#41300f"
        warningSoftText: "#fbdfa8"
        bad: "#ff9d93"
        badText: "#3c0703"
        badSoft: "#4a1c18"
        badSoftText: "#ffd3cd"
        info: "#91c4f5"
        infoSoft: "#183450"
        infoSoftText: "#cce4fb"
        unknown: "#b3bcc6"
        unknownSoft: "#2c3237"
        unknownSoftText: "#dbe0e6"
        inverse: "#e6ebe7"
        inverseText: "#1b211e"
    }

    readonly property Palette contrast: Palette {
        background: "#ffffff"
        surface: "#ffffff"
        sunken: "#f0f0f0"
        outline: "#000000"
        outlineStrong: "#000000"
        text: "#000000"
        textMuted: "#1f1f1f"
        focus: "#0033cc"
        scrim: "#cc000000"
        primary: "#003d28"
        primaryText: "#ffffff"
        primaryPressed: "#000000"
        primarySoft: "#d5f2e4"
        primarySoftText: "#00281a"
        good: "#00401a"
        goodSoft: "#d9f7e0"
        goodSoftText: "#002d12"
        warning: "#4f2e00"
        warningSoft: "#fff0c2"
        warningSoftText: "#3a2200"
        bad: "#7a0000"
        badText: "#ffffff"
        badSoft: "#ffe3e0"
        badSoftText: "#5c0000"
        info: "#002f66"
        infoSoft: "#dcecff"
        infoSoftText: "#00234d"
        unknown: "#262626"
        unknownSoft: "#e6e6e6"
        unknownSoftText: "#1a1a1a"
        inverse: "#000000"
        inverseText: "#ffffff"
    }

    /// Colour of a text or symbol of this tone on a plain surface.
    function toneColor(tone: int): color {
        switch (tone) {
        case Tone.Primary: return palette.primary;
        case Tone.Good: return palette.good;
        case Tone.Warning: return palette.warning;
        case Tone.Bad: return palette.bad;
        case Tone.Info: return palette.info;
        case Tone.Unknown: return palette.unknown;
        default: return palette.text;
        }
    }

    /// The wash behind a text of this tone.
    function toneSoft(tone: int): color {
        switch (tone) {
        case Tone.Primary: return palette.primarySoft;
        case Tone.Good: return palette.goodSoft;
        case Tone.Warning: return palette.warningSoft;
        case Tone.Bad: return palette.badSoft;
        case Tone.Info: return palette.infoSoft;
        case Tone.Unknown: return palette.unknownSoft;
        default: return palette.sunken;
        }
    }

    /// Text on that wash.
    function toneSoftText(tone: int): color {
        switch (tone) {
        case Tone.Primary: return palette.primarySoftText;
        case Tone.Good: return palette.goodSoftText;
        case Tone.Warning: return palette.warningSoftText;
        case Tone.Bad: return palette.badSoftText;
        case Tone.Info: return palette.infoSoftText;
        case Tone.Unknown: return palette.unknownSoftText;
        default: return palette.text;
        }
    }

    /// Name of the symbol that goes with this tone; "" for none.
    function toneSymbol(tone: int): string {
        switch (tone) {
        case Tone.Good: return "checkCircle";
        case Tone.Warning: return "warning";
        case Tone.Bad: return "crossSquare";
        case Tone.Info: return "info";
        case Tone.Unknown: return "unknown";
        default: return "";
        }
    }
}
