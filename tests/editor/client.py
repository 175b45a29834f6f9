"""A client of the YAML language server, as small as an editor can be: it starts the server on a
folder, answers its question for settings, and asks what an editor asks while a person types."""

import json
import queue
import subprocess
import threading
from pathlib import Path

SECONDS = 60


class Editor:
    """The language server at work in one folder, under these settings."""

    def __init__(self, command, folder, settings):
        self.folder, self.settings = Path(folder).resolve(), settings
        self.server = subprocess.Popen(
            command, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.inbox, self.number, self.faults = queue.Queue(), 0, {}
        threading.Thread(target=self._listen, daemon=True).start()
        root = self.folder.as_uri()
        self.request("initialize", {
            "processId": None,
            "rootUri": root,
            "workspaceFolders": [{"uri": root, "name": "amur"}],
            "capabilities": {
                "workspace": {"configuration": True, "workspaceFolders": True,
                              "didChangeConfiguration": {"dynamicRegistration": True}},
                "textDocument": {"completion": {"completionItem": {"snippetSupport": True,
                                                                   "documentationFormat": ["markdown"]}},
                                 "hover": {"contentFormat": ["markdown"]},
                                 "publishDiagnostics": {"relatedInformation": True}},
            },
        })
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": None})

    def close(self):
        """Asks the server to end, and makes sure that it did."""
        try:
            self.request("shutdown", None)
            self.notify("exit", None)
            self.server.wait(5)
        except Exception:
            self.server.kill()

    def open(self, path, text):
        """Opens a file with this text, which need not be on the disk."""
        uri = (self.folder / path).as_uri()
        self.notify("textDocument/didOpen", {
            "textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        return uri

    def ask(self, what, uri, line, column):
        """Asks for `completion` or `hover` at a place counted from zero."""
        return self.request(f"textDocument/{what}", {
            "textDocument": {"uri": uri}, "position": {"line": line, "character": column}})

    def diagnostics(self, uri):
        """Waits for what the server has to say of an open file."""
        while uri not in self.faults:
            self._take()
        return self.faults[uri]

    def request(self, method, params):
        """Sends a request and returns the answer to it."""
        self.number += 1
        number = self.number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message.get("result")

    def notify(self, method, params):
        """Tells the server something that has no answer."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _take(self):
        try:
            message = self.inbox.get(timeout=SECONDS)
        except queue.Empty:
            raise RuntimeError(f"the language server was silent for {SECONDS} seconds") from None
        if message is None:
            raise RuntimeError("the language server ended")
        if message.get("method") == "textDocument/publishDiagnostics":
            self.faults[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message):
        if message["method"] != "workspace/configuration":
            return None
        return [self._section(item.get("section")) for item in message["params"]["items"]]

    def _section(self, name):
        """The settings under one name, nested as an editor hands them over."""
        nested = {}
        for key, value in self.settings.items():
            if not key.startswith(f"{name}."):
                continue
            *way, last = key[len(name) + 1:].split(".")
            place = nested
            for step in way:
                place = place.setdefault(step, {})
            place[last] = value
        return nested or self.settings.get(name)

    def _send(self, message):
        body = json.dumps(message).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def _listen(self):
        stream = self.server.stdout
        while True:
            length = None
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(stream.read(length)))
