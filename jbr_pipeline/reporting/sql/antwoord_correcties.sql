-- Wat er na een editie is veranderd aan de cijfers van een antwoord.
select editie, gevonden_op, jaar, organisatie, categorie_naam, uitsplitsing, oude_waarde, nieuwe_waarde, decimalen, reden
from correctie_overzicht
where
    indicator_code = $code
    and variant = 'standaard'
    and list_contains($jaren, jaar)
    and $editie in ('lopend', editie)
    and (
        organisatie_code = 'rijk' and uitsplitsing in ('totaal', $per)
        or $per = 'ministerie' and uitsplitsing = 'totaal'
    )
    and month(peildatum) = 12
order by gevonden_op, editie, jaar, uitsplitsing, organisatie, categorie_naam;
