#!/usr/bin/env python3
"""Checks the rules of the source over every file of the checkout: tests/tidy/tidy.py [rule...]"""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def paths():
    """What git keeps or would keep; in an unpacked archive everything but build/."""
    if shutil.which("git"):
        listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "-co", "--exclude-standard"], capture_output=True)
        if listed.returncode == 0:
            return [path for path in listed.stdout.decode().split("\0") if path]
    return [
        os.path.relpath(os.path.join(folder, name), ROOT)
        for folder, _, names in os.walk(ROOT)
        for name in names
        if not os.path.relpath(folder, ROOT).startswith(("build", ".git"))
    ]


def read_tree():
    """Text files only: what is not UTF-8 is data, and no rule speaks about it."""
    tree = {}
    for path in paths():
        full = os.path.join(ROOT, path)
        if os.path.isfile(full) and not os.path.islink(full):
            with open(full, "rb") as file:
                content = file.read()
            try:
                tree[path] = "" if b"\0" in content else content.decode()
            except UnicodeDecodeError:
                tree[path] = ""
    return tree


def main(names):
    chosen = [rule for rule in rules.RULES if not names or rule.__name__ in names]
    tree = read_tree()
    found = rules.check(tree, chosen)
    for finding in found:
        print(finding)
    print(f"{len(tree)} files, {len(chosen)} rules, {len(found)} findings")
    return 1 if found or not chosen or not tree else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
