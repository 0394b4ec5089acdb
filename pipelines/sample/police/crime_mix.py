"""What recorded crime is made up of, apart from hate.

Here: weights of categories, premises and channels, and how many offences have a context marker. No figure
here comes from the report. The mix is chosen to look like a shire county's recorded crime in 2016 (about a tenth
shoplifting, a quarter violence, a sixth damage). Racially or religiously aggravated categories are only ever hate
offences. Not here: where crime is recorded (county/districts.py), what the report says about hate offences
(county/targets.py).
"""

from pipelines.sample.county.chance import Weighted

TITLES = Weighted(
    {
        "Theft from shop": 105,
        "Other theft": 95,
        "Criminal damage vehicle": 68,
        "Criminal damage other": 42,
        "Criminal damage dwelling": 34,
        "Arson not endangering life": 6,
        "Assault occasioning actual bodily harm": 84,
        "Common assault and battery": 105,
        "Wounding or inflicting grievous bodily harm": 14,
        "Harassment without violence": 52,
        "Send letter/communication/article conveying indecent/offensive message": 38,
        "Threats to kill": 8,
        "Stalking": 3,
        "Cruelty to children/young persons": 4,
        "Assault without injury on a constable": 7,
        "Intentional harassment alarm or distress": 16,
        "Harassment alarm or distress by words/writing": 15,
        "Fear or provocation of violence": 14,
        "Violent disorder": 1,
        "Burglary dwelling": 52,
        "Burglary Business and Community": 45,
        "Theft from vehicle": 82,
        "Theft or unauthorised taking of motor vehicle": 30,
        "Interfering with a motor vehicle": 9,
        "Theft or unauthorised taking of a pedal cycle": 24,
        "Theft from the person": 12,
        "Making off without payment": 16,
        "Blackmail": 2,
        "Robbery personal property": 9,
        "Robbery of business property": 2,
        "Possession of controlled drugs (Cannabis)": 22,
        "Possession of controlled drugs (excl. Cannabis)": 9,
        "Trafficking in controlled drugs": 8,
        "Possession of article with blade or point": 6,
        "Possession of other weapons": 4,
        "Sexual assault on a female aged 13 and over": 9,
        "Sexual activity involving child under 16": 4,
        "Exposure and voyeurism": 4,
        "Rape of a female aged 16 and over": 6,
        "Dangerous driving": 3,
        "Handling stolen goods": 3,
        "Perverting the course of justice": 2,
        "Obscene publications etc": 5,
        "Other notifiable offences": 4,
        "Causing death or serious injury by driving: unlicensed drivers etc.": 1,
    }
)
#: Categories whose victim is not a person but the state, a shop or a firm.
VICTIMLESS = frozenset(
    {
        "Theft from shop",
        "Burglary Business and Community",
        "Making off without payment",
        "Robbery of business property",
        "Possession of controlled drugs (Cannabis)",
        "Possession of controlled drugs (excl. Cannabis)",
        "Trafficking in controlled drugs",
        "Possession of article with blade or point",
        "Possession of other weapons",
        "Dangerous driving",
        "Handling stolen goods",
        "Perverting the course of justice",
        "Obscene publications etc",
    }
)
RECORD_TYPES = Weighted({"Offence": 975, "Crimed incident": 25})
VICTIMS = Weighted({1: 82, 2: 14, 3: 4})

PREMISES = Weighted(
    {"Residential": 380, "Public highway": 240, "Retail": 130, "School or college": 20,
     "Public house or club": 45, "Hospital or health": 15, "Transport": 20, "Place of worship": 3, "Licensed other": 15,
     "Open space": 40, "Online": 25, "Other": 40, None: 27}
)  # fmt: skip
HATE_PREMISES = Weighted(
    {"Residential": 300, "Public highway": 300, "Retail": 110, "School or college": 25,
     "Public house or club": 45, "Hospital or health": 35, "Transport": 40, "Place of worship": 12,
     "Licensed other": 20, "Open space": 30, "Online": 40, "Other": 25, None: 18}
)  # fmt: skip
CHANNELS = Weighted(
    {"999": 250, "101": 480, "Front counter": 70, "Online": 60, "Third party": 30, "Officer": 80, None: 30}
)
HATE_CHANNELS = Weighted(
    {"999": 260, "101": 430, "Front counter": 60, "Online": 40, "True Vision": 75, "Tell MAMA": 15,
     "Third party": 40, "Officer": 60, None: 20}
)  # fmt: skip

#: Context markers (raw/reference/interest_marker.csv), of a thousand offences. With the hate markers they
#: make up the 1,804 marker rows for 3,391 offences in the contract's manifest.
CONTEXT_MARKERS = {"AL": 220, "VA": 165, "CY": 95}
HATE_CONTEXT_MARKERS = {"AL": 150, "VA": 110, "CY": 120}
