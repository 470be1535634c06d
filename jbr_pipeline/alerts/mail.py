"""E-mail over SMTP with the standard library: encrypted when the server offers it, and always with a password."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from jbr_pipeline.alerts.causes import Oorzaak
from jbr_pipeline.alerts.faults import NietVerzonden


@dataclass(frozen=True)
class Mail:
    """A mail server and who is told through it."""

    host: str = field(repr=False)
    poort: int
    van: str = field(repr=False)
    aan: tuple[str, ...] = field(repr=False)
    gebruiker: str = field(default="", repr=False)
    wachtwoord: str = field(default="", repr=False)
    tls_verplicht: bool = False
    ui_url: str = ""
    wacht_s: float = 10.0
    """Seconds to wait for each answer of the server."""
    naam: str = "mail"

    def verzend(self, oorzaak: Oorzaak) -> None:
        """Send it; sent is what the server takes for at least one of those who are told."""
        message = EmailMessage()
        message["Subject"] = oorzaak.onderwerp()
        message["From"] = self.van
        message["To"] = ", ".join(self.aan)
        message["Date"] = formatdate(localtime=True)
        # The host name of this machine is nobody's business.
        message["Message-ID"] = make_msgid(domain=self.van.rpartition("@")[2])
        # So that no holiday reply comes back.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(oorzaak.tekst(self.ui_url))
        try:
            server = smtplib.SMTP(self.host, self.poort, timeout=self.wacht_s)
            try:
                self._secure(server)
                server.send_message(message)
                # It was taken: what goes wrong from here on is no reason to send it again.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
            finally:
                server.close()
        except smtplib.SMTPResponseException as fout:
            raise NietVerzonden(f"{type(fout).__name__}, code {fout.smtp_code}") from None
        except (smtplib.SMTPException, OSError, ValueError) as fout:
            raise NietVerzonden(type(fout).__name__) from None

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        elif self.tls_verplicht or self.wachtwoord:
            raise NietVerzonden("de mailserver biedt geen STARTTLS")
        if self.wachtwoord:
            server.login(self.gebruiker, self.wachtwoord)
