"""Who the pupil is: names as the family writes them, date of birth, sex.

Keeps: promises 22, 23.
"""

from hornbook.rules.catalogue.base import CENSUS, REGISTER, Category, Field, declare

identity = declare(
    Category(
        "identity",
        "Name, date of birth and sex",
        (
            Field(
                "legal_surname",
                "Legal surname",
                "name",
                law=REGISTER,
                formats={"census_export": "surname", "csv": "Legal Surname|Surname|Family Name"},
            ),
            Field(
                "legal_forename",
                "Legal first name",
                "name",
                law=REGISTER,
                formats={"census_export": "forename", "csv": "Legal Forename|Forename|First Name|Given Name"},
            ),
            Field(
                "middle_names",
                "Middle names",
                "name",
                law=CENSUS,
                formats={"census_export": "middlenames", "csv": "Middle Names|Middle Name"},
            ),
            Field(
                "preferred_surname",
                "Surname the pupil goes by",
                "name",
                law=CENSUS,
                formats={"census_export": "preferredsurname", "csv": "Preferred Surname|Chosen Surname"},
            ),
            Field(
                "preferred_forename",
                "First name the pupil goes by",
                "name",
                formats={"csv": "Preferred Forename|Chosen Name|Known As"},
            ),
            Field(
                "former_surname",
                "Surname the pupil used to have",
                "name",
                law=CENSUS,
                formats={"census_export": "formersurname", "csv": "Former Surname"},
            ),
            Field(
                "date_of_birth",
                "Date of birth",
                "date",
                law=REGISTER,
                formats={"census_export": "dob", "csv": "DOB|Date of Birth"},
            ),
            Field(
                "sex",
                "Sex",
                "code",
                "sex",
                law=REGISTER,
                formats={"census_export": "sex", "csv": "Sex|Gender"},
            ),
        ),
    )
)
