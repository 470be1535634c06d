-- Hoeveel publicaties er tot en met een jaar zijn waargenomen bij een organisatie, of bij alle ministeries samen; geen
-- regel als het cijfer niet op de waarneming van open.overheid.nl rust.
select
    (
        select count(*)
        from publicatie as p
        where
            year(p.openbaarmakingsdatum) <= $jaar
            and (p.organisatie_code = $organisatie or $organisatie = 'rijk' and p.organisatie_code like 'mnre%')
    ) as publicaties
from herkomst
where
    indicator_code = $code
    and jaar = $jaar
    and organisatie_code = $organisatie
    and aanlevering_id = 'open.overheid.nl';
