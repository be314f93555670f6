"""The demonstration's two controllers on packs of their own: the shipped ones, and who they are.

They lie in the data folder, so that a visitor can change one value and see notice and decision change.
"""

from pathlib import Path

from django.conf import settings

OAKBRIDGE = """# Oakbridge, which does not exist. Everything else is as the pack it extends says.
id = "oakbridge"
title = "Oakbridge Alternative Provision"
version = "demo"
extends = "england-alternative-provision"
law_on = 2026-11-22
documents = ["mmap-notice", "mmap-policy"]  # it makes what these promise its own

[rules]
photo_consent_age = 18             # promise 83
breach_review_working_days = 5     # promise 265
breach_outcome_working_days = 2    # promise 266

[controller]
name = "Oakbridge Alternative Provision"
council = "Exampleshire County Council"
website = "https://oakbridge.example.org"

[contacts.dpo]
role = "Data protection officer"
email = "dpo@oakbridge.example.org"
post = "Data protection officer, Oakbridge Alternative Provision, 1 Acorn Rise, Oakbridge XE1 1AA"
phone = "01632 960101"

[contacts.office]
role = "School office"
email = "office@oakbridge.example.org"
phone = "01632 960100"

[contacts.council]
role = "The council's information rights team"
email = "information-governance@exampleshire.example.org"
"""

EXAMPLESHIRE = """# Exampleshire, which does not exist either.
id = "exampleshire"
title = "Exampleshire County Council: pupil information"
version = "demo"
extends = "england-council"
law_on = 2026-11-22
documents = ["kcc-notice"]

[controller]
name = "Exampleshire County Council"
council = "Exampleshire County Council"
website = "https://exampleshire.example.org"

[contacts.rights]
role = "Information rights team"
email = "information-governance@exampleshire.example.org"
post = "Information rights team, Exampleshire County Council, 1 County Square, Stonehythe XE4 2BB"
phone = "01632 960120"

[contacts.dpo]
role = "Data protection officer"
email = "dpo@exampleshire.example.org"
post = "Data protection officer, Exampleshire County Council, 1 County Square, Stonehythe XE4 2BB"
"""


def write() -> None:
    """Lay the two packs into the data folder; one that is there stays, since somebody may have changed it."""
    for name, content in (("oakbridge", OAKBRIDGE), ("exampleshire", EXAMPLESHIRE)):
        folder = Path(settings.HOME) / "packs" / name
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "pack.toml").exists():
            (folder / "pack.toml").write_text(content)
