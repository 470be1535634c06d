-- Een getal zoals Nederlandse lezers het schrijven: 157.019 en 15,4. Wat wordt afgerond zijn de cijfers zoals ze er staan
-- en niet de binaire breuk daarachter; een half gaat van nul af. Tot 100 biljoen, met hoogstens zes decimalen.
-- Met onderdrukt erbij staat er voor een cijfer dat er niet is een teken: x als het is weggelaten om personen te
-- beschermen, een punt als er geen is. Roept zelf geen macro aan: DuckDB zoekt die alleen in het schema dat in gebruik is.
create macro nl_getal(waarde, decimalen := 0, onderdrukt := null) as coalesce(
    -- De eerste lijst is het getal als cijfers, 24 achter de komma; de tweede het afgeronde, zonder komma.
    list_transform(
        list_transform(
            [replace(abs(waarde::varchar::decimal(38, 24))::varchar, '.', '')],
            lambda cijfers:
                left(cijfers, len(cijfers) - 24 + decimalen)::bigint
                + (substr(cijfers, len(cijfers) - 23 + decimalen, 1) >= '5')::bigint
        ),
        lambda geheel:
            if(waarde < 0 and geheel > 0, '-', '')
            || format('{:t.}', geheel // power(10, decimalen)::bigint)
            || if(
                decimalen > 0,
                ',' || lpad((geheel % power(10, decimalen)::bigint)::varchar, decimalen::integer, '0'),
                ''
            )
    )[1],
    case onderdrukt when true then 'x' when false then '.' end
);
