"""The `jbr` command: thin, the same functions as the Dagster assets call.

Exit codes of `jbr run`: 0 published and nothing to attend to, 3 published with something to attend to (see
`jbr status`) or without the edition for readers, 1 nothing published, 2 wrong usage. `jbr check` is alike: 0 taken over
whole, 3 in part, 1 refused, 2 wrong usage; and `jbr verify`: 0 all as it was, 3 bytes that no entry knows, 1 something
was lost or changed. Heavy imports are made inside the commands.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from jbr_pipeline.reporting.exports.published import Vindplaats
    from jbr_pipeline.settings import Settings
    from jbr_pipeline.warehouse.layout import Paden

PUBLISHED, NOTHING_PUBLISHED, WRONG_USAGE, ATTENTION = 0, 1, 2, 3
EQUAL, DIFFERENT = 0, 1

app = typer.Typer(
    name="jbr",
    help="De cijfers van de Jaarrapportage Bedrijfsvoering Rijk: berekend, gecontroleerd en na te rekenen.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

edition = typer.Typer(help="Edities: de cijfers zoals een jaarrapportage ze vaststelt.", no_args_is_help=True)
app.add_typer(edition, name="edition")


@app.command()
def run(
    voorbeeld_indien_leeg: Annotated[
        bool, typer.Option(help="Maak eerst de verzonnen voorbeeldaanleveringen als er nog geen aanlevering is.")
    ] = False,
) -> None:
    """Verwerk wat nieuw is, bereken de cijfers en publiceer de database."""
    from datetime import UTC, datetime

    from jbr_pipeline.definitions import build_defs
    from jbr_pipeline.orchestration.launch import draai
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.status import zaken
    from jbr_pipeline.sample import folder
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.state import stand

    settings = _settings()
    paden = Paden(settings.data_dir.resolve())
    before = _identity(paden.database)
    with console.voortgang():
        if voorbeeld_indien_leeg and folder.is_leeg(paden):
            folder.maak(paden)
        done = draai(build_defs(settings=settings), settings)
    if not done.gepubliceerd:
        console.fout(
            "Er is niets gepubliceerd; de vorige database staat er nog. Zie de meldingen hierboven."
            if _identity(paden.database) == before
            else "De database is vernieuwd en nagekeken, maar de draai is niet afgemaakt. Zie de meldingen hierboven."
        )
        raise typer.Exit(NOTHING_PUBLISHED)
    found = zaken(paden, stand(paden), datetime.now(UTC))
    console.kerncijfers(paden)
    console.signalen(paden)
    console.status(found)
    console.uitgave(paden, gelukt=done.gelukt)
    raise typer.Exit(ATTENTION if found.vraagt_aandacht or not done.gelukt else PUBLISHED)


@app.command()
def export(
    naar: Annotated[
        Path | None, typer.Option(help="Lege of nieuwe map; zonder deze optie wordt de uitgave zelf vernieuwd.")
    ] = None,
) -> None:
    """Maak de publieksversie en de bestanden voor lezers opnieuw, uit de gepubliceerde database."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.uitgave import GEEN_DATABASE, Uitgavefout, geef_uit, schrijf_naar
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.turns import slot

    settings = _settings()
    paden = Paden(settings.data_dir.resolve())
    if not paden.database.exists():
        console.fout(GEEN_DATABASE)
        raise typer.Exit(WRONG_USAGE)
    try:
        with console.voortgang(), slot(paden):
            place = _vindplaats(settings)
            made = schrijf_naar(paden, naar.resolve(), place) if naar else geef_uit(paden, place)
    except Uitgavefout as fout:
        console.fout(str(fout))
        raise typer.Exit(NOTHING_PUBLISHED) from fout
    console.uitgegeven(made)


@app.command()
def sample() -> None:
    """Maak de verzonnen voorbeeldaanleveringen in een lege gegevensmap."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.sample import folder
    from jbr_pipeline.warehouse.layout import Paden

    paden = Paden(_settings().data_dir.resolve())
    try:
        with console.voortgang():
            made = folder.maak(paden)
    except folder.NietLeeg as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.zeg(f"{made} verzonnen aanleveringen gemaakt in {paden.inbox}.")


@app.command()
def status() -> None:
    """Toon hoe vers de cijfers zijn, wat is afgekeurd, wat ontbreekt en wat in quarantaine staat."""
    from datetime import UTC, datetime

    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.status import zaken
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.state import stand

    paden = Paden(_settings().data_dir.resolve())
    found = zaken(paden, stand(paden), datetime.now(UTC))
    console.status(found)
    raise typer.Exit(ATTENTION if found.vraagt_aandacht else PUBLISHED)


@app.command()
def check(
    bestanden: Annotated[list[Path] | None, typer.Argument(help="Bestanden zoals u ze wilt inleveren.")] = None,
    naar: Annotated[
        Path | None, typer.Option(help="Map voor de rapporten; zonder deze optie komen ze naast het bestand.")
    ] = None,
    aanlevering: Annotated[
        str | None, typer.Option(help="Kenmerk van een ontvangen aanlevering, om haar rapport opnieuw te maken.")
    ] = None,
    voorbeeld: Annotated[bool, typer.Option("--voorbeeld", help="Het zijn verzonnen voorbeelden.")] = False,
) -> None:
    """Kijk bestanden na voordat u ze inlevert: 0 is goed, 3 deels goed, 1 geweigerd, 2 verkeerd gebruik.

    Per bestand komt er een rapport als HTML en als XLSX. Het bestand zelf blijft zoals het is; niets wordt ingeleverd.
    """
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.leveringsrapport.making import NietTeMaken, van_aanlevering, van_bestanden
    from jbr_pipeline.warehouse.layout import Paden

    paden = Paden(_settings().data_dir.resolve())
    try:
        if bool(bestanden) == bool(aanlevering):
            raise NietTeMaken("Noem een of meer bestanden, of een aanlevering met --aanlevering.")
        with console.stil():
            if aanlevering:
                reports = iter([van_aanlevering(paden, aanlevering, naar)])
            else:
                reports = van_bestanden(paden, bestanden or [], naar, voorbeeld=voorbeeld)
            verdicts = set()
            for rapport, page in reports:
                console.leveringsrapport(rapport, page)
                verdicts.add(rapport.oordeel)
    except NietTeMaken as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    if "geweigerd" in verdicts:
        raise typer.Exit(NOTHING_PUBLISHED)
    raise typer.Exit(ATTENTION if "deels" in verdicts else PUBLISHED)


@app.command()
def accept(
    bestand: Annotated[str, typer.Argument(help="Naam van het afgekeurde bestand.")],
    reden: Annotated[str, typer.Option(help="Waarom de aanlevering toch telt; dit wordt vastgelegd en gepubliceerd.")],
) -> None:
    """Laat een aanlevering tellen die op een kritieke bestandsregel is afgekeurd."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.warehouse.acceptance import NietTeAccepteren, accepteer
    from jbr_pipeline.warehouse.layout import Paden

    try:
        accepted = accepteer(Paden(_settings().data_dir.resolve()), Path(bestand).name, reden)
    except NietTeAccepteren as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.zeg(f"{accepted} telt mee vanaf de volgende draai.")


@app.command(name="confirm-withdrawals")
def confirm_withdrawals(
    reden: Annotated[str, typer.Option(help="Waarom de documenten echt weg zijn; dit wordt vastgelegd.")],
) -> None:
    """Bevestig dat documenten echt van open.overheid.nl zijn verdwenen, als het er opvallend veel zijn."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.numbers import getal
    from jbr_pipeline.sources.open_overheid.errors import OpenOverheidFout
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.publications import bevestig_verdwijning

    try:
        gone = bevestig_verdwijning(Paden(_settings().data_dir.resolve()), reden)
    except OpenOverheidFout as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.zeg(f"De volgende keer ophalen mag hoogstens {getal(gone)} documenten als ingetrokken melden.")


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="Code van de indicator, zoals omvang_fte.")],
    jaar: Annotated[int, typer.Argument(help="Jaar van het cijfer.")],
    org: Annotated[str, typer.Argument(help="Afkorting of TOOI-code van een ministerie, of rijk.")] = "rijk",
) -> None:
    """Leg uit waar een cijfer vandaan komt: definitie, aanleveringen, controles en edities."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.explanation import NietTeVerklaren, Vraag, verklaar
    from jbr_pipeline.warehouse.layout import Paden

    try:
        text = verklaar(Paden(_settings().data_dir.resolve()), Vraag.van(code, jaar, org))
    except NietTeVerklaren as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.markdown(text)


@app.command()
def answer(
    code: Annotated[str, typer.Argument(help="Code van de indicator, zoals omvang_fte.")],
    jaren: Annotated[
        str | None, typer.Option(help="Jaren: 2024, 2022-2024 of 2022,2024; zonder deze optie de laatste drie.")
    ] = None,
    per: Annotated[
        str | None, typer.Option(help="rijk, ministerie of een uitsplitsing van de indicator, zoals geslacht.")
    ] = None,
    editie: Annotated[
        str | None, typer.Option(help="De cijfers van een editie, zoals JBR 2024; zonder deze optie de lopende.")
    ] = None,
    naar: Annotated[Path | None, typer.Option(help="Map voor de bestanden; zonder deze optie waar u nu bent.")] = None,
) -> None:
    """Maak een antwoord van een bladzijde op een vraag uit de Kamer, als Markdown en als XLSX."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.antwoord.making import maak
    from jbr_pipeline.reporting.antwoord.writing import als_markdown
    from jbr_pipeline.reporting.explanation import NietTeVerklaren
    from jbr_pipeline.warehouse.layout import Paden

    paden = Paden(_settings().data_dir.resolve())
    try:
        made, files = maak(paden, code, jaren=jaren, per=per, editie=editie, naar=naar or Path.cwd())
    except NietTeVerklaren as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.markdown(als_markdown(made))
    console.ruw("".join(f"\nGeschreven: {file}" for file in files))


@edition.command()
def freeze(jaar: Annotated[int, typer.Argument(help="Verslagjaar, zoals 2024 voor JBR 2024.")]) -> None:
    """Stel een editie vast: de cijfers van het jaar en het jaar ervoor liggen daarna vast."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.numbers import NEDERLAND, getal
    from jbr_pipeline.reporting.status import oordeel
    from jbr_pipeline.warehouse import clock
    from jbr_pipeline.warehouse.editions import Editiefout, stel_vast
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.publication import Publicatiefout
    from jbr_pipeline.warehouse.renewal import hernieuw, niet_gepubliceerd, verouderd
    from jbr_pipeline.warehouse.state import stand
    from jbr_pipeline.warehouse.turns import slot

    settings = _settings()
    paden = Paden(settings.data_dir.resolve())
    try:
        with console.voortgang(), slot(paden):
            now = stand(paden)
            moment = clock.nu(paden)
            days = {"vanaf": settings.harvest_from, "vandaag": moment.astimezone(NEDERLAND).date()}
            made = niet_gepubliceerd(paden, jaar)
            if made is None:
                if paden.database.exists() and verouderd(paden, now, **days):
                    raise Editiefout("De cijfers in de database zijn niet bij. Draai eerst jbr run.")
                made = stel_vast(paden, jaar, now, nu=moment)
            reason = f"opdracht jbr edition freeze {jaar}"
            hernieuw(paden, now, **days, aanleiding=reason, oordeel=oordeel(paden, now))
            uitgegeven = _geef_uit(paden, settings)
    except Editiefout as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    except Publicatiefout as fout:
        console.fout(f"JBR {jaar} ligt vast, maar de database is niet vernieuwd: {fout}")
        raise typer.Exit(NOTHING_PUBLISHED) from fout
    console.zeg(
        f"{made.naam} is vastgesteld: {getal(made.waarden)} waarden uit {len(made.aanleveringen)} aanleveringen."
    )
    console.ontbrekend(now, (jaar - 1, jaar))
    console.uitgave(paden, gelukt=uitgegeven)
    raise typer.Exit(PUBLISHED if uitgegeven else ATTENTION)


@edition.command(name="list")
def list_editions() -> None:
    """Toon de vastgestelde edities met hun vingerafdruk en het aantal correcties."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.warehouse.editions import Editiefout, controleer
    from jbr_pipeline.warehouse.layout import Paden

    paden = Paden(_settings().data_dir.resolve())
    try:
        console.edities(paden)
        controleer(paden)
    except Editiefout as fout:
        console.fout(str(fout))
        raise typer.Exit(NOTHING_PUBLISHED) from fout


@app.command()
def verify() -> None:
    """Kijk na of alles wat binnenkwam of is vastgesteld er nog zo is: 0 is goed, 3 iets om naar te kijken, 1 niet."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.verification import kijk_na

    with console.voortgang():
        found = kijk_na(Paden(_settings().data_dir.resolve()))
    console.nagekeken(found)
    if found.gebreken:
        raise typer.Exit(NOTHING_PUBLISHED)
    raise typer.Exit(ATTENTION if found.los else PUBLISHED)


@app.command()
def purge(
    bevestig: Annotated[
        bool, typer.Option("--bevestig", help="Verwijder het echt; anders wordt het alleen getoond.")
    ] = False,
) -> None:
    """Toon welke gegevens op rijniveau ouder zijn dan de bewaartermijn, en verwijder ze met --bevestig."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.numbers import NEDERLAND
    from jbr_pipeline.reporting.status import oordeel
    from jbr_pipeline.warehouse import clock
    from jbr_pipeline.warehouse.editions import Editiefout
    from jbr_pipeline.warehouse.layout import Paden
    from jbr_pipeline.warehouse.publication import Publicatiefout
    from jbr_pipeline.warehouse.renewal import hernieuw
    from jbr_pipeline.warehouse.retention import NietOpTeSchonen, overzicht, schoon_op
    from jbr_pipeline.warehouse.state import stand
    from jbr_pipeline.warehouse.turns import slot

    settings = _settings()
    paden = Paden(settings.data_dir.resolve())
    try:
        with console.voortgang(), slot(paden):
            now = stand(paden)
            plan = overzicht(paden, now, settings.bewaarjaren)
            console.op_te_schonen(plan, settings.bewaarjaren)
            if not plan.jaren:
                return
            if not bevestig:
                console.zeg("Er is nog niets verwijderd; doe dat met --bevestig.")
                return
            moment = clock.nu(paden)
            schoon_op(paden, now, plan, nu=moment)
            now = stand(paden)
            days = {"vanaf": settings.harvest_from, "vandaag": moment.astimezone(NEDERLAND).date()}
            hernieuw(paden, now, **days, aanleiding="opdracht jbr purge", oordeel=oordeel(paden, now))
            uitgegeven = _geef_uit(paden, settings)
    except (NietOpTeSchonen, Editiefout) as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    except Publicatiefout as fout:
        console.fout(f"De gegevens zijn verwijderd, maar de database is niet vernieuwd: {fout}")
        raise typer.Exit(NOTHING_PUBLISHED) from fout
    console.zeg("Verwijderd. Deze jaren komen voortaan uit hun editie.")
    console.uitgave(paden, gelukt=uitgegeven)
    raise typer.Exit(PUBLISHED if uitgegeven else ATTENTION)


@app.command()
def tidy(
    dagen: Annotated[int, typer.Option(min=1, help="Draaien van zo lang geleden en ouder gaan weg.")] = 90,
) -> None:
    """Verwijder oude draaien uit de geschiedenis van Dagster; cijfers en aanleveringen blijven zoals ze zijn."""
    from datetime import UTC, datetime, timedelta

    from jbr_pipeline.orchestration.tidying import ruim_op
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.numbers import getal

    with console.voortgang():
        done = ruim_op(_settings(), datetime.now(UTC) - timedelta(days=dagen))
    console.zeg(
        f"{getal(done.draaien)} draaien van {dagen} dagen geleden of ouder zijn verwijderd. "
        f"De geschiedenis is {getal(done.na / 1e6, 1)} MB en was {getal(done.voor / 1e6, 1)} MB."
    )


@app.command()
def diff(
    a: Annotated[str, typer.Argument(help="Editie (JBR 2024), lopend, vorige, draai of bestand.duckdb.")],
    b: Annotated[str, typer.Argument(help="Waarmee te vergelijken; idem.")] = "lopend",
    als_json: Annotated[bool, typer.Option("--json", help="Alle verschillen als JSON.")] = False,
    hoeveel: Annotated[int, typer.Option(min=0, help="Hoeveel regels van elke soort te tonen.")] = 20,
) -> None:
    """Vergelijk edities, draaien of databases: 0 is geen verschil, 1 verschil, 2 verkeerd gebruik."""
    from jbr_pipeline.reporting import console, differences
    from jbr_pipeline.warehouse.comparison import NietTeVergelijken, vergelijk, vind
    from jbr_pipeline.warehouse.layout import Paden

    paden = Paden(_settings().data_dir.resolve())
    try:
        found = vergelijk(vind(paden, a), vind(paden, b))
    except NietTeVergelijken as fout:
        console.fout(str(fout))
        raise typer.Exit(WRONG_USAGE) from fout
    console.ruw(differences.als_json(found) if als_json else differences.in_woorden(found, hoeveel))
    raise typer.Exit(EQUAL if found.is_gelijk else DIFFERENT)


@app.command()
def ui(
    poort: Annotated[int, typer.Option(help="Poort op 127.0.0.1.")] = 3000,
    alleen_lezen: Annotated[
        bool, typer.Option("--alleen-lezen", help="Voor wie meekijkt: niets te starten of te wijzigen, geen daemon.")
    ] = False,
    zonder_daemon: Annotated[
        bool, typer.Option("--zonder-daemon", help="Alleen de webserver; de daemon draait apart, met jbr daemon.")
    ] = False,
) -> None:
    """Open de Dagster-omgeving op deze machine: webserver en daemon."""
    from jbr_pipeline.orchestration.launch import serveer

    settings = _settings()
    if alleen_lezen:
        raise typer.Exit(serveer(settings, poort, "alleen lezen"))
    raise typer.Exit(serveer(settings, poort, "zonder daemon" if zonder_daemon else "alles"))


@app.command()
def daemon() -> None:
    """Houd rooster, sensoren en wachtrij gaande, voor een webserver die apart draait (jbr ui --zonder-daemon)."""
    from jbr_pipeline.orchestration.launch import bedien

    bedien(_settings())


def _geef_uit(paden: Paden, settings: Settings) -> bool:
    """Let the edition for readers follow the database; whether it does. The caller holds the lock."""
    from jbr_pipeline.reporting import console
    from jbr_pipeline.reporting.uitgave import Uitgavefout, geef_uit

    try:
        geef_uit(paden, _vindplaats(settings))
    except Uitgavefout as fout:
        console.fout(str(fout))
        return False
    return True


def _vindplaats(settings: Settings) -> Vindplaats:
    from jbr_pipeline.reporting.exports.published import Vindplaats

    return Vindplaats(settings.publicatie_url, settings.publicatie_contact)


def _settings() -> Settings:
    """The settings from the environment; one that cannot be read is wrong usage, and is named."""
    from pydantic import ValidationError

    from jbr_pipeline.reporting import console
    from jbr_pipeline.settings import NIET_HERHALEN, Settings

    try:
        return Settings()
    except ValidationError as fout:
        for error in fout.errors():
            naam = str(error["loc"][0])
            value = "" if naam in NIET_HERHALEN else f": {error['input']!r}"
            console.fout(f"JBR_{naam.upper()} is niet te lezen{value} ({error['msg'].removeprefix('Value error, ')}).")
        raise typer.Exit(WRONG_USAGE) from fout


def _identity(database: Path) -> tuple[int, ...] | None:
    """Which file stands there: another after every publication."""
    found = database.stat() if database.exists() else None
    return (found.st_dev, found.st_ino, found.st_mtime_ns) if found else None


def main() -> None:
    """Entry point of the `jbr` command."""
    try:
        sys.exit(app())
    except Exception as fout:
        from jbr_pipeline.reporting import console
        from jbr_pipeline.warehouse.layout import Paden

        # Only SQLite does not say which file it is about.
        console.storing(fout, Paden(_settings().data_dir.resolve()).dagster_home)
        sys.exit(NOTHING_PUBLISHED)
