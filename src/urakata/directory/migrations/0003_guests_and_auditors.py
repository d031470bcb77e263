from __future__ import annotations

from django.db import migrations, models

from urakata.directory.built_in import ENSURE


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_built_in")]
    operations = [
        migrations.AddField(
            "user", "is_guest", models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunSQL(ENSURE, migrations.RunSQL.noop),
    ]
