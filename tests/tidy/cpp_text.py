"""C++ source reduced to what a rule looks at."""

import re

_TOKEN = re.compile(
    r'R"(?P<delimiter>[^()\s]*)\(.*?\)(?P=delimiter)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*"
    r"|/\*.*?\*/",
    re.S,
)
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """Comments become blanks; line numbers and strings stay."""
    return _TOKEN.sub(lambda m: _blank(m[0]) if m[0].startswith("/") else m[0], text)


def code_only(text):
    """Comments and the insides of strings become blanks; line numbers stay. Digit separators (1'000) stay as well."""

    def keep(match):
        token = match[0]
        if token.startswith("/"):
            return _blank(token)
        before = match.string[match.start() - 1] if match.start() else ""
        if token.startswith("'") and (before.isalnum()):
            return token
        return token[0] + _blank(token[1:-1]) + token[-1]

    return _TOKEN.sub(keep, text)


def includes(text):
    """(line number, '"' or '<', path) of each include."""
    return [(line_of(text, m.start(2)), m[1], m[2]) for m in INCLUDE.finditer(text)]


def line_of(text, position):
    return text.count("\n", 0, position) + 1
