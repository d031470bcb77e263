from __future__ import annotations

from django.db import migrations

from urakata.directory.built_in import ENSURE


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunSQL(ENSURE, migrations.RunSQL.noop)]
