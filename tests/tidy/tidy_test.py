#!/usr/bin/env python3
"""Each rule fires on a small sample of what it forbids, and stays silent on what is right."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rules  # noqa: E402
from cpp_text import code_only, without_comments  # noqa: E402

H = "#pragma once\n// What this is.\n"
README = "# A\n\n```sh\n./dev test  # {}\n```\n\n## B\n"
ORDER = {f"shared/{part}/x.h": H for part in [*rules.SHARED_ORDER, *rules.SHARED_ASIDE]}


def including(path, target):
    return {**ORDER, "app/a.h": H, "sync-server/s.h": H, "tests/t.h": H, path: f'{H}#include "{target}"\n'}


# rule: (samples that must be found, samples that must not)
SAMPLES = {
    "include_edges": (
        [
            including("sync-server/b.cpp", "app/a.h"),
            including("app/b.cpp", "sync-server/s.h"),
            including("shared/base/b.cpp", "app/a.h"),
            including("shared/sync/b.cpp", "sync-server/s.h"),
            including("shared/base/b.cpp", "tests/t.h"),
            including("sync-server/b.cpp", "tests/t.h"),
            including("shared/base/b.cpp", "shared/schema/x.h"),
            including("shared/merge/b.cpp", "shared/store/x.h"),
            including("shared/sync/b.cpp", "shared/exchange/x.h"),
            including("shared/new/b.cpp", "shared/base/x.h"),
            including("shared/tls/b.cpp", "shared/store/x.h"),
            including("shared/exchange/b.cpp", "shared/tls/x.h"),
            including("shared/base/b.cpp", "x.h"),
            including("shared/base/b.cpp", "shared/base/gone.h"),
        ],
        [
            including("shared/base/b.cpp", "shared/base/x.h"),
            including("shared/exchange/b.cpp", "shared/sync/x.h"),
            including("app/b.cpp", "shared/sync/x.h"),
            including("sync-server/b.cpp", "shared/tls/x.h"),
            including("shared/tls/b.cpp", "shared/base/x.h"),
            including("sync-server/b.cpp", "shared/exchange/x.h"),
            including("shared/merge/b.cpp", "bianfang/change.pb.h"),
            including("tests/server/b.cpp", "sync-server/s.h"),
            {"shared/base/b.cpp": '// #include "app/a.h"\n'},
        ],
    ),
    "forbidden_headers": (
        [
            {"shared/base/b.cpp": "#include <QString>\n"},
            {"shared/base/b.h": "#include <QtCore/qstring.h>\n"},
            {"shared/sync/b.cpp": "#include <boost/asio/ip/tcp.hpp>\n"},
            {"shared/sync/b.cpp": "#include <boost/asio.hpp>\n"},
            {"shared/sync/b.cpp": "#  include <iostream>\n"},
            {"shared/sync/b.cpp": "#include <spdlog/spdlog.h>\n"},
            {"sync-server/b.cpp": "#include <QObject>\n"},
            {"shared/store/b.cpp": "#include <openssl/ssl.h>\n"},
        ],
        [
            {"shared/base/b.cpp": "#include <string>\n#include <zstd.h>\n// #include <iostream>\n"},
            {"sync-server/b.cpp": "#include <boost/asio.hpp>\n#include <iostream>\n"},
            {"app/b.cpp": "#include <QString>\n"},
            {"shared/tls/b.cpp": "#include <openssl/ssl.h>\n"},
        ],
    ),
    "outside_world": (
        [
            {"shared/a/b.cpp": "auto t = std::chrono::system_clock::now();\n"},
            {"shared/a/b.h": "auto t = steady_clock::now();\n"},
            {"shared/a/b.cpp": "auto t = time(nullptr);\n"},
            {"shared/a/b.cpp": "auto t = std::time(&x);\n"},
            {"shared/a/b.cpp": 'auto home = std::getenv("HOME");\n'},
            {"shared/a/b.cpp": "std::random_device d;\n"},
            {"shared/a/b.cpp": "int i = rand();\n"},
            {"shared/a/b.cpp": 'std::cerr << "x";\n'},
            {"shared/a/b.cpp": 'std::printf("x");\n'},
            {"shared/a/b.cpp": "std::this_thread::sleep_for(1s);\n"},
        ],
        [
            {"shared/a/b.cpp": "auto t = clock.now();\nauto u = clock_->now();\nauto e = batch.time(0);\n"},
            {"shared/a/b.cpp": '// no system_clock::now() here\nauto s = "getenv";\n'},
            {"sync-server/b.cpp": "auto t = std::chrono::system_clock::now();\n"},
        ],
    ),
    "file_length": (
        [
            {"a.cpp": "\n" * 451},
            {"a.cpp": "\n" * 501, "tests/tidy/ratchet.txt": "a.cpp 500\n"},
            {"a.cpp": "\n" * 499, "tests/tidy/ratchet.txt": "a.cpp 500\n"},
            {"a.cpp": "\n", "tests/tidy/ratchet.txt": "gone.cpp 500\n"},
        ],
        [
            {"a.cpp": "\n" * 450},
            {"a.cpp": "\n" * 500, "tests/tidy/ratchet.txt": "# why\na.cpp 500\n"},
            {"names.csv": "\n" * 5000},
        ],
    ),
    "unfinished": (
        [{"a.cpp": "// TO" "DO later\n"}, {"a.md": "FIX" "ME\n"}],
        [{"a.cpp": 'auto path = "todo/XXXXXX";\n// METHODOLOGY\n'}],
    ),
    "whitespace": (
        [{"a.cpp": "\tint a;\n"}, {"a.py": "a = 1 \n"}, {"a.md": "x\r\n"}, {"a.h": "int a;"}, {"dev": "x\n\n"}],
        [{"a.cpp": "int a;\n"}, {"a.csv": "a\tb\r\n"}, {"a.cpp": ""}],
    ),
    "columns": (
        [{"a.py": "#" * 121 + "\n"}, {"CMakeLists.txt": "x" * 121}],
        [{"a.py": "#" * 120 + "\n"}, {"a.proto": "x" * 200}, {"a.md": "x" * 200}],
    ),
    "pragma_once": (
        [{"a.h": "int a;\n"}, {"a.h": "// text\n#pragma once\n"}],
        [{"a.h": "#pragma once\nint a;\n"}, {"a.cpp": "int a;\n"}],
    ),
    "header_comment": (
        [{"a.h": "#pragma once\n\n#include <string>\n// late\n"}],
        [{"a.h": H}, {"a.cpp": "int a;\n"}],
    ),
    "using_namespace": (
        [{"a.h": "using namespace std;\n"}, {"a.h": "using namespace std::chrono;\n"}],
        [{"a.cpp": "using namespace bf;\n"}, {"a.h": "using namespace std::chrono_literals;\nusing bf::Hash;\n"}],
    ),
    "exceptions": (
        [{"shared/a.cpp": "  throw Error{};\n"}, {"sync-server/a.cpp": "throw;\n"}],
        [{"shared/a.cpp": '// libraries throw\nauto s = "throw";\n'}, {"tests/a.cpp": "throw 1;\n"}],
    ),
    "developer_paths": (
        [{"a.cpp": 'open("/home/anna/x");\n'}, {"a.md": "in /work/main\n"}, {"dev": "cd /root/x\n"}],
        [{"a.md": "/var/lib/bianfang /etc/x work/main shared/work/a\n"}, {"a.sh": "cd $HOME/work/x\n"}],
    ),
    "has_test": (
        [
            {"shared/a/foo.cpp": ""},
            {"sync-server/foo.cpp": "", "tests/server/bar_test.cpp": ""},
            {"shared/a/foo.cpp": '#include "shared/a/foo.h"\n', "tests/a/b_test.cpp": '#include "shared/a/c.h"\n'},
            {"shared/a/foo.cpp": '#include "shared/a/foo.h"\n', "tests/a/b.cpp": '#include "shared/a/foo.h"\n'},
            {
                "shared/a/foo.cpp": "",
                "tests/tidy/covered_elsewhere.txt": "shared/a/foo.cpp tests/gone.cpp only by way of x\n",
            },
            {"tests/x.cpp": "", "tests/tidy/covered_elsewhere.txt": "shared/a/gone.cpp tests/x.cpp only by way of x\n"},
            {
                "shared/a/foo.cpp": "",
                "tests/a/foo_test.cpp": "",
                "tests/tidy/covered_elsewhere.txt": "shared/a/foo.cpp tests/a/foo_test.cpp only by way of x\n",
            },
            {
                "shared/a/foo.cpp": "",
                "tests/x.cpp": "",
                "tests/tidy/covered_elsewhere.txt": "shared/a/foo.cpp tests/x.cpp because\n",
            },
        ],
        [
            {"shared/a/foo.cpp": "", "tests/a/foo_test.cpp": ""},
            {"app/foo.cpp": ""},
            {"shared/a/part.cpp": '#include "shared/a/foo.h"\n', "tests/a/b_test.cpp": '#include "shared/a/foo.h"\n'},
            {
                "shared/a/foo.cpp": '#include "shared/a/foo.h"\n',
                "tests/a/b_test.cpp": '#include "tests/a/help.h"\n',
                "tests/a/help.h": '#include "shared/a/foo.h"\n',
            },
            {
                "shared/a/foo.cpp": "",
                "tests/x.cpp": "",
                "tests/tidy/covered_elsewhere.txt": "# why\nshared/a/foo.cpp tests/x.cpp only by way of x\n",
            },
        ],
    ),
    "sleep": (
        [
            {"tests/a.cpp": "std::this_thread::sleep_for(1ms);\n"},
            {"tests/a.cpp": "::sleep(1);\n"},
            {"tests/a.cpp": "  sleep(2);\n"},
            {"tests/a.py": "time.sleep(1)\n"},
            {"tests/a.sh": "  sleep 0.1\n"},
        ],
        [
            {"tests/a.cpp": '// no sleep_for(...)\nint sleep(sqlite3_vfs* vfs, int micros);\nauto s = "sleep(1)";\n'},
            {"tests/a.cpp": "sleep_for(1ms);  // tidy(sleep): the kernel tells nobody\n"},
            {"sync-server/a.cpp": "sleep_for(1ms);\n"},
        ],
    ),
    "sentences": (
        [{"tests/a.cpp": 'TEST_CASE("parse")\n'}, {"tests/a.cpp": 'TEST_CASE("merge works", "[x]")\n'}],
        [{"tests/a.cpp": 'TEST_CASE("both values stay")\n// TEST_CASE("x")\n'}],
    ),
    "sql_values": (
        [
            {"shared/store/a.cpp": 'auto sql = "SELECT a FROM t WHERE name = \'" + name + "\'";\n'},
            {"shared/store/a.cpp": 'run("DELETE FROM t WHERE id = " + std::to_string(id));\n'},
            {"shared/store/a.cpp": 'run("INSERT INTO t VALUES (" + value + ")");\n'},
            {"shared/store/a.cpp": 'sql << "SELECT a FROM t WHERE a LIKE " << pattern;\n'},
            {"sync-server/a.cpp": 'run("UPDATE t SET a=" + value);\n'},
        ],
        [
            {"shared/store/a.cpp": 'run("SELECT a FROM " + table + " WHERE id = ?1");\n'},
            {"shared/store/a.cpp": 'run("SELECT " + columns + " FROM t");\n'},
            {"shared/store/a.cpp": 'run("PRAGMA user_version = " + std::to_string(version));\n'},
            {"shared/store/a.cpp": '// "SELECT a WHERE id = " + id\n'},
            {"tests/store/a.cpp": 'run("DELETE FROM t WHERE id = " + id);\n'},
        ],
    ),
    "sql_place": (
        [{"sync-server/a.cpp": "sqlite3_exec(db, sql, 0, 0, 0);\n"}, {"shared/merge/a.h": "sqlite3_stmt* s;\n"}],
        [{"shared/store/a.cpp": "sqlite3_exec(db, sql, 0, 0, 0);\n"}, {"app/a.cpp": "// sqlite3_exec\n"}],
    ),
    "links": (
        [{"README.md": "[x](docs/gone.md)\n"}, {"docs/a.md": "[x](../b.md#part)\n"}],
        [
            {
                "README.md": "[x](docs/a.md) [y](docs) [z](https://example.org) [w](#part)\n",
                "docs/a.md": "[up](../README.md)\n",
            },
        ],
    ),
    "dev_commands": (
        [{"README.md": "./dev fly\n", "dev": "cmd_test() {\n"}],
        [{"README.md": "./dev test\n`./dev` [x]\n", "dev": "cmd_test() { :; }\n"}],
    ),
    "map_is_complete": (
        [
            {"ARCHITECTURE.md": "", "app/a.h": ""},
            {"ARCHITECTURE.md": "| `shared/` | x |\n", "shared/base/a.h": ""},
            {"ARCHITECTURE.md": "| `app/` | x |\n| `gone/` | x |\n", "app/a.h": ""},
        ],
        [{"ARCHITECTURE.md": "| `shared/` | x |\n| `shared/base/` | x |\n", "shared/base/a.h": "", ".ci/run": ""}],
    ),
    "same_in_both_languages": (
        [
            {"README.md": README, "README.zh-CN.md": README.replace("dev test", "dev demo")},
            {"README.md": README, "README.zh-CN.md": README.replace("## B\n", "")},
            {"README.md": README},
        ],
        [{"README.md": README.format("tests"), "README.zh-CN.md": README.format("测试")}, {}],
    ),
}


class RulesTest(unittest.TestCase):
    def test_every_rule_has_samples_of_both_sorts(self):
        self.assertEqual(set(SAMPLES), {rule.__name__ for rule in rules.RULES})
        for name, (bad, good) in SAMPLES.items():
            self.assertTrue(bad and good, name)

    def test_every_rule_fires_where_it_must(self):
        for rule in rules.RULES:
            for sample in SAMPLES[rule.__name__][0]:
                with self.subTest(rule=rule.__name__, sample=sample):
                    found = rules.check(sample, [rule])
                    self.assertTrue(found)
                    self.assertEqual({finding.rule for finding in found}, {rule.__name__})

    def test_no_rule_fires_where_it_must_not(self):
        for rule in rules.RULES:
            for sample in SAMPLES[rule.__name__][1]:
                with self.subTest(rule=rule.__name__, sample=sample):
                    self.assertEqual(rules.check(sample, [rule]), [])

    def test_a_finding_names_the_line(self):
        found = rules.check({"shared/a/b.cpp": "\n/* two\nlines */\nint i = rand();\n"}, [rules.outside_world])
        self.assertEqual([finding.line for finding in found], [4])

    def test_an_exception_needs_a_reason_and_holds_for_its_rule_only(self):
        def findings(remark):
            return rules.check({"tests/a.cpp": f"sleep_for(1ms);  // {remark}\n"}, [rules.sleep])

        self.assertEqual(findings("tidy(sleep): no event exists"), [])
        self.assertTrue(findings("tidy(sleep):"))
        self.assertTrue(findings("tidy(sentences): no event exists"))

    def test_an_exception_may_stand_on_the_line_above_but_not_further_up(self):
        remark = "// tidy(sleep): no event exists\n"
        self.assertEqual(rules.check({"tests/a.cpp": remark + "sleep_for(1ms);\n"}, [rules.sleep]), [])
        self.assertTrue(rules.check({"tests/a.cpp": remark + "\nsleep_for(1ms);\n"}, [rules.sleep]))


class CppTextTest(unittest.TestCase):
    def test_strings_are_blanked_and_comments_in_them_are_none(self):
        self.assertEqual(code_only('f("// x"); // y\n'), 'f("    ");     \n')
        self.assertEqual(without_comments('f("// x"); // y\n'), 'f("// x");     \n')

    def test_raw_strings_escapes_and_digit_separators_are_understood(self):
        self.assertNotIn("inner", code_only('auto s = R"sql(a "inner" b)sql"; int keep;'))
        self.assertIn("keep", code_only('auto s = R"sql(a "inner" b)sql"; int keep;'))
        self.assertIn("keep", code_only(r'auto s = "a \" b"; int keep;'))
        self.assertIn("keep", code_only("auto n = 1'000'000; int keep; char c = '\"';"))

    def test_lines_stay_where_they_are(self):
        text = "/* a\nb */ int x; // c\nR\"(d\ne)\" f\n"
        self.assertEqual(code_only(text).count("\n"), text.count("\n"))


if __name__ == "__main__":
    unittest.main()
