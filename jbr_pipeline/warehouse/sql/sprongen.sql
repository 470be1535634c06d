-- Ongewone sprongen in het laatste jaar van een reeks, gemeten aan haar eigen geschiedenis: de verandering is meer dan
-- een aantal keer de grootste eerdere verandering, en minstens zoveel procent of procentpunt.
--
-- Met maar een eerdere verandering is er weinig geschiedenis, en geldt het dubbele.
-- Reeksen zijn totalen op 31 december in de gewone variant: van het Rijk, en van ministeries in de structuur van nu. Een
-- reeks zonder eerdere verandering is niet te beoordelen. Kleine aantallen springen altijd: een telling moet minstens
-- vijf verschillen en een percentage op minstens twintig gevallen rusten.
create or replace temp table stap as
with reeks as (
    select
        indicator_code, organisatie_code, structuur, jaar, waarde,
        list_contains($in_procenten, indicator_code) as is_procent,
        list_contains($geteld, indicator_code) as is_telling,
        noemer,
        lag(waarde) over per_reeks as vorige_waarde,
        lag(noemer) over per_reeks as vorige_noemer,
        lag(jaar) over per_reeks as vorig_jaar
    from b_waarde
    where
        variant = 'standaard'
        and uitsplitsing = 'totaal'
        and month(peildatum) = 12
        and structuur = if(organisatie_code = 'rijk', 'toen', 'nu')
        and waarde is not null
    window per_reeks as (partition by indicator_code, organisatie_code order by jaar)
),
verandering as (
    select
        *,
        case
            when is_procent then abs(waarde - vorige_waarde)
            when vorige_waarde <> 0 then 100 * abs(waarde - vorige_waarde) / abs(vorige_waarde)
        end as verandering
    from reeks
    where vorig_jaar = jaar - 1
)
select
    *,
    max(verandering) over (
        partition by indicator_code, organisatie_code
        order by jaar
        rows between unbounded preceding and 1 preceding
    ) as grootste_eerder,
    count(verandering) over (
        partition by indicator_code, organisatie_code
        order by jaar
        rows between unbounded preceding and 1 preceding
    ) as aantal_eerder
from verandering
qualify jaar = max(jaar) over (partition by indicator_code, organisatie_code);

create or replace temp table sprong as
select *
from stap
where
    verandering > $keer * grootste_eerder
    and verandering >= if(is_procent, $drempel_punt, $drempel_pct) * if(aantal_eerder = 1, 2, 1)
    and (not is_telling or abs(waarde - vorige_waarde) >= $minste_telling)
    and (not is_procent or least(noemer, vorige_noemer) >= $minste_noemer)
order by organisatie_code <> 'rijk', verandering / nullif(grootste_eerder, 0) desc nulls first, indicator_code;
