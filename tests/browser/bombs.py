"""Programs that should end badly, each with what the reader is told, as a pattern."""
# ruff: noqa: E501 - each is typed as a reader would type it

from __future__ import annotations

MEMORY = "more memory than there is"
DEEP = "calls itself without end"
STOPPED = "Stopped after 10 seconds"
BROKEN = "Python broke off"
TOO_DEEP = f"{DEEP}|deeper than Python can follow"
NESTED = "x = []\nfor _ in range(100_000): x = [x]\n"

BOMBS = {
    # never ends
    "a loop": ("while True: pass", STOPPED),
    "a loop that catches everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        STOPPED,
    ),
    "a search without end": ("import re\nre.match('(a+)+$', 'a' * 40 + 'b')", STOPPED),
    "a sleep": ("import time\ntime.sleep(1000)", STOPPED),
    "prints without end": ("while True: print('x')", STOPPED),
    "ten million lines": ("for n in range(10**7): print(n)", f"{STOPPED}|output cut here"),
    "a huge power": ("x = 10 ** 10 ** 8\nprint(x)", f"{STOPPED}|{MEMORY}|Exceeds the limit|{BROKEN}"),
    "a coroutine": ("import asyncio\nasync def f():\n    while True: pass\nasyncio.run(f())", "RuntimeError"),
    # asks for too much
    "a text of ten billion letters": ("x = 'a' * 10**10", f"{MEMORY}|OverflowError"),
    "a list without end": ("x = []\nwhile True: x.append(bytearray(10**7))", MEMORY),
    "a list that doubles": ("x = [0]\nwhile True: x = x + x", MEMORY),
    "a huge range": ("x = list(range(10**9))", MEMORY),
    "a huge output at once": ("print('a' * 10**8)", "output cut here"),
    "a huge error": ("raise ValueError('x' * 10**8)", "ValueError"),
    # goes too deep
    "recursion": ("def f(): return f()\nf()", DEEP),
    "recursion beyond a limit of its own": ("import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()", DEEP),
    "repr of a deep list": (NESTED + "print(repr(x))", f"{TOO_DEEP}|{MEMORY}"),
    "json of a deep list": (NESTED + "import json\nprint(json.dumps(x))", f"{TOO_DEEP}|{MEMORY}"),
    "comparing deep lists": (NESTED + "y = x\n" + NESTED + "print(x == y)", f"{TOO_DEEP}|{MEMORY}"),
    "a deep pattern": ("import re\nre.compile('(' * 50_000 + ')' * 50_000)", f"{TOO_DEEP}|{MEMORY}|error|Overflow"),
    "a deep expression": ("eval('(' * 20_000 + ')' * 20_000)", f"{TOO_DEEP}|{MEMORY}|SyntaxError|too many"),
    "a type that prints itself": ("class A:\n    def __repr__(self): return repr(self)\nprint(A())", TOO_DEEP),
    # ends Python itself
    "sys.exit": ("import sys\nsys.exit()", "the program ended itself"),
    "os._exit": ("import os\nos._exit(0)", BROKEN),
    "os.abort": ("import os\nos.abort()", BROKEN),
    "kill": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", f"{BROKEN}|Error|no output|printed nothing"),
    "raise_signal": ("import signal\nsignal.raise_signal(signal.SIGINT)", f"interrupted itself|{BROKEN}|printed nothing"),
    "KeyboardInterrupt": ("raise KeyboardInterrupt", "the program interrupted itself"),
    "a thread": ("import threading\nthreading.Thread(target=print).start()", "RuntimeError"),
    "a broken pointer": ("import ctypes\nctypes.string_at(2**31)", f"{BROKEN}|Error"),
    "an error that cannot be told": (
        "class E(Exception):\n    def __str__(self): raise E\n    __repr__ = __str__\nraise E",
        "E",
    ),
    # breaks what it prints on
    "no output": ("import sys\nsys.stdout = None\nsys.stderr = 7\nraise ValueError('told all the same')", "told all the same"),
    "a closed output": ("import sys\nsys.stdout.close()\nprint('x')", "ValueError|printed nothing|x"),
    "an output of its own": (
        "import sys\nclass Out:\n    def write(self, text): raise SystemError('full')\nsys.stdout = Out()\nprint('x')",
        "SystemError",
    ),
}
