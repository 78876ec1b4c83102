#!/usr/bin/env bash
# Checks that C++ files are as .clang-format says; --fix makes them so. Version 14 alone: each version formats
# differently. The files are shared out over the cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mode=(--dry-run -Werror)
[ "${1:-}" = --fix ] && mode=(-i)
find app shared sync-server tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 -r -P "$(nproc)" -n 20 clang-format-14 "${mode[@]}"
