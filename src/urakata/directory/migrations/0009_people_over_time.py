from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_company_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganizationEra",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organization_id", models.BigIntegerField(db_index=True)),
                ("code", models.CharField(max_length=128)),
                ("name", models.CharField(max_length=128)),
                ("parent_id", models.BigIntegerField(null=True)),
                ("is_closed", models.BooleanField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonEra",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(db_index=True)),
                ("is_active", models.BooleanField()),
                ("primary_organization_id", models.BigIntegerField(null=True)),
                ("manager_id", models.BigIntegerField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="organization",
            name="is_closed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField()),
                ("organization_id", models.BigIntegerField()),
                ("title_id", models.BigIntegerField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user_id", "organization_id"], name="tenure_of_somebody")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("problem", models.JSONField(null=True)),
                ("kind", models.CharField(max_length=16)),
                ("organization", models.CharField(max_length=128)),
                ("name", models.CharField(blank=True, max_length=128)),
                ("parent", models.CharField(blank=True, max_length=128)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.F("effective_on"),
                        condition=models.Q(
                            ("applied_at", None), ("cancelled_at", None), ("problem", None)
                        ),
                        name="organizationchange_to_come",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("effective_on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("problem", models.JSONField(null=True)),
                ("kind", models.CharField(max_length=16)),
                ("organization", models.CharField(max_length=128)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="directory.title"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="orders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        models.F("effective_on"),
                        condition=models.Q(
                            ("applied_at", None), ("cancelled_at", None), ("problem", None)
                        ),
                        name="personnelorder_to_come",
                    )
                ],
            },
        ),
    ]
