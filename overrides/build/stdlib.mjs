// Python's standard library as bytecode. The zip that comes with Pyodide holds sources, which Python compiles anew at every
// start; compiled once here, by the very interpreter that will read them, a start takes 1.5 s instead of 4.4.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { commandLine, report } from "./report.mjs";

const pyodideDir = dirname(createRequire(import.meta.url).resolve("pyodide/pyodide.mjs"));

// Left out: what needs a socket, a terminal, a second process or a mail server, none of which a browser's worker has.
// `_pyrepl`, `cmd`, `bdb`, `code` stay: pdb needs them, and doctest needs pdb.
const LEFT_OUT = [
  "imaplib", "smtplib", "poplib", "ftplib", "mailbox", "xmlrpc", "wsgiref", "http/server", "http/cookiejar", "socketserver",
  "multiprocessing", "turtledemo", "idlelib", "tkinter", "ensurepip", "venv", "lib2to3", "test", "pydoc_data",
  "curses", "dbm", "sqlite3", "webbrowser", "zipapp", "trace", "plistlib", "netrc", "nturl2path", "pty", "tty",
  "encodings/big5", "encodings/big5hkscs", "encodings/cp932", "encodings/cp949", "encodings/cp950", "encodings/euc_jis_2004",
  "encodings/euc_jisx0213", "encodings/euc_jp", "encodings/euc_kr", "encodings/gb18030", "encodings/gb2312", "encodings/gbk",
  "encodings/hz", "encodings/iso2022_jp", "encodings/iso2022_jp_1", "encodings/iso2022_jp_2", "encodings/iso2022_jp_2004",
  "encodings/iso2022_jp_3", "encodings/iso2022_jp_ext", "encodings/iso2022_kr", "encodings/johab", "encodings/shift_jis",
  "encodings/shift_jis_2004", "encodings/shift_jisx0213",
];

// Unchecked-hash files carry no time stamp and are never compared with a source that is not there.
// optimize=2 drops the library's docstrings and asserts; a reader's own program is compiled as they wrote it.
const COMPILE = `
import importlib.util, importlib._bootstrap_external as external, io, zipfile

def compiled(path, left_out):
    out = io.BytesIO()
    left_out = tuple(left_out)
    with zipfile.ZipFile(path) as stock, zipfile.ZipFile(out, "w") as made:
        for name in sorted(stock.namelist()):
            stem = name.removesuffix(".py")
            if name.endswith("/") or any(stem == one or stem.startswith(one + "/") for one in left_out):
                continue
            data = stock.read(name)
            if name.endswith(".py"):
                code = compile(data, "/lib/python314.zip/" + name, "exec", dont_inherit=True, optimize=2)
                data, name = external._code_to_hash_pyc(code, importlib.util.source_hash(data), False), name + "c"
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(entry, bytes(data), compresslevel=9)
    return out.getvalue()
compiled
`;

/** Write `python_stdlib.zip` into `outdir`. The same Pyodide gives the same bytes. */
export async function buildStdlib(outdir) {
  const { loadPyodide } = await import("pyodide");
  const stock = readFileSync(join(pyodideDir, "python_stdlib.zip"));
  const pyodide = await loadPyodide({ env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
  pyodide.FS.writeFile("/tmp/stock.zip", stock);
  const made = pyodide.runPython(COMPILE)("/tmp/stock.zip", pyodide.toPy(LEFT_OUT)).toJs();
  mkdirSync(outdir, { recursive: true });
  const path = join(outdir, "python_stdlib.zip");
  writeFileSync(path, made);
  report(path);
}

await commandLine(import.meta.url, buildStdlib);
