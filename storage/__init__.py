"""Everything that is kept: schema, migrations and the SQL."""
