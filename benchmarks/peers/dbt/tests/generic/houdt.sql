{% test houdt(model, breuk) %}
-- Geeft de rijen die de regel breken; breuk is daarvan de voorwaarde.
select 1 as gebroken
from {{ model }}
where {{ breuk }}
{% endtest %}
