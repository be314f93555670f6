"""Being on a school's roll: from when to when, in which year and group, full or part of the time.

The admission register's own contents are kept at least six years. Keeps: promises 22, 34.
"""

from hornbook.rules.catalogue.base import CENSUS, REGISTER, Category, Field, declare

enrolment = declare(
    Category(
        "enrolment",
        "Schools attended, year group and class",
        (
            Field(
                "establishment", "School", "identifier", law=REGISTER, formats={"census_export": "NativeId"}
            ),
            Field(
                "entry_date",
                "Date of joining",
                "date",
                law=REGISTER,
                formats={"census_export": "entrydate", "csv": "Admission Date|Entry Date|Date of Admission"},
            ),
            Field(
                "leaving_date",
                "Date of leaving",
                "date",
                law=REGISTER,
                formats={"census_export": "leavingdate", "csv": "Leaving Date|Date of Leaving"},
            ),
            Field(
                "status",
                "Kind of registration",
                "code",
                "enrolment_status",
                law=CENSUS,
                formats={"census_export": "enrolstatus", "csv": "Enrolment Status"},
            ),
            Field(
                "year_group",
                "Year group",
                "code",
                "nc_year",
                law=CENSUS,
                formats={"census_export": "ncyearactual", "csv": "Year Group|NC Year|Year"},
            ),
            Field(
                "year_group_on_leaving",
                "Year group on leaving",
                "code",
                "nc_year",
                law=CENSUS,
                formats={"census_export": "ncyearleaving"},
            ),
            Field(
                "registration_group",
                "Registration group",
                formats={"csv": "Reg Group|Registration Group|Tutor Group"},
            ),
            Field(
                "class_type",
                "Nursery or other class",
                "text",
                law=CENSUS,
                formats={"census_export": "classtype"},
                help="N is a nursery class, O any other",
            ),
            Field(
                "part_time",
                "Part time",
                "flag",
                law=CENSUS,
                formats={"census_export": "parttime", "csv": "Part Time"},
            ),
            Field(
                "boarder",
                "Boards at school",
                "code",
                "boarder",
                law=CENSUS,
                formats={"census_export": "boarder", "csv": "Boarder"},
            ),
            Field(
                "moved_on_to_roll",
                "Mark of a move on to the roll",
                law=CENSUS,
                formats={"census_export": "moveonrollflag"},
            ),
            Field(
                "moved_off_roll",
                "Mark of a move off the roll",
                law=CENSUS,
                formats={"census_export": "moveoffrollflag"},
            ),
            Field(
                "address_missing",
                "Reason given for having no address",
                law=CENSUS,
                formats={"census_export": "missingaddress"},
            ),
            Field(
                "previous_school", "Last school attended", law=REGISTER, formats={"csv": "Previous School"}
            ),
            Field(
                "next_school",
                "School or college gone to",
                law=REGISTER,
                formats={"csv": "Destination School"},
            ),
        ),
        many=True,
        natural=("establishment", "entry_date"),
        retention="admission-register",
    )
)
