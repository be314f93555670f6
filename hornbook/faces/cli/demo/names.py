"""Names for people who do not exist, as families of many origins write them: kept as written everywhere.

Addresses lie in a town and a postcode area that no map has; telephone numbers are of those set aside for
drama, mail goes to example.org.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tradition:
    """First names, surnames, and what such a family often answers when the census asks."""

    weight: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicity: str
    language: str = "ENG"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TRADITIONS = (
    Tradition(
        52,
        _words(
            "Amelia Chloe Demi Ellie-Mae Esme Freya Georgia Holly Jasmine Keira Lacey Lexi Maisie Paige Skye"
        ),
        _words("Alfie Bailey Callum Dexter Ethan Finley Harvey Jayden Kai Leo Mason Riley Taylor Tyler Zack"),
        _words(
            "Ashdown Bramwell Cartwright Dunmore Eastbrook Fairholm Garside Hollins Ivory Jessop Kirkbride "
            "Larkham Marlowe Northway Oakshott Penhale Quarrie Ridley-Moss Stanmore Thackrah Underhay "
            "Verrall Wainscott Yarrow D'Arby Smythe-Weald"
        ),
        "WBRI",
    ),
    Tradition(
        7,
        _words("Siân Ffion Nerys Angharad Lowri"),
        _words("Llŷr Rhodri Gethin Iorwerth Siôn"),
        _words("Llewelyn-Prys ap-Gwilym Penrhŷn Tudful"),
        "WWEL",
        "CYM",
    ),
    Tradition(
        7,
        _words("Caoimhe Sinéad Aoife Róisín Niamh"),
        _words("Séamus Pádraig Cian Oisín Tadhg"),
        ("O'Rahilly", "Ní Bhraonáin", "O'Dálaigh", "McGillacuddy", "Mac Giolla"),
        "WIRI",
    ),
    Tradition(
        8,
        _words("Zofia Małgorzata Kinga Agnieszka Łucja"),
        _words("Wojciech Stanisław Łukasz Grzegorz Bartłomiej"),
        _words("Brzęczkowicz Źdźbłowska Wiśnioch Gąsienicki Święcicz"),
        "WEEU",
        "POL",
    ),
    Tradition(
        8,
        _words("Hodan Ifrah Sagal Ayaan Idil"),
        _words("Abdirahman Liban Guled Mahad Yonis"),
        ("Warsame Geedi", "Cabdi Nuur", "Xirsi", "Jaamac", "Faarax Cilmi"),
        "BSOM",
        "SOM",
    ),
    Tradition(
        7,
        _words("Noor Layān Hala Rīm Salma"),
        _words("Yūsuf Omar Khālid Ziyād Bilāl"),
        ("al-Khatīb", "ibn Salām", "ad-Dīn", "al-Masrī", "Abū Rashīd"),
        "OARA",
        "ARA",
    ),
    Tradition(
        5,
        _words("Mei-Ling Xiùyīng Yǔ Jiā"),
        _words("Wěi Jūn Bó Háo"),
        _words("Ouyáng Sītú Xǔ Lǚ"),
        "CHNE",
        "CHI",
    ),
    Tradition(
        6,
        _words("Ayesha Zainab Maryam Iqra"),
        _words("Hamza Bilal Usman Zayn"),
        _words("Qazilbash Chaudhary-Noor Mirzada Bhattiwala"),
        "APKN",
        "URD",
    ),
)

#: Two who write their names in their own letters, and go by another spelling.
OWN_LETTERS = {
    "Wěi": ("偉", "司徒", "Wei", "Szeto"),
    "Omar": ("عمر", "الخطيب", "Omar", "al-Khatib"),
}

GROWN_UPS = _words(
    "Alison Andrea Barry Bernadette Carole Clive Dawn Derek Denise Gail Gareth Glenys Janice Kelvin Lorraine "
    "Malcolm Maxine Neville Pauline Roland Sandra Trevor Vanessa Wendy"
)
STREETS = (
    "Acorn Rise", "Barley Mow Lane", "Cobnut Close", "Dewpond Walk", "Eldertree Road", "Furlong Street",
    "Gallows Green", "Hopkiln Court", "Larkfield Parade", "Mill Leat", "Oasthouse Row", "Plough Terrace",
    "Quarry Steps", "Rookery Hill", "Saltbox Lane", "Tannery Yard", "Weir Cottages",
)  # fmt: skip
TOWNS = (("Oakbridge", "XE1"), ("Nether Oakbridge", "XE2"), ("Stonehythe", "XE4"))
SCHOOLS = ("Stonehythe Academy", "Larkfield High School", "St Aldhelm's School", "Weir Valley School")
COLLEGES = (
    "Exampleshire College",
    "Stonehythe Sixth Form",
    "Leat Training",
    "Hopkiln Motors (apprenticeship)",
)
