import uuid

from django.db import migrations, models

from hornbook.stages.ledger.walls import OneController


class Migration(migrations.Migration):
    dependencies = [("use", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("controller", models.UUIDField()),
                ("ref", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person", models.UUIDField()),
                ("case", models.UUIDField()),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["controller", "person"], name="restriction_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("controller", "case", "person"), name="one_restriction_a_case"
                    )
                ],
            },
        ),
        OneController("use_restriction"),
    ]
