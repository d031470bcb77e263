from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def key() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_managers_and_delegations")]
    operations = [
        migrations.CreateModel(
            "CompanyCalendarRow",
            [
                ("id", key()),
                ("base", models.CharField(max_length=16)),
                ("closed_weekdays", ArrayField(models.PositiveSmallIntegerField())),
                ("opening", ArrayField(models.PositiveSmallIntegerField())),
                ("timezone", models.CharField(max_length=64)),
                ("fiscal_month", models.PositiveSmallIntegerField()),
            ],
            options={"db_table": "directory_companycalendar"},
        ),
        migrations.CreateModel(
            "SpecialDaysRow",
            [
                ("id", key()),
                ("name", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=8)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("is_yearly", models.BooleanField(default=False)),
            ],
            options={"db_table": "directory_specialdays"},
        ),
    ]
