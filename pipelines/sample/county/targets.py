"""The figures the sample must show, each with its source.

Here: only numbers. Published figures are those of the Warwickshire Hate Crime Annual Report 2017
(report_2017/key_figures.csv and offence_category_markers.csv). What the report does not print is chosen to fit, and
says "chosen". Counts are of the current records once everything is loaded. The figures for several agencies are here,
because the county needs them to decide whom each agency knows about. Not here: figures that only one agency needs
(schools/targets.py, victim_survey/targets.py).
"""

from datetime import date

MONTHS = tuple(date(2015 + (3 + at) // 12, (3 + at) % 12 + 1, 1) for at in range(30))

SAMPLE_ENDS = date(2017, 9, 30)

#: The report's twelve months, September 2016 to August 2017, as positions in MONTHS.
REPORT_YEAR = slice(17, 29)

#: Hate offences and crimed incidents by month of recording. Chosen: 785 in the report's year, a gradual rise
#: over its last 18 months, more after the EU referendum, Westminster, Manchester and London Bridge
#: (report, "Hate Crime Trends" and "Hate Crime Timeline").
HATE_RECORDS = (
    34, 36, 38, 41, 39,
    42, 43, 40, 37, 39, 38, 43, 44, 46, 54, 76, 58,
    61, 62, 57, 52, 55, 56, 70, 66, 73, 86, 77, 70,
    74,
)  # fmt: skip
KEY_DATES = (date(2016, 6, 23), date(2017, 3, 22), date(2017, 5, 22), date(2017, 6, 3))

#: Everything recorded, hate or not: 40,738 in the report's year; the rest chosen, about 3,400 a month
#: (docs/contracts/police.md).
ALL_RECORDS = (
    3290, 3365, 3340, 3425, 3370,
    3310, 3385, 3300, 3260, 3245, 3090, 3330, 3325, 3420, 3405, 3510, 3440,
    3405, 3440, 3340, 3285, 3270, 3075, 3445, 3380, 3510, 3560, 3560, 3468,
    3415,
)  # fmt: skip

HATE_MARKERS = ("RM", "HV", "HC", "HO", "PAC", "DA", "HP", "TI")
AGGRAVATED = "Racially/religiously aggravated "

#: The report's year, hate offences (not crimed incidents): offences, then markers in the order above. The first ten
#: categories are the report's table, 613 offences. The rest are chosen, 75 offences; each category has fewer than the
#: tenth, which has ten.
HATE_OFFENCES: dict[str, tuple[int, tuple[int, ...]]] = {
    AGGRAVATED + "intentional harassment alarm/distress words/writing": (282, (262, 216, 26, 7, 13, 0, 4, 0)),
    "Intentional harassment alarm or distress": (67, (9, 48, 10, 32, 4, 19, 0, 2)),
    "Send letter/communication/article conveying indecent/offensive message": (
        63,
        (45, 46, 5, 9, 1, 1, 0, 0),
    ),
    AGGRAVATED + "common assault/beating": (51, (46, 35, 0, 0, 2, 0, 1, 0)),
    AGGRAVATED + "fear/provocation of violence by words/writing": (44, (37, 31, 4, 1, 3, 0, 3, 0)),
    AGGRAVATED + "harassment/alarm/distress by words/writing": (39, (39, 23, 9, 2, 0, 0, 2, 0)),
    AGGRAVATED + "assault occasioning actual bodily harm": (22, (20, 16, 4, 0, 3, 0, 0, 0)),
    "Assault occasioning actual bodily harm": (19, (7, 14, 2, 7, 0, 0, 0, 0)),
    "Common assault and battery": (16, (2, 9, 2, 6, 1, 5, 0, 1)),
    AGGRAVATED + "criminal damage vehicle": (10, (10, 5, 2, 0, 1, 0, 0, 0)),
    AGGRAVATED + "criminal damage dwelling": (9, (9, 5, 2, 0, 0, 0, 0, 0)),
    AGGRAVATED + "harassment without violence": (9, (8, 7, 1, 1, 0, 0, 0, 0)),
    "Harassment without violence": (9, (3, 7, 1, 2, 0, 3, 0, 0)),
    "Harassment alarm or distress by words/writing": (8, (3, 6, 1, 3, 0, 2, 0, 1)),
    "Fear or provocation of violence": (7, (3, 5, 1, 3, 0, 1, 0, 0)),
    AGGRAVATED + "criminal damage other": (6, (6, 3, 2, 0, 0, 0, 0, 0)),
    "Criminal damage dwelling": (5, (2, 4, 0, 1, 0, 1, 0, 0)),
    AGGRAVATED + "wounding or inflicting grievous bodily harm": (4, (4, 3, 1, 0, 0, 0, 0, 0)),
    "Criminal damage vehicle": (4, (2, 2, 1, 1, 0, 1, 0, 0)),
    "Criminal damage other": (4, (1, 2, 1, 1, 1, 1, 0, 0)),
    "Wounding or inflicting grievous bodily harm": (3, (1, 2, 1, 1, 0, 0, 0, 0)),
    "Theft from shop": (2, (1, 0, 1, 0, 0, 0, 1, 0)),
    "Robbery personal property": (2, (1, 2, 0, 1, 0, 0, 0, 0)),
    "Threats to kill": (2, (1, 2, 0, 1, 0, 0, 0, 0)),
    "Burglary dwelling": (1, (0, 1, 0, 0, 0, 1, 0, 0)),
}

#: The report's year, 97 hate crimed incidents; their categories and markers are chosen.
HATE_CRIMED_INCIDENTS: dict[str, tuple[int, tuple[int, ...]]] = {
    AGGRAVATED + "intentional harassment alarm/distress words/writing": (41, (38, 27, 6, 1, 2, 0, 0, 0)),
    "Intentional harassment alarm or distress": (22, (6, 15, 3, 7, 1, 6, 0, 1)),
    "Send letter/communication/article conveying indecent/offensive message": (14, (8, 10, 1, 3, 0, 1, 0, 0)),
    AGGRAVATED + "harassment/alarm/distress by words/writing": (12, (12, 8, 2, 0, 0, 0, 0, 0)),
    "Harassment without violence": (8, (4, 6, 0, 1, 0, 2, 0, 0)),
}

#: Hate records of the report's year by JSNA area ('' if none is noted), chosen so that the report's three
#: areas have the highest rates per 1,000 residents, in its order (figure jsna_highest_rates).
HATE_AREAS: dict[tuple[str, str], int] = {
    ("E07000219", "Nuneaton Central"): 68,
    ("E07000219", "Bedworth West"): 30,
    ("E07000219", "Bedworth Central and Bulkington"): 38,
    ("E07000219", "Elsewhere in Nuneaton and Bedworth"): 96,
    ("E07000219", ""): 3,
    ("E07000220", "Newbold and Brownsover"): 55,
    ("E07000220", "Bilton and Town Centre"): 87,
    ("E07000220", "Hillmorton"): 22,
    ("E07000220", "Rugby Rural South"): 12,
    ("E07000220", "Elsewhere in Rugby"): 27,
    ("E07000220", ""): 2,
    ("E07000218", "Atherstone"): 27,
    ("E07000218", "Kingsbury, Coleshill and Arley"): 22,
    ("E07000218", "Elsewhere in North Warwickshire"): 13,
    ("E07000221", "Southam and Feldon"): 17,
    ("E07000221", "Elsewhere in Stratford-on-Avon"): 71,
    ("E07000222", "Elsewhere in Warwick"): 166,
    ("E07000222", ""): 9,
    ("OUT", ""): 12,
    ("UNK", ""): 8,
}

#: Victims of the report's 785 records who gave both age and sex, by age band (people/ages.py): 513, of them 318 (62%)
#: men and 21 (4%) over 60, most of either sex between 31 and 40. The bands between are chosen.
VICTIMS_BY_AGE = {"Male": (6, 46, 72, 98, 55, 28, 10, 3), "Female": (4, 28, 44, 62, 34, 15, 6, 2)}

#: Victims who gave their ethnicity: 463, the report's eight groups at its percentages, the others chosen.
VICTIMS_BY_ETHNICITY = {
    "White British": 157,
    "Asian or British Asian Indian": 74,
    "Any other White background": 60,
    "Any other Asian background": 42,
    "Asian or British Asian Pakistani": 23,
    "Black or Black British African": 18,
    "Mixed White and Black Caribbean": 14,
    "Any other Black background": 13,
    "Black or Black British Caribbean": 9,
    "Chinese": 8,
    "White Irish": 7,
    "Mixed White and Asian": 7,
    "Asian or British Asian Bangladeshi": 6,
    "Any other ethnic group": 6,
    "Gypsy or Irish Traveller": 5,
    "Any other Mixed background": 5,
    "Arab": 5,
    "Mixed White and Black African": 4,
}

#: Hate records of the report's year by number of victims: 60 with the state or nobody as victim, 50 with two. Chosen.
RECORDS_BY_VICTIMS = {0: 60, 1: 675, 2: 50}
OTHER_SEX_VICTIMS = 8

#: Victim Support's cases by financial year. 2016/17 is the report's: 264, of them 248 racist, 12 homophobic,
#: and 3 disability and 2 gender identity from January 2017, so one carries two types. 2015/16: 172, so that
#: the year after is 53% more, Stratford-on-Avon 123% and Rugby 110%. The rest chosen.
CASES_BY_DISTRICT: dict[int, dict[str, int]] = {
    2015: {"E07000218": 18, "E07000219": 62, "E07000220": 29, "E07000221": 22, "E07000222": 41},
    2016: {"E07000218": 19, "E07000219": 90, "E07000220": 61, "E07000221": 49, "E07000222": 45},
    2017: {"E07000218": 11, "E07000219": 56, "E07000220": 36, "E07000221": 27, "E07000222": 29, "OUT": 1},
}
CASES_BY_TYPE: dict[int, dict[str, int]] = {
    2015: {"Racist": 156, "Homophobic": 10, "Religious": 3, "Racist;Religious": 2,
           "Transphobic": 1},
    2016: {"Racist": 247, "Homophobic": 11, "Racist;Homophobic": 1, "Disability": 3,
           "Gender identity": 2},
    2017: {"Racist": 135, "Homophobic": 10, "Disability": 5, "Gender identity": 3,
           "Religious": 3, "Racist;Religious": 3, "Other": 1},
}  # fmt: skip

#: These types are recorded from here (docs/contracts/victim_support.md).
NEW_TYPES = ("Disability", "Gender identity")
NEW_TYPES_FROM = date(2017, 1, 1)

#: EQuIP's casework by the year it states, which begins in September: first and last day. The report's thirteen
#: months hold 179 cases, 43 of them hate; the year before, and the districts of both, are chosen.
CASEWORK_YEARS = {2015: (date(2015, 9, 1), date(2016, 8, 31)), 2016: (date(2016, 9, 1), SAMPLE_ENDS)}
HATE_CASEWORK: dict[int, dict[str, int]] = {
    2015: {"E07000218": 2, "E07000219": 10, "E07000220": 6, "E07000221": 3, "E07000222": 8},
    2016: {"E07000218": 3, "E07000219": 14, "E07000220": 9, "E07000221": 4, "E07000222": 12, "OUT": 1},
}
OTHER_CASEWORK: dict[int, dict[str, int]] = {
    2015: {"E07000218": 8, "E07000219": 33, "E07000220": 23, "E07000221": 12, "E07000222": 30, "OUT": 2, "UNK": 1},
    2016: {"E07000218": 10, "E07000219": 41, "E07000220": 29, "E07000221": 15, "E07000222": 37, "OUT": 2, "UNK": 2},
}

#: Reports made online, by week from Monday 1 May 2017. All are chosen. In the report the site was launched in October
#: 2017, so the sample's reports are an invented pilot. More come after the attacks in Manchester, London Bridge and
#: Finsbury Park.
ONLINE_FROM = date(2017, 5, 1)
ONLINE_REPORTS = (2, 1, 2, 12, 5, 20, 10, 11, 3, 2, 2, 2, 2, 1, 2, 2, 1, 2, 2, 1, 2, 3)
