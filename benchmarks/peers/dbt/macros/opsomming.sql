{% macro opsomming(naam) %}'{{ var(naam) | join("', '") }}'{% endmacro %}
