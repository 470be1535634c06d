"""Real servers on this machine that take messages: SMTP in several moods, and a webhook."""

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Mailserver:
    """What a mail server got; its fields say how it behaves, and may be changed on the way."""

    weigert: bool = False
    """Refuse every recipient, and quote the address, as real ones do."""
    zwijgt: bool = False
    """Take the connection and say nothing."""
    sluit_lomp: bool = False
    """Answer a QUIT with an error."""
    tls: ssl.SSLContext | None = None
    poort: int = 0
    post: list[EmailMessage] = field(default_factory=list)
    opdrachten: list[str] = field(default_factory=list)
    versleuteld: list[bool] = field(default_factory=list)
    """Of each message, whether it came encrypted."""

    async def gesprek(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one client."""
        with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError, ssl.SSLError):
            if self.zwijgt:
                await reader.read()
            else:
                await self._talk(reader, writer)
        writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(text: str) -> None:
            writer.write(f"{text}\r\n".encode())

        encrypted = False
        say("220 proef")
        while line := (await reader.readline()).decode().strip():
            self.opdrachten.append(line)
            match line.split()[0].upper():
                case "EHLO":
                    offers = ["STARTTLS"] if self.tls and not encrypted else ["AUTH PLAIN"] if encrypted else []
                    names = ["proef", *offers]
                    for name in names[:-1]:
                        say(f"250-{name}")
                    say(f"250 {names[-1]}")
                case "STARTTLS" if self.tls:
                    say("220 ja")
                    await writer.drain()
                    await writer.start_tls(self.tls)
                    encrypted = True
                case "AUTH":
                    say("235 welkom")
                case "RCPT" if self.weigert:
                    say(f"550 onbekend: {line}")
                case "DATA":
                    say("354 ga door")
                    content = (await reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
                    message = email.message_from_bytes(content, policy=email.policy.default)
                    assert isinstance(message, EmailMessage)
                    self.post.append(message)
                    self.versleuteld.append(encrypted)
                    say("250 aangenomen")
                case "QUIT":
                    say("451 liever niet" if self.sluit_lomp else "221 dag")
                    return
                case _:
                    say("250 goed")


@contextmanager
def mailserver(**mood: Any) -> Iterator[Mailserver]:
    """A mail server that listens as long as the block runs."""
    server = Mailserver(**mood)
    loop = asyncio.new_event_loop()

    async def listen() -> asyncio.Server:
        return await asyncio.start_server(server.gesprek, "127.0.0.1", 0)

    listening = loop.run_until_complete(listen())
    server.poort = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def stop() -> None:
        listening.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@dataclass
class Ontvanger:
    """What a webhook got, and the status it answers with."""

    url: str = ""
    status: int = 200
    berichten: list[bytes] = field(default_factory=list)


@contextmanager
def webhook() -> Iterator[Ontvanger]:
    """A webhook with a secret in its address."""
    receiver = Ontvanger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if receiver.status == 200:
                receiver.berichten.append(content)
            self.send_response(receiver.status)
            self.send_header("Location", "/elders")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.url = f"http://127.0.0.1:{server.server_port}/haak/geheime-sleutel"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


def certificaat(
    map_: Path, *, adres: str = "127.0.0.1", nog: timedelta = timedelta(days=1)
) -> tuple[Path, ssl.SSLContext]:
    """A certificate of this machine, or of `adres`, that signs itself, and a server that shows it.

    It is good for as long as `nog`, counted from now.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "proef")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + nog)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(adres))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, private = map_ / "cert.pem", map_ / "sleutel.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, private)
    return cert, context
