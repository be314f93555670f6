from django.db import migrations, models

from hornbook.stages.ledger.walls import OneController


class Migration(migrations.Migration):
    dependencies = [("hold", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Dated",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("controller", models.UUIDField(unique=True)),
                ("periods", models.CharField(max_length=64)),
            ],
            options={"abstract": False},
        ),
        OneController("hold_dated"),
    ]
