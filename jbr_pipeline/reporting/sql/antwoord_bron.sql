-- Welke edities er zijn, en op hoeveel bestanden dit cijfer rust.
select
    (select list(distinct editie order by editie) from indicator_waarde where editie <> 'lopend') as edities,
    (
        select count(distinct sha256)
        from herkomst_bestand
        where indicator_code = $code and list_contains($jaren, jaar) and organisatie_code = 'rijk'
    ) as bestanden;
