"""What a cell may not do, tried in every way that an author might: refused, with the line, the reason and a way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlpbook.execution import CellError, ExecutionFailed
from nlpbook.execution.landlock import version

Book = Any

NETWORK, FOLDER, PROGRAMS = "may not use the network", "may only write in its own folder", "may not start programs"
KERNEL = "may neither write outside its own folder"

# Each is a whole cell; its last line is the one that must be named. OUT is a folder outside the scratch folder.
ATTEMPTS = {
    "urllib": ("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/')", NETWORK),
    "urllib with a name": ("import urllib.request\nurllib.request.urlopen('https://example.org/')", NETWORK),
    "socket": ("import socket\ns = socket.socket()\ns.connect(('127.0.0.1', 9))", NETWORK),
    "datagram": (
        "import socket\ns = socket.socket(type=socket.SOCK_DGRAM)\ns.sendto(b'x', ('127.0.0.1', 9))", NETWORK),
    "version 6": ("import socket\ns = socket.socket(socket.AF_INET6)\ns.connect(('::1', 9))", NETWORK),
    "listening": ("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))", NETWORK),
    "a service's socket": (
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.connect('/run/docker.sock')", NETWORK),
    "a hidden socket": ("import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0name')", NETWORK),
    "looking a name up": ("import socket\nsocket.gethostbyname('localhost')", NETWORK),
    "looking an address up": ("import socket\nsocket.getnameinfo(('127.0.0.1', 9), 0)", NETWORK),
    "http.client": ("import http.client\nhttp.client.HTTPConnection('127.0.0.1', 9).request('GET', '/')", NETWORK),
    "ftplib": ("import ftplib\nftplib.FTP('127.0.0.1')", NETWORK),
    "asyncio": ("import asyncio\nasyncio.run(asyncio.open_connection('127.0.0.1', 9))", NETWORK),
    "a server of asyncio": ("import asyncio\nasyncio.run(asyncio.start_server(print, '127.0.0.1', 0))", NETWORK),
    "xmlrpc": ("import xmlrpc.client\nxmlrpc.client.ServerProxy('http://127.0.0.1:9').x()", NETWORK),
    "in a thread": (
        "from concurrent.futures import ThreadPoolExecutor as Pool\nimport socket\n"
        "Pool().submit(socket.create_connection, ('127.0.0.1', 9)).result()", NETWORK),
    "in a forked process": (
        "import os, socket\npid = os.fork()\nif not pid:\n    socket.create_connection(('127.0.0.1', 9))\n"
        "_ = os.waitpid(pid, 0)", NETWORK),
    "curl": ("import subprocess\nsubprocess.run(['curl', 'http://127.0.0.1:9'])", PROGRAMS),
    "another Python": ("import subprocess, sys\nsubprocess.run([sys.executable, '-c', '1'])", PROGRAMS),
    "a shell": ("import os\nos.system('true')", PROGRAMS),
    "a pipe": ("import os\nos.popen('true')", PROGRAMS),
    "spawnv": ("import os\nos.spawnv(os.P_WAIT, '/bin/true', ['true'])", PROGRAMS),
    "posix_spawn": ("import os\nos.posix_spawn('/bin/true', ['true'], {})", PROGRAMS),
    "a terminal": ("import pty\npty.spawn('true')", PROGRAMS),
    "exec": ("import os\nos.execv('/bin/true', ['true'])", PROGRAMS),
    "a helper that starts one": ("import helper\nhelper.start()", PROGRAMS),
    "a fresh Python of multiprocessing": (
        "import multiprocessing as m\nm.get_context('spawn').Process(target=print).start()", PROGRAMS),
    "asyncio's programs": ("import asyncio\nasyncio.run(asyncio.create_subprocess_exec('true'))", PROGRAMS),
    "open": ("open(OUT + '/new', 'w')", FOLDER),
    "open to append": ("open(OUT + '/kept', 'a')", FOLDER),
    "os.open": ("import os\nos.open(OUT + '/new', os.O_CREAT | os.O_WRONLY)", FOLDER),
    "pathlib": ("from pathlib import Path\nPath(OUT, 'new').write_text('x')", FOLDER),
    "touch": ("from pathlib import Path\nPath(OUT, 'new').touch()", FOLDER),
    "by a link": ("import os\nos.symlink(OUT, 'link')\nopen('link/new', 'w')", FOLDER),
    "by a link to a file": ("import os\nos.symlink(OUT + '/kept', 'link')\nopen('link', 'w')", FOLDER),
    "upwards": ("open('../new', 'w')", FOLDER),
    "from another folder": ("import os\nos.chdir(OUT)\nopen('new', 'w')", FOLDER),
    "remove": ("import os\nos.remove(OUT + '/kept')", FOLDER),
    "rename": ("import os\nos.rename(OUT + '/kept', OUT + '/other')", FOLDER),
    "take away": ("import os\nos.replace(OUT + '/kept', 'mine')", FOLDER),
    "mkdir": ("import os\nos.makedirs(OUT + '/new/deep')", FOLDER),
    "rmdir": ("import os\nos.rmdir(OUT)", FOLDER),
    "symlink": ("import os\nos.symlink('/', OUT + '/new')", FOLDER),
    "hard link": ("import os\nos.link(OUT + '/kept', 'mine')", FOLDER),
    "chmod": ("import os\nos.chmod(OUT + '/kept', 0)", FOLDER),
    "utime": ("import os\nos.utime(OUT + '/kept', (0, 0))", FOLDER),
    "truncate": ("import os\nos.truncate(OUT + '/kept', 0)", FOLDER),
    "relative to a descriptor": (
        "import os\nfolder = os.open(OUT, os.O_RDONLY)\nos.remove('kept', dir_fd=folder)", FOLDER),
    "rmtree": ("import shutil\nshutil.rmtree(OUT)", FOLDER),
    "copy": ("import shutil\nshutil.copy(OUT + '/kept', OUT + '/new')", FOLDER),
    "move": ("import shutil\nopen('mine', 'w').close()\nshutil.move('mine', OUT + '/new')", FOLDER),
    "archive": ("import zipfile\nzipfile.ZipFile(OUT + '/new', 'w')", FOLDER),
    "tempfile elsewhere": ("import tempfile\ntempfile.mkdtemp(dir=OUT)", FOLDER),
    "named temporary file": ("import tempfile\ntempfile.NamedTemporaryFile(dir=OUT)", FOLDER),
    "sqlite": ("import sqlite3\nsqlite3.connect(OUT + '/new')", FOLDER),
    "sqlite by address": ("import sqlite3\nsqlite3.connect(f'file:{OUT}/new?mode=rwc', uri=True)", FOLDER),
    "logging": ("import logging\nlogging.FileHandler(OUT + '/new')", FOLDER),
    "shared memory": ("open('/dev/shm/nlpbook-new', 'w')", FOLDER),
    "the repository": ("open(BOOK + '/docs/new.md', 'w')", FOLDER),
    "the cache": ("open(BOOK + '/.cache/execution/new', 'w')", FOLDER),
    "the environment": ("import sysconfig\nopen(sysconfig.get_path('purelib') + '/new.py', 'w')", FOLDER),
    "the home folder": ("import pwd, os\nopen(pwd.getpwuid(os.getuid()).pw_dir + '/new', 'w')", FOLDER),
    "another page's folder": (
        "import os\nos.mkdir(os.path.abspath('../../99'))", FOLDER),
    "numpy": ("import numpy\nnumpy.save(OUT + '/new.npy', numpy.ones(2))", FOLDER),
    "memory map": ("import numpy\nnumpy.memmap(OUT + '/new', mode='w+', shape=3)", FOLDER),
}  # fmt: skip
NATIVE = {
    "torch": ("import torch\ntorch.save({'a': torch.ones(2)}, OUT + '/new.pt')", KERNEL),
    "safetensors": (
        "import torch\nfrom safetensors.torch import save_file\nsave_file({'a': torch.ones(2)}, OUT + '/new')", KERNEL),
    "dbm": ("import shelve\nshelve.open(OUT + '/new')", "own folder"),
    "C": (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "handle = libc.open((OUT + '/new').encode(), os.O_CREAT | os.O_WRONLY, 0o600)\n"
        "if handle < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))", KERNEL),
    "C's network": (
        "import ctypes, os, socket, struct\nlibc = ctypes.CDLL(None, use_errno=True)\ns = socket.socket()\n"
        "where = struct.pack('=HH4s8x', socket.AF_INET, 0x0900, bytes([127, 0, 0, 1]))\n"
        "if libc.connect(s.fileno(), where, 16): raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))",
        KERNEL),
    "a pipe's file": ("import os\nos.mkfifo(OUT + '/new')", KERNEL),
    "relative to a descriptor": (
        "import os\nos.chdir('.')\nf = os.open(OUT, os.O_RDONLY)\nos.open('new', os.O_CREAT | os.O_WRONLY, dir_fd=f)",
        KERNEL),
}  # fmt: skip


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CellError]:
    """Every attempt is a page of one book, so that all run in one go; by name, how each failed."""
    from tests.execution.conftest import Book as Made

    made = Made(tmp_path_factory.mktemp("guarded"))
    made.write("out/kept", "precious")
    made.write("docs/a.md", "text")
    made.write("src/helper.py", "import subprocess\n\n\ndef start():\n    subprocess.run(['true'])\n")
    head = f"OUT, BOOK = {str(made.root / 'out')!r}, {str(made.root)!r}\n"
    pages, names = [], {}
    for kind, attempts in (("python", ATTEMPTS), ("native", NATIVE if version() else {})):
        for name, (code, _) in attempts.items():
            page = made.cell(head + code, f"{kind}{len(pages)}")
            pages.append(page)
            names[page.path] = f"{kind}: {name}"
    with pytest.raises(ExecutionFailed) as caught:
        made.run(*pages)
    assert [file.name for file in (made.root / "out").iterdir()] == ["kept"]
    assert (made.root / "out/kept").read_text() == "precious"
    assert [file.name for file in (made.root / "docs").iterdir()] == ["a.md"]
    assert not Path("/dev/shm/nlpbook-new").exists()
    return {names[error.path]: error for error in caught.value.errors}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_cell_that_reaches_out_is_refused(failures: dict[str, CellError], name: str) -> None:
    code, words = ATTEMPTS[name]
    error = failures[f"python: {name}"]
    assert words in str(error)
    if "fork" not in name:  # what another process was refused is reported at the cell
        assert error.line == 4 + code.count("\n") + 1
    assert str(error).startswith(f"{error.path}:{error.line}: ")


@pytest.mark.parametrize("name", NATIVE)
def test_native_code_meets_the_kernels_wall(failures: dict[str, CellError], name: str) -> None:
    if not version():
        pytest.skip("this kernel has no Landlock, so native code passes")
    if name == "C's network" and version() < 4:
        pytest.skip("this kernel's Landlock knows no network")
    assert NATIVE[name][1] in str(failures[f"native: {name}"])


def test_what_stays_inside_is_allowed(book: Book) -> None:
    book.write("data/a.txt", "read me")
    code = f"""
    import os, shutil, socket, sqlite3, tempfile, multiprocessing
    import numpy
    print(open({str(book.root)!r} + "/data/a.txt").read())
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/deep/er"); open(folder + "/deep/er/file", "w").close()
        os.rename(folder + "/deep/er/file", folder + "/file"); shutil.copy(folder + "/file", "copy")
        os.chmod("copy", 0o600)
        os.chdir("/")  # cleaning up works on names relative to descriptors
    os.chdir(os.environ["HOME"])
    sqlite3.connect("own.db").execute("create table t (x)"); sqlite3.connect(":memory:").close()
    numpy.save("a.npy", numpy.ones(2)); os.symlink("/", "link"); os.truncate("copy", 0)
    one, two = socket.socketpair(); one.send(b"between ourselves"); print(two.recv(99).decode())
    server = socket.socket(socket.AF_UNIX); server.bind("own.sock")
    with multiprocessing.get_context("fork").Pool(1) as pool:
        print(pool.map(abs, [-3]))
    open(os.devnull, "w").close()
    """
    assert book.one(book.cell(code)).cells[0].stdout == "read me\nbetween ourselves\n[3]\n"
