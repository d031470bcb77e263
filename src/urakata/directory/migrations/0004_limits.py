from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Value


def networks() -> ArrayField:
    return ArrayField(models.CharField(max_length=43), default=list, db_default=Value("{}"))


def number() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(null=True)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_guests_and_auditors")]
    operations = [
        migrations.AddField("group", "networks", networks()),
        migrations.AddField("apitoken", "networks", networks()),
        migrations.AddField("apitoken", "requests_per_minute", number()),
        migrations.AddField("apitoken", "requests_at_once", number()),
        migrations.AddField("user", "requests_per_minute", number()),
        migrations.AddField("user", "requests_at_once", number()),
        migrations.CreateModel(
            "Quota",
            [
                ("subject", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("minute", models.BigIntegerField()),
                ("used", models.PositiveIntegerField()),
                ("granted", models.PositiveIntegerField()),
            ],
        ),
        migrations.RunSQL("ALTER TABLE directory_quota SET UNLOGGED", migrations.RunSQL.noop),
    ]
