"""Serve a chat endpoint on this computer that counts requests, and suggests that each text begins with an ORG."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class CountingServer:
    """Keep the bodies of ``requests``; no answer is given before ``may_answer`` is set, which it is."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.url = ""
        self.may_answer = Event()
        self.may_answer.set()


@contextmanager
def counting_server() -> Iterator[CountingServer]:
    """Run one, at a port that is free."""
    state = CountingServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.requests.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            state.may_answer.wait(60)
            spans = json.dumps({"spans": [{"label": "ORG", "text": "標題", "occurrence": 1}]})
            body = json.dumps({"choices": [{"message": {"content": spans}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            state.requests.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}"
    try:
        yield state
    finally:
        state.may_answer.set()
        http.shutdown()
        http.server_close()
        thread.join(10)
