import uuid

from django.db import migrations, models

from hornbook.stages.ledger.walls import OneController


class Migration(migrations.Migration):
    dependencies = [("use", "0002_restriction")]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("controller", models.UUIDField()),
                ("ref", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("case", models.UUIDField()),
                ("route", models.CharField(blank=True, max_length=60)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["controller", "person"], name="objection_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "case", "person", "route"), name="one_objection_a_case"
                    )
                ],
            },
        ),
        OneController("use_objection"),
    ]
