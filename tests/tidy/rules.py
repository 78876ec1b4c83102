"""The rules of the source as functions: a tree of files goes in, findings come out.

A tree is a dict from path (from the project's root, with slashes) to text. Each rule is shown to fire in tidy_test.py.
A line may be excepted where it stands, with a reason: `// tidy(sleep): the kernel gives no event for this`.
"""

import os
import re
from dataclasses import dataclass

from cpp_text import code_only, includes, line_of, without_comments

LINES_MAX = 450  # a file beyond this holds more than one idea
COLUMNS_MAX = 120
SHARED_ORDER = ["base", "schema", "merge", "store", "replica", "sync", "exchange"]  # as in shared/CMakeLists.txt
# Parts beside that order, with what they see; only app and sync-server see them.
SHARED_ASIDE = {"tls": ["base"], "policy": ["base", "schema", "merge", "store"]}


@dataclass(frozen=True)
class Finding:
    rule: str
    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


def is_cpp(path):
    return path.endswith((".h", ".cpp"))


def is_code(path):
    endings = (".h", ".cpp", ".py", ".sh", ".proto", ".cmake", "CMakeLists.txt")
    return path.endswith(endings) or path in ("dev", ".ci/run")


def is_product(path):
    return is_cpp(path) and path.startswith(("shared/", "sync-server/", "app/"))


def matches(rule, path, text, pattern, message):
    return [Finding(rule, path, line_of(text, m.start()), message) for m in re.finditer(pattern, text)]


# --- direction -------------------------------------------------------------------------------------------------------


def _area(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "shared" and len(parts) > 2 else parts[0]


def _may_include(source, target):
    here, there = _area(source), _area(target)
    if here == there or here == "tests":
        return True
    if there.startswith("shared/"):
        if not here.startswith("shared/"):
            return here in ("sync-server", "app")
        mine, theirs = here.removeprefix("shared/"), there.removeprefix("shared/")
        if mine in SHARED_ORDER:
            return theirs in SHARED_ORDER[: SHARED_ORDER.index(mine)]
        return theirs in SHARED_ASIDE.get(mine, [])
    return False


def include_edges(tree):
    """proto <- shared <- app and sync-server, which never see each other; within shared one order."""
    found = []
    for path, text in tree.items():
        if not is_cpp(path):
            continue
        for line, kind, target in includes(without_comments(text)):
            if kind == "<" or target.endswith(".pb.h"):
                continue
            if target not in tree:
                found.append(Finding("include_edges", path, line, f"{target} is not a path from the project's root"))
            elif not _may_include(path, target):
                found.append(Finding("include_edges", path, line, f"{_area(path)} must not see {_area(target)}"))
    return found


_QT = r"Q[A-Z]\w*|[Qq]t\w*/.*"
_FORBIDDEN_HEADERS = {
    "shared/": (_QT + r"|boost/asio.*|iostream|spdlog/.*", "no Qt, Asio or logging in shared/"),
    "shared/(?!tls/)": (r"openssl/.*", "OpenSSL only in shared/tls"),
    "sync-server/": (_QT, "no Qt in the server"),
}


def forbidden_headers(tree):
    """shared/ has no sockets, no screen and no log: time, random and storage are passed in."""
    found = []
    for path, text in tree.items():
        for folder, (pattern, why) in _FORBIDDEN_HEADERS.items():
            if is_cpp(path) and re.match(folder, path):
                found += [
                    Finding("forbidden_headers", path, line, f"<{target}>: {why}")
                    for line, _, target in includes(without_comments(text))
                    if re.fullmatch(pattern, target)
                ]
    return found


_OUTSIDE = (
    r"\w*_clock::now\s*\(|\bstd::time\s*\(|(?<![\w.>:])time\s*\(\s*(?:nullptr|NULL|0)\s*\)"
    r"|\bclock_gettime\b|\bgettimeofday\b|\bgetenv\b|\brandom_device\b|\bs?rand\s*\(\s*\)"
    r"|\bstd::c(?:out|err|log)\b|\bprintf\s*\(|\bsleep_(?:for|until)\b"
)


def outside_world(tree):
    """Logic that reads a clock or the environment cannot be replayed by a seed."""
    return [
        finding
        for path, text in tree.items()
        if is_cpp(path) and path.startswith("shared/")
        for finding in matches("outside_world", path, code_only(text), _OUTSIDE, "pass clock, random and settings in")
    ]


# --- form ------------------------------------------------------------------------------------------------------------


_RATCHET = "tests/tidy/ratchet.txt"


def file_length(tree):
    """At most LINES_MAX lines; files on the list of the ratchet may only become shorter."""
    allowed = {}
    for line in tree.get(_RATCHET, "").splitlines():
        if line.strip() and not line.startswith("#"):
            path, lines = line.split()[:2]
            allowed[path] = int(lines)
    found = []
    for path, text in tree.items():
        lines = text.count("\n")
        limit = allowed.pop(path, LINES_MAX)
        if is_code(path) and lines > limit:
            advice = "which idea in it wants a file of its own?"
            found.append(Finding("file_length", path, lines, f"{lines} lines, at most {limit}: {advice}"))
        elif limit > LINES_MAX and lines < limit:
            found.append(Finding("file_length", _RATCHET, 1, f"{path} has shrunk to {lines}: lower or drop its line"))
    found += [Finding("file_length", _RATCHET, 1, f"{path} is gone: take it off") for path in allowed]
    return found


def unfinished(tree):
    """What is not finished is left out, and an issue says so."""
    pattern = r"\b(?:TO" r"DO|FIX" r"ME)\b"  # in two parts, so that this file keeps its own rule
    return [
        finding
        for path, text in tree.items()
        for finding in matches("unfinished", path, text, pattern, "finish it or open an issue")
    ]


def whitespace(tree):
    """No tabs, no blanks at the end of a line, LF, one newline at the end of a file."""
    found = []
    for path, text in tree.items():
        if not (is_code(path) or path.endswith((".md", ".json", ".txt", ".toml", ".service"))):
            continue
        found += matches("whitespace", path, text, r"\t", "tab")
        found += matches("whitespace", path, text, r"\r", "carriage return")
        found += matches("whitespace", path, text, r"[ \u3000]+(?=\n|\Z)", "blank at the end of the line")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            found.append(Finding("whitespace", path, text.count("\n") + 1, "end the file with one newline"))
    return found


def columns(tree):
    """clang-format sees to C++; this to the rest."""
    return [
        Finding("columns", path, number, f"{len(line)} columns, at most {COLUMNS_MAX}")
        for path, text in tree.items()
        if is_code(path) and not path.endswith((".h", ".cpp", ".proto"))
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) > COLUMNS_MAX
    ]


def pragma_once(tree):
    """Every header is guarded, before anything else in it."""
    return [
        Finding("pragma_once", path, 1, "the first line is #pragma once")
        for path, text in tree.items()
        if path.endswith(".h") and not text.startswith("#pragma once\n")
    ]


def header_comment(tree):
    """A header says what the thing is: a comment follows #pragma once."""
    return [
        Finding("header_comment", path, 2, "say in one to five sentences what this is and its one idea")
        for path, text in tree.items()
        if path.endswith(".h") and not re.match(r"#pragma once\n\s*//", text)
    ]


_OPENED = r"(?m)^\s*using namespace\b(?!\s+std::\w*literals;)"


def using_namespace(tree):
    """A header does not open a namespace for those who include it, but for one of literals such as 10s."""
    return [
        finding
        for path, text in tree.items()
        if path.endswith(".h")
        for finding in matches("using_namespace", path, code_only(text), _OPENED, "name what is used")
    ]


def exceptions(tree):
    """Errors of ours are values; exceptions come only from libraries."""
    return [
        finding
        for path, text in tree.items()
        if is_product(path)
        for finding in matches("exceptions", path, code_only(text), r"\bthrow\b", "return fail(Errc::...) instead")
    ]


def developer_paths(tree):
    """A path of somebody's own machine works nowhere else."""
    pattern = r"(?<![\w.$}/*-])/(?:work|root|Users|home/\w+)/[\w.]|[A-Z]:\\Users"
    return [
        f
        for path, text in tree.items()
        if not path.startswith("tests/tidy/")
        for f in matches("developer_paths", path, text, pattern, "path of one machine")
    ]


# --- tests -----------------------------------------------------------------------------------------------------------


def _seen_by_tests(tree):
    """The product's headers that tests include, directly or by way of a header of the tests."""
    seen, files = set(), [path for path in tree if path.endswith("_test.cpp")]
    visited = set(files)
    while files:
        for _, _, target in includes(without_comments(tree[files.pop()])):
            if not target.startswith("tests/"):
                seen.add(target)
            elif target not in visited and target in tree:
                visited.add(target)
                files.append(target)
    return seen


def has_test(tree):
    """foo.cpp is tested by foo_test.cpp, or by a test that uses the header which foo.cpp implements (its first
    include, the simulator's weakenings aside), or tests/tidy/covered_elsewhere.txt says where and why."""
    tested = {os.path.basename(path).removesuffix("_test.cpp") for path in tree if path.endswith("_test.cpp")}
    seen = _seen_by_tests(tree)

    def covered(path):
        quoted = (target for _, kind, target in includes(tree[path]) if kind == '"')
        implemented = next((target for target in quoted if target != "shared/base/weakening.h"), None)
        return os.path.basename(path).removesuffix(".cpp") in tested or implemented in seen

    listing = "tests/tidy/covered_elsewhere.txt"
    found, listed = [], set()
    for number, line in enumerate(tree.get(listing, "").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        path, _, rest = line.partition(" ")
        where, _, why = rest.strip().partition(" ")
        listed.add(path)
        if path not in tree:
            found.append(Finding("has_test", listing, number, f"{path} is gone: take it off"))
        elif covered(path):
            found.append(Finding("has_test", listing, number, f"{path} has a test: take it off"))
        if where not in tree:
            found.append(Finding("has_test", listing, number, f"there is no test {where}"))
        if len(why.split()) < 3:
            found.append(Finding("has_test", listing, number, "say why it has no test of its own"))
    for path in tree:
        if path.endswith(".cpp") and path.startswith(("shared/", "sync-server/")) and path not in listed:
            if not covered(path):
                found.append(Finding("has_test", path, 1, f"no test of its own and not in {listing}"))
    return found


def sleep(tree):
    """A test that sleeps is slow on good days and fails on bad ones."""
    pattern = (
        r"\bsleep_(?:for|until)\s*\(|\busleep\s*\(|::sleep\s*\(|\bsleep\s*\(\s*\d|\bnanosleep\b"
        r"|\btime\.sleep\b|(?m:^\s*sleep\s+[\d.$])"
    )
    return [
        finding
        for path, text in tree.items()
        if path.startswith("tests/") and is_code(path) and not path.startswith("tests/tidy/")
        for finding in matches(
            "sleep", path, code_only(text) if is_cpp(path) else text, pattern, "wait for an event, or move virtual time"
        )
    ]


def sentences(tree):
    """A test's name says what holds."""
    return [
        Finding("sentences", path, line_of(text, m.start()), f'"{m[1]}" is not a sentence')
        for path, text in tree.items()
        if path.startswith("tests/") and is_cpp(path)
        for m in re.finditer(r'\b(?:TEST_CASE|SCENARIO)\s*\(\s*"([^"]*)"', without_comments(text))
        if len(m[1].split()) < 3
    ]


# --- SQL -------------------------------------------------------------------------------------------------------------

_SQL_VALUE = r"(?:=|<|>|\b(?:LIKE|GLOB|IN|LIMIT|OFFSET|BETWEEN|AND|MATCH)|VALUES|[(,'])"
_GLUED = re.compile(
    r'"(?P<sql>(?:\\.|[^"\\\n])*\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WHERE|VALUES|SET|LIKE)\b(?:\\.|[^"\\\n])*?)'
    + _SQL_VALUE
    + r"""\s*(?:\(\s*)?'?"\s*(?:\+=?|<<)\s*(?P<what>[\w:.>-]+(?:\([^()]*\))?)"""
)


def sql_values(tree):
    """Values are bound, never written into the text of a statement (names of tables and columns may be)."""
    found = []
    for path, text in tree.items():
        if not is_product(path):
            continue
        text = without_comments(text)
        found += [
            Finding("sql_values", path, line_of(text, m.start()), f"bind {m['what']}, do not write it into the SQL")
            for m in _GLUED.finditer(text)
        ]
    return found


def sql_place(tree):
    """SQLite is spoken to in one folder; everything else goes through the store's interface."""
    return [
        finding
        for path, text in tree.items()
        if is_product(path) and not path.startswith("shared/store/")
        for finding in matches("sql_place", path, code_only(text), r"\bsqlite3_\w+", "go through shared/store")
    ]


# --- documents -------------------------------------------------------------------------------------------------------


def links(tree):
    """What a document points to exists."""
    found = []
    folders = {os.path.dirname(path) for path in tree}
    for path, text in tree.items():
        if not path.endswith(".md"):
            continue
        for m in re.finditer(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
            target = os.path.normpath(os.path.join(os.path.dirname(path), m[1]))
            if target not in tree and target not in folders and not any(f.startswith(target + "/") for f in folders):
                found.append(Finding("links", path, line_of(text, m.start()), f"{m[1]} does not exist"))
    return found


def dev_commands(tree):
    """A command that a document tells to type exists in ./dev."""
    known = set(re.findall(r"(?m)^cmd_(\w+)\(\)", tree.get("dev", "")))
    return [
        Finding("dev_commands", path, line_of(text, m.start()), f"./dev has no command {m[1]}")
        for path, text in tree.items()
        if path.endswith(".md")
        for m in re.finditer(r"\./dev ([a-z]+)", text)
        if m[1] not in known
    ]


def map_is_complete(tree):
    """ARCHITECTURE.md names every folder of the product, and no folder that does not exist."""
    page = "ARCHITECTURE.md"
    if page not in tree:
        return []
    folders = set()
    for path in tree:
        parts = path.split("/")
        if len(parts) > 1 and not parts[0].startswith("."):
            folders.add(parts[0])
        if len(parts) > 2 and parts[0] in ("shared", "tests"):
            folders.add("/".join(parts[:2]))
    named = set(re.findall(r"(?m)^\|\s*`([\w./-]+?)/?`", tree[page]))
    gone = [name for name in named if not any(path == name or path.startswith(name + "/") for path in tree)]
    said = [f"{name} is missing on the map" for name in sorted(folders - named)]
    said += [f"{name} does not exist" for name in sorted(gone)]
    return [Finding("map_is_complete", page, 1, message) for message in said]


def same_in_both_languages(tree):
    """The two READMEs tell the same commands and have the same sections."""
    english, chinese = tree.get("README.md"), tree.get("README.zh-CN.md")
    if english is None or chinese is None:
        alone = english is not None or chinese is not None
        return [Finding("same_in_both_languages", "README.md", 1, "one README is missing")] if alone else []

    def outline(text):
        sections = [len(level) for level in re.findall(r"(?m)^(#+) ", re.sub(r"(?s)```.*?```", "", text))]
        lines = [line for block in re.findall(r"(?s)```sh\n(.*?)```", text) for line in block.split("\n")]
        return sections, [line.split(" #")[0].rstrip() for line in lines]  # a remark is in the page's own language

    if outline(english) == outline(chinese):
        return []
    return [Finding("same_in_both_languages", "README.zh-CN.md", 1, "sections or commands differ from README.md")]


RULES = [
    include_edges,
    forbidden_headers,
    outside_world,
    file_length,
    unfinished,
    whitespace,
    columns,
    pragma_once,
    header_comment,
    using_namespace,
    exceptions,
    developer_paths,
    has_test,
    sleep,
    sentences,
    sql_values,
    sql_place,
    links,
    dev_commands,
    map_is_complete,
    same_in_both_languages,
]


def excepted(finding, tree):
    """True when the line, or the one above it, excepts itself from this rule and says why."""
    lines = tree.get(finding.path, "").split("\n")
    near = lines[max(finding.line - 2, 0) : finding.line]
    return any(re.search(rf"tidy\({finding.rule}\): \S+ \S+", line) for line in near)


def check(tree, rules=None):
    found = [finding for rule in rules or RULES for finding in rule(tree)]
    return [finding for finding in found if not excepted(finding, tree)]
