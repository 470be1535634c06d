"""Sending to real servers on this machine: what arrives, and what is said when nothing does."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from jbr_pipeline.alerts.causes import Database, draai_mislukt
from jbr_pipeline.alerts.channels import Kanaal, kanalen, verzend
from jbr_pipeline.alerts.faults import NietVerzonden, Onvolledig
from jbr_pipeline.alerts.ledger import Boek
from jbr_pipeline.alerts.mail import Mail
from jbr_pipeline.alerts.webhook import Webhook
from jbr_pipeline.settings import Settings
from jbr_pipeline_tests.alerts_kit import Mailserver, certificaat, mailserver, webhook
from jbr_pipeline_tests.definitions.kleine_map import vrije_poort

TOEN = datetime(2025, 3, 1, 1, 7, tzinfo=UTC)
VANDAAG = date(2025, 3, 1)
OORZAAK = draai_mislukt("abc", "jbr_nachtelijk", TOEN, [("bezetting", "ValueError")], Database(TOEN))
WACHTWOORD = "zeer geheim 4711"


def _mail(server: Mailserver) -> Mail:
    return Mail("127.0.0.1", server.poort, "jbr@voorbeeld.nl", ("een@voorbeeld.nl", "twee@voorbeeld.nl"))


def test_a_message_tells_what_happened_since_when_what_it_means_and_what_to_do() -> None:
    with mailserver() as server:
        replace(_mail(server), ui_url="https://jbr.voorbeeld.nl/").verzend(OORZAAK)
    (message,) = server.post
    assert message["Subject"] == "JBR: jbr_nachtelijk is mislukt bij bezetting"
    assert message["To"] == "een@voorbeeld.nl, twee@voorbeeld.nl"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_content().replace("\r\n", "\n")
    assert "- stap bezetting: ValueError" in text
    assert "Sinds\n01-03-2025 02:07" in text
    assert "De vorige database staat er nog en is niet gewijzigd; de cijfers zijn die van 01-03-2025 02:07." in text
    assert "Wat te doen\nBekijk de draai." in text
    assert "https://jbr.voorbeeld.nl/runs/abc" in text


def test_a_subject_stays_on_one_line() -> None:
    broken = replace(OORZAAK, kop="een\r\nBcc: iemand@elders.nl")
    with mailserver() as server:
        _mail(server).verzend(broken)
    assert server.post[0]["Subject"] == "JBR: een Bcc: iemand@elders.nl"
    assert server.post[0]["Bcc"] is None


def test_what_is_offered_encrypted_is_sent_encrypted_and_a_password_only_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, tls = certificaat(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    with mailserver(tls=tls) as server:
        replace(_mail(server), gebruiker="jbr", wachtwoord=WACHTWOORD).verzend(OORZAAK)
    assert server.versleuteld == [True]
    assert any(line.startswith("AUTH PLAIN") for line in server.opdrachten)

    with mailserver() as plain:
        for careful in ({"gebruiker": "jbr", "wachtwoord": WACHTWOORD}, {"tls_verplicht": True}):
            with pytest.raises(NietVerzonden, match="biedt geen STARTTLS"):
                replace(_mail(plain), **careful).verzend(OORZAAK)
    assert plain.post == []
    assert not any("AUTH" in line for line in plain.opdrachten)


def test_a_server_that_shows_a_certificate_of_nobody_gets_nothing(tmp_path: Path) -> None:
    _, tls = certificaat(tmp_path)
    with mailserver(tls=tls) as server, pytest.raises(NietVerzonden, match="SSLCertVerificationError"):
        _mail(server).verzend(OORZAAK)
    assert server.post == []


def test_a_server_that_says_nothing_is_left_in_time() -> None:
    with mailserver(zwijgt=True) as server:
        start = time.monotonic()
        with pytest.raises(NietVerzonden, match="SMTPServerDisconnected"):
            replace(_mail(server), wacht_s=0.2).verzend(OORZAAK)
        assert time.monotonic() - start < 5


def test_a_webhook_that_says_nothing_is_left_in_time() -> None:
    with mailserver(zwijgt=True) as silent, pytest.raises(NietVerzonden, match="ReadTimeout"):
        Webhook(f"http://127.0.0.1:{silent.poort}/", wacht_s=0.2).verzend(OORZAAK)


def test_a_refusal_is_told_without_the_address() -> None:
    with mailserver(weigert=True) as server, pytest.raises(NietVerzonden) as found:
        _mail(server).verzend(OORZAAK)
    assert str(found.value) == "SMTPRecipientsRefused"
    assert found.value.__cause__ is None


def test_a_server_that_is_rude_at_the_end_has_taken_the_message() -> None:
    with mailserver(sluit_lomp=True) as server:
        _mail(server).verzend(OORZAAK)
    assert len(server.post) == 1


def test_a_webhook_gets_the_text_and_its_parts() -> None:
    with webhook() as receiver:
        Webhook(receiver.url, "https://jbr.voorbeeld.nl").verzend(OORZAAK)
    body = json.loads(receiver.berichten[0])
    assert body["text"].startswith("jbr_nachtelijk is mislukt bij bezetting.")
    assert body["draai"] == "https://jbr.voorbeeld.nl/runs/abc"
    assert body["sinds"] == TOEN.isoformat()


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_webhook_that_answers_otherwise_has_not_got_it(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with webhook() as receiver:
        receiver.status = status
        with pytest.raises(NietVerzonden, match=f"^status {status}$"):
            Webhook(receiver.url).verzend(OORZAAK)
    assert "geheime-sleutel" not in caplog.text


def test_a_webhook_that_is_not_there_is_told_without_its_address() -> None:
    with pytest.raises(NietVerzonden) as found:
        Webhook(f"http://127.0.0.1:{vrije_poort()}/geheime-sleutel").verzend(OORZAAK)
    assert str(found.value) == "ConnectError"


def test_a_failed_send_is_tried_again_and_then_sent_once() -> None:
    book = Boek()
    book.neem_op([OORZAAK], VANDAAG)
    with mailserver(weigert=True) as server:
        assert verzend(_mail(server), book, VANDAAG) == (0, "SMTPRecipientsRefused")
        server.weigert = False
        assert verzend(_mail(server), book, VANDAAG) == (1, "")
        assert verzend(_mail(server), book, VANDAAG) == (0, "")
    assert len(server.post) == 1


def _named(channels: list[Kanaal]) -> list[str]:
    return [c.naam for c in channels]


def test_the_settings_name_the_channels_and_half_of_one_is_told() -> None:
    mail = {"meld_aan": "een@voorbeeld.nl, twee@voorbeeld.nl", "meld_van": "jbr@voorbeeld.nl", "smtp_host": "mail"}
    haak = {"meld_webhook": SecretStr("https://chat.voorbeeld.nl/geheim")}
    assert kanalen(Settings()) == []
    assert _named(kanalen(Settings.model_validate(mail))) == ["mail"]
    assert _named(kanalen(Settings.model_validate({**mail, **haak}))) == ["mail", "webhook"]
    with pytest.raises(Onvolledig, match="JBR_MELD_VAN en JBR_SMTP_HOST niet"):
        kanalen(Settings(meld_aan="een@voorbeeld.nl"))


def test_no_channel_shows_its_secret() -> None:
    secret = {"meld_webhook": "https://h/geheim", "smtp_wachtwoord": "geheim", "smtp_gebruiker": "geheim"}
    mail = {"meld_aan": "geheim@voorbeeld.nl", "meld_van": "jbr@voorbeeld.nl", "smtp_host": "geheim.voorbeeld.nl"}
    assert "geheim" not in repr(kanalen(Settings.model_validate({**mail, **secret})))
