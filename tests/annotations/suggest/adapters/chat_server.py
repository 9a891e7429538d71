"""Play a chat endpoint on this computer: good answers, slow ones, refusals, and nonsense."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from seeds.toml.table import TomlTable

TEXT = "淘寶閃購在北京。淘寶閃購很好。"
ANSWER = json.dumps({"spans": [{"label": "ORG", "text": "淘寶閃購", "occurrence": 2}]}, ensure_ascii=False)


def completion(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


@dataclass
class Server:
    """Hold what it answers, one reply after another and the last one again, and what it was asked."""

    url: str = ""
    replies: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.replies.append(send)

    def dribble(self) -> None:
        """Answer a byte at a time and never end, until the test does."""

        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            with suppress(OSError):  # the client goes, as it should
                while not self.closing.wait(0.02):
                    handler.wfile.write(b" ")

        self.replies.append(send)

    def hang_up(self) -> None:
        self.replies.append(lambda handler: handler.connection.close())


@contextmanager
def chat_server() -> Iterator[Server]:
    """Run one, at a port that is free."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.headers.append(dict(self.headers))
            state.paths.append(self.path)
            reply = state.replies[min(len(state.asked), len(state.replies)) - 1]
            reply(self)

        def finish(self) -> None:
            with suppress(OSError, ValueError):  # a connection that a test has broken
                super().finish()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}/v1"
    try:
        yield state
    finally:
        state.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


def table(content: str) -> TomlTable:
    file = TomlTable.parse(Path("zhupi.toml"), f"[suggest.chat]\n{content}\n".encode())
    return file.table("suggest").table("chat")
