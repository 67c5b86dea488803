"""A small HTTP server with bad manners: faulty_server.py FOLDER PORT-FILE.

/HOW/NAME serves FOLDER/NAME, and HOW says what goes wrong on the way: right, none, moved, once
and often (it breaks off once, or after each 1000 bytes), whole (it cannot go on in the middle),
corrupt, slow and stalled (it stops half-way until the other side has gone). As a proxy it serves
the same for any host. Each request is a line in FOLDER/asked: the address, and what was asked of
it."""
import http.server
import os
import select
import sys
import time
from urllib.parse import urlsplit

FOLDER, PORT_FILE = sys.argv[1:]
broken = set()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        how, name = urlsplit(self.path).path.strip("/").split("/")
        asked = self.headers.get("Range", "")
        with open(os.path.join(FOLDER, "asked"), "a") as file:
            file.write(f"{self.path} {asked}".strip() + "\n")
        if how == "none":
            return self.send_error(404)
        if how == "moved":
            self.send_response(302)
            self.send_header("Location", "/right/" + name)
            return self.end_headers()
        with open(os.path.join(FOLDER, name), "rb") as file:
            data = file.read()
        if how == "corrupt":
            data = data[:-1] + bytes([data[-1] ^ 1])
        start = int(asked[len("bytes="):-1]) if asked and how != "whole" else 0
        if start >= len(data):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.body(how, data[start:])

    def body(self, how, data):
        if how == "often":
            data = data[:1000]
        if how == "once" and self.path not in broken:
            broken.add(self.path)
            data = data[:len(data) // 2]
        if how == "stalled":
            data = b"" if self.headers.get("Range") else data[:len(data) // 2]
        step = len(data) // 5 + 1 if how == "slow" else len(data)
        for at in range(0, len(data), step or 1):
            self.wfile.write(data[at:at + step])
            if how == "slow":
                time.sleep(0.2)
        self.wfile.flush()
        if how == "stalled":
            select.select([self.connection], [], [])
        self.close_connection = True

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(PORT_FILE, "w") as pipe:
    print(server.server_address[1], file=pipe)
server.serve_forever()
