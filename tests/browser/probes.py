"""What programs, scripts and workers try in order to get out of the sandbox. SITE, STRANGER and PORT are filled in."""
# ruff: noqa: E501 - each is typed as a reader would type it

from __future__ import annotations

REFUSED = {
    # storage
    "localStorage": "js.localStorage.getItem('x')",
    "sessionStorage": "js.sessionStorage.setItem('x', 'y')",
    "IndexedDB": "js.indexedDB.open('x')",
    "IndexedDB of another realm": "js.self.IDBFactory.prototype.open",
    "Cache Storage": "js.caches.open('x')",
    "origin private files": "js.navigator.storage.getDirectory()",
    "cookies": "js.document.cookie",
    "cookieStore": "js.cookieStore.getAll()",
    "shared storage": "js.sharedStorage.set('x', 'y')",
    # other windows
    "document": "js.document.body",
    "window": "js.window.document",
    "parent": "js.parent.document",
    "top": "js.top.location",
    "opener": "js.opener.document",
    "frames": "js.frames[0]",
    "pop-up": "js.open('SITE')",
    "navigation": "js.location.assign('STRANGER')",
    "navigation by assignment": "setattr(js.location, 'href', 'STRANGER')",
    "form": "js.document.createElement('form').submit()",
    "clients": "js.clients.openWindow('SITE')",
    # network
    "fetch of the own site": "js.fetch('SITE')",
    "fetch of another": "js.fetch('STRANGER')",
    "XMLHttpRequest": "js.XMLHttpRequest.new()",
    "Request": "js.Request.new('STRANGER')",
    "WebSocket": "js.WebSocket.new('STRANGER'.replace('http', 'ws'))",
    "WebSocketStream": "js.WebSocketStream.new('STRANGER'.replace('http', 'ws'))",
    "EventSource": "js.EventSource.new('STRANGER')",
    "WebTransport": "js.WebTransport.new('STRANGER'.replace('http', 'https'))",
    "beacon": "js.navigator.sendBeacon('STRANGER', 'x')",
    "peer connection": "js.RTCPeerConnection.new()",
    "image": "js.Image.new()",
    "open_url": "__import__('pyodide.http').http.open_url('STRANGER')",
    "urllib": "__import__('urllib.request').request.urlopen('STRANGER', timeout=1)",
    "socket": "__import__('socket').create_connection(('127.0.0.1', PORT), 1)",
    # more code
    "importScripts": "js.importScripts('STRANGER')",
    "run_js": "__import__('pyodide.code').code.run_js('1')",
    "eval": "js.eval('self')",
    "Function": "js.Function.new('return self')",
    "function constructor": "js.Object.constructor.new('return self')",
    "import of an address": "__import__('pyodide.code').code.run_js('import(\"STRANGER\")')",
    "import of data": "__import__('pyodide.code').code.run_js('import(\"data:text/javascript,1\")')",
    "import of a blob": "js.URL.createObjectURL(js.Blob.new(['1']))",
    "nested worker": "js.Worker.new('data:text/javascript,1')",
    "shared worker": "js.SharedWorker.new('data:text/javascript,1')",
    "service worker": "js.navigator.serviceWorker.register('SITE')",
    # the device and other tabs
    "BroadcastChannel": "js.BroadcastChannel.new('x')",
    "locks": "js.navigator.locks.query()",
    "notification": "js.Notification.requestPermission()",
    "geolocation": "js.navigator.geolocation",
    "clipboard": "js.navigator.clipboard.readText()",
    "usb": "js.navigator.usb.getDevices()",
    "graphics card": "js.navigator.gpu.requestAdapter()",
    "permissions": "js.navigator.permissions.query({})",
    # messages
    "a forged verdict": "js.postMessage({'type': 'answer'})",
    "a forged message through self": "js.self.postMessage('passed')",
    "a forged message through the prototype": "js.DedicatedWorkerGlobalScope.prototype.postMessage",
    "closing the worker": "js.close()",
}
# Nothing refuses these on the spot, because they stay inside; nobody else may feel them.
VANDALS = {
    "prototypes": "import js\njs.Object.prototype.type = 'answer'\njs.Object.prototype.json = '{}'\njs.Object.prototype.id = 1",
    "JSON": "import js\njs.JSON.parse = None\njs.JSON.stringify = None",
    "promises": "import js\njs.Promise.prototype.then = None\njs.Promise = None",
    "arrays": "import js\njs.Array.prototype.push = None\njs.Array.prototype.map = None",
    "every global name": "import js\nfor name in list(dir(js)):\n    try: delattr(js, name)\n    except BaseException: pass",
    "events of its own": (
        "import js\nfrom pyodide.ffi import to_js\n"
        "data = to_js({'type': 'ask', 'id': 1, 'json': '{}'}, dict_converter=js.Object.fromEntries)\n"
        "init = js.Object.fromEntries(to_js([['data', data]]))\n"
        "for _ in range(500): js.self.dispatchEvent(js.MessageEvent.new('message', init))"
    ),
    "a listener": "import js\nfrom pyodide.ffi import create_proxy\njs.addEventListener('message', create_proxy(lambda e: 1 / 0))",
    "timers": "import js\nfrom pyodide.ffi import create_proxy\njs.setInterval(create_proxy(lambda: 1 / 0), 0)",
    "ports": "import js\nchannel = js.MessageChannel.new()\nfor i in range(20000): channel.port1.postMessage(i)",
    "loadPackage": "import pyodide_js\npyodide_js.loadPackage('STRANGERx-1-py3-none-any.whl')",
    "session": "import nlpbook.exercises.session as s\ns.grade = lambda *a: FORGED",
    "the code of handle": "import nlpbook.exercises.api as a\na.handle.__code__ = (lambda request_json: FORGED_TEXT).__code__",
    "the code of respond": "import nlpbook.exercises.page as p\np.respond.__code__ = (lambda request_json: FORGED_TEXT).__code__",
    "every kind": (
        "import sys\nfor name, module in list(sys.modules.items()):\n"
        "    if name.startswith('nlpbook.exercises.kinds') and hasattr(module, 'grade'):\n"
        "        module.grade.__code__ = (lambda item, answer, scope: FORGED).__code__"
    ),
    "json": "import json\njson.loads.__code__ = (lambda s, **more: {}).__code__",
    "builtins": "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.abs = lambda x: 0",
    "modules": "import sys\nsys.modules.clear()",
    "the import system": "import sys\nsys.meta_path.clear()\nsys.path.clear()",
    "files of the grader": (
        "import nlpbook, pathlib\nfor file in pathlib.Path(nlpbook.__file__).parent.rglob('*.py'): file.write_text('1 / 0')"
    ),
    "the collector": "import gc\nfor thing in gc.get_objects():\n    if type(thing) is dict and 'grade' in thing: thing['grade'] = None",
    "an audit hook": "import sys\ndef refuse(*a): raise RuntimeError\nsys.addaudithook(refuse)",
    "a tracer": "import sys, threading\nsys.settrace(lambda *a: 1 / 0)\nsys.setprofile(lambda *a: None)",
}
FORGED = {"state": "right", "counts": True, "headline": "forged", "message_html": "forged", "score": [1, 1]}

IN_THE_FRAME = {
    "localStorage": "localStorage.setItem('probe', '1')",
    "sessionStorage": "sessionStorage.setItem('probe', '1')",
    "cookies": "document.cookie = 'probe=1'",
    "IndexedDB": "await new Promise((y, n) => { const r = indexedDB.open('probe'); r.onsuccess = y; r.onerror = n; })",
    "Cache Storage": "await caches.open('probe')",
    "files": "await navigator.storage.getDirectory()",
    "locks": "await navigator.locks.query()",
    "parent document": "parent.document.title",
    "top document": "top.document.title",
    "top navigation": "top.location.href = 'STRANGERprobe'",
    "pop-up": "if (!open('STRANGERprobe')) throw new Error('blocked')",
    "fetch of the own site": "await fetch('SITEprobe')",
    "fetch of another": "await fetch('STRANGERprobe', { mode: 'no-cors' })",
    "XMLHttpRequest": "const r = new XMLHttpRequest(); r.open('GET', 'SITEprobe', false); r.send()",
    "WebSocket": "await new Promise((y, n) => { const s = new WebSocket('STRANGERprobe'.replace('http', 'ws')); s.onopen = y; s.onerror = n; })",
    "EventSource": "await new Promise((y, n) => { const s = new EventSource('STRANGERprobe'); s.onopen = y; s.onerror = n; })",
    "image": "await new Promise((y, n) => { const i = new Image(); i.onload = y; i.onerror = n; i.src = 'STRANGERprobe'; })",
    "script": (
        "await new Promise((y, n) => { const s = document.createElement('script'); s.onload = y; s.onerror = n; "
        "s.src = 'STRANGERprobe'; document.head.append(s); })"
    ),
    "import": "await import('STRANGERprobe')",
    "worker of the site": "new Worker('SITEprobe')",
    "service worker": "await navigator.serviceWorker.register('SITEprobe')",
    "clipboard": "await navigator.clipboard.readText()",
    "geolocation": "await new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, n))",
}

# Workers that lie, in place of ours: what the frame lets through, and what the page makes of it.
READY_AT_ONCE = "self.onmessage = ({data}) => { if (data.type === 'start') postMessage({type: 'ready'}); else { %s } };"
LIARS = {
    "a flood": "for (let i = 0; i < 100000; i += 1) postMessage({type: 'answer', id: -1, json: '{}'});",
    "a heavy flood": "for (let i = 0; i < 200; i += 1) postMessage('x'.repeat(1e6));",
    "an answer too long": "postMessage({type: 'answer', id: data.id, json: 'x'.repeat(2e7)}); postMessage({type: 'died', cause: 'x'});",
    "odd types": (
        "for (const odd of [null, 1, 'ready', [], {}, new Map(), {type: {}}, {type: 'answer', id: {}, json: {}}, "
        "{type: 'answer', id: data.id, json: {toString: 1}}, {type: 'progress', step: 1e9, loaded: NaN, total: -1}, "
        "{type: 'taken'}, {type: 'ready'}]) postMessage(odd); postMessage({type: 'died', cause: {}});"
    ),
    "prototypes": (
        "postMessage({type: 'answer', id: data.id, json: '{\"__proto__\": {\"state\": \"right\"}, \"constructor\": 1, \"tests\": 7}'});"
    ),
    "no JSON": "postMessage({type: 'answer', id: data.id, json: 'passed'});",
    "another's answer": "postMessage({type: 'answer', id: data.id + 1, json: '{}'}); postMessage({type: 'died', cause: ''});",
    "markup": (
        "postMessage({type: 'answer', id: data.id, json: JSON.stringify({state: 'wrong', headline: '<img src=x onerror=hit()>', "
        "message_html: '<img src=x onerror=hit()><script>hit()</scr' + 'ipt>'})});"
    ),
}
