#!/usr/bin/env python3
"""Writes the seed corpora of foreign formats: ./make_corpus.py [tests/fuzz/corpus]. Standard library only.

What the project itself makes (changes, batches, frames …) is written by make_corpus and make_sync_corpus.
"""

import hashlib
import io
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "corpus")

# The example of GB 11643-1999, and numbers made up for the tests.
ID_NUMBERS = {
    "standard": "11010519491231002X",
    "small_x": "11010519491231002x",
    "spaces": "110105 19491231 002X",
    "wide": "１１０１０５１９４９１２３１００２Ｘ",
    "wrong_check": "110105194912310021",
    "no_such_day": "110105194902300025",
    "old_form": "110105491231002",
    "disability": "11010519491231002X44",
    "reissued": "11010519491231002X44B1",
}

CSV = {
    "utf8": "﻿姓名,身份证号,收入\r\n\"李明\",\"'11010519491231002X\",4200\r\n\"王\"\"小\"\"红\",,-3\r\n".encode(),
    "gb18030": "姓名;电话\r\n李明;13800138000\r\n".encode("gb18030"),
    "utf16": "姓名\t住址\r\n李明\t\"一行\r\n两行\"\r\n".encode("utf-16"),
    "formula": "a,b\n\"'=1+1\",'@x\n'+,-\n".encode(),
    "open_quote": b'a,b\n"never closed,1\n2,3\n',
    "old_mac": b"a,b\rc,d\r",
    "semicolons": "sep=;\na;b\n1;2\n".encode(),
    "blank_lines": b"a,b\n\n\n1,2\n,\n",
    "too_wide": b"a,b\n" + 70 * b"1," + b"\n",
    "long_cell": b"a,b\n1," + 4100 * b"x" + b"\n",
}

CELLS = {
    "date_dash": "2018-08-01",
    "date_slash": "2018/8/1 09:30",
    "date_chinese": "2018年8月1日",
    "serial": "43313",
    "money": "¥1,234.50元",
    "negative": "-0.01",
    "wide_digits": "２０１８．８．１",
    "yes": "√",
    "list": "因病、因残，因学；其他|缺水",
    "cut": "4.41424E+17",
    "huge": "99999999999999999999.99",
}

INVITATIONS = {
    "whole": "bianfang:1/centre.wuhua.example:7443/" + "A" * 52 + "/ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ipv6": "BIANFANG:1/[2001:db8::1]:7443/" + "a" * 52 + "/abcdefghijklmnopqrstuvwxyz ",
    "version": "bianfang:2/centre:1/" + "A" * 52 + "/X",
    "address": "192.0.2.7:7443",
    "base32": "MZXW6YTBOI",
}

CONFIGS = {
    "example": (HERE.parent.parent / "sync-server" / "bianfangd.example.toml").read_bytes(),
    "plain": 'data = "/var/lib/bianfang"\nlisten = "0.0.0.0:7443"\nnames = ["centre.example"]\n',
    "tables": '[log]\nlevel = "debug"\nform = "json"\n[limits]\nsessions = 100\n',
    "mistakes": 'data = 7\nlisten = "nowhere"\nunknown_key = true\n[log\n',
    "empty": "",
}

# BLAKE2b-256 of nothing stands for the digests inside.
DIGEST = hashlib.blake2b(digest_size=32).hexdigest()
MANIFEST = f"bianfang backup 1\nseq 4711\nepoch 3\nat 1529539200000000\nevidence 12\nstore {DIGEST}\nlist {DIGEST}\n"
BACKUPS = {
    "whole": f"{MANIFEST}digest {hashlib.blake2b(MANIFEST.encode(), digest_size=32).hexdigest()}\n",
    "other_digest": f"{MANIFEST}digest {DIGEST}\n",
    "cut": MANIFEST[:60],
    "letters": MANIFEST.replace("4711", "many"),
    "empty": "",
}

REQUESTS = {
    "health": "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "metrics": "GET /metrics HTTP/1.0\r\n\r\n",
    "post": "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
    "half": "GET /metrics HT",
}

XML = {
    "sheet": '<?xml version="1.0"?><worksheet xmlns="x"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    "</sheetData></worksheet>",
    "prefix": '<x:a xmlns:x="u"><x:b r="1">文&amp;字&#20013;</x:b><![CDATA[<raw>]]></x:a>',
    "doctype": '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>',
    "deep": "<a>" * 40 + "</a>" * 40,
    "comment": "<a><!-- x --><?p q?></a>",
}

# Kind, field, and wire bytes of it.
VALUES = {
    "text": b"\x01\x08\x52\x06" + "李明".encode(),
    "number": b"\x02\x05\x50\xb8\x20",
    "packed": b"\x01\x10\x82\x01\x03\x01\x02\x05",
    "loose": b"\x01\x10\x80\x01\x01\x80\x01\x02",
    "envelope": b"\x00\x00\x0a\x03bad\x18\x80\x80\x9e\xfb\xbc\xdf\xd5\x02",
}

# Place, length, bytes.
SCHEMAS = {
    "untouched": b"",
    "one_byte": b"\x00\x10\x00\x01\xff",
    "two_pieces": b"\x00\x20\x00\x02\x08\x01\x01\x00\x10\x03\x12\x01\x61",
}

BOOK = {
    "[Content_Types].xml": '<?xml version="1.0"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="花名册" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    'Target="sharedStrings.xml"/><Relationship Id="r3" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    "</Relationships>",
    "xl/styles.xml": '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": "<sst><si><t>姓名</t></si><si><r><t>李</t></r><r><t>明</t></r></si></sst>",
    "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>'
    '<c r="B1" t="inlineStr"><is><t>收入</t></is></c></row><row r="3"><c r="A3" t="s"><v>1</v></c>'
    '<c r="B3"><v>4200.50</v></c><c r="C3" s="1"><v>43313</v></c>'
    '<c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c></row></sheetData></worksheet>',
}


def book(method, **changed):
    """A workbook; the same bytes at every run. `changed` replaces parts by the last piece of their name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in BOOK.items():
            key = name.rsplit("/", 1)[-1].split(".")[0]
            info = zipfile.ZipInfo(name, (2018, 8, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, changed.get(key, content))
    return out.getvalue()


def keep(target, files):
    folder = ROOT / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


keep("id_number", ID_NUMBERS)
keep("csv", CSV)
keep("text_encoding", {name: CSV[name] for name in ("utf8", "gb18030", "utf16")} | {"cut": "文字".encode()[:-1]})
keep("cell_text", CELLS)
keep("invitation", INVITATIONS)
keep("config", CONFIGS)
keep("backup", BACKUPS)
keep("http", REQUESTS)
keep("xml", XML)
keep("value", VALUES)
keep("schema", SCHEMAS)
keep(
    "xlsx",
    {
        # Stored as well as packed: a mutation of packed bytes seldom gets past the checksum.
        "stored": book(zipfile.ZIP_STORED),
        "packed": book(zipfile.ZIP_DEFLATED),
        "rows_back": book(
            zipfile.ZIP_STORED, sheet1='<worksheet><sheetData><row r="5"/><row r="2"><c r="ZZZ2"><v>1</v></c></row>'
        ),
        "no_zip": b"PK\x05\x06" + bytes(18),
    },
)
