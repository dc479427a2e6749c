"""Mail servers as they are met: one that works, one that is silent, one that trickles, one that hangs up."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class MailServer:
    """Counts connections, keeps what was handed over. manner: works, silent, trickles or hangs-up."""

    manner: str = "works"
    port: int = 0
    connections: int = 0
    received: list[Message] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    def serve(self, listening: socket.socket, over: threading.Event) -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                self.connections += 1
                threading.Thread(target=self.talk, args=(connection, over), daemon=True).start()

    def talk(self, connection: socket.socket, over: threading.Event) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            if self.manner == "silent":
                over.wait()
                return
            if self.manner == "trickles":
                while not over.wait(0.05):
                    connection.sendall(b"2")
                return
            connection.sendall(b"220 here\r\n")
            self.converse(connection, lines)

    def converse(self, connection: socket.socket, lines: object) -> None:
        for line in lines:  # type: ignore[attr-defined]
            word = line[:4].upper()
            if word == b"DATA":
                connection.sendall(b"354 go\r\n")
                self.take(lines)
                if self.manner == "hangs-up":
                    return
            if word == b"QUIT":
                connection.sendall(b"221 bye\r\n")
                return
            connection.sendall(b"250 good\r\n")

    def take(self, lines: object) -> None:
        text = b""
        for line in lines:  # type: ignore[attr-defined]
            if line == b".\r\n":
                break
            text += line
        self.received.append(message_from_bytes(text))
        self.arrived.set()


@contextmanager
def mail_server(manner: str = "works") -> Iterator[MailServer]:
    """A server on a port of its own, as long as the block lasts."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        server = MailServer(manner, listening.getsockname()[1])
        thread = threading.Thread(target=server.serve, args=(listening, over), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            over.set()
            thread.join(5)
