from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Upper


def external_id() -> models.CharField:
    return models.CharField(blank=True, db_default="", max_length=255)


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_sessions")]
    operations = [
        migrations.AddField("user", "external_id", external_id()),
        migrations.AddField("group", "external_id", external_id()),
        migrations.AddField(
            "user", "was_removed", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddIndex("user", models.Index(Upper("code"), name="user_by_code_without_case")),
        migrations.CreateModel(
            "ScimCredential",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=24)),
                ("memo", models.CharField(blank=True, max_length=200)),
                ("may_administer", models.BooleanField(default=False)),
                (
                    "networks",
                    ArrayField(
                        models.CharField(max_length=43), default=list, db_default=Value("{}")
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
