"""The county's districts, by their codes.

Here: which districts there are, which is next to which, and how much of all crime is recorded in each. Not here: their
names (reference.py), their people and postcodes (people/population.py), where hate crimes are (targets.py).
"""

from pipelines.sample.county.chance import Weighted

DISTRICTS = ("E07000218", "E07000219", "E07000220", "E07000221", "E07000222")
#: The district that each is mistaken for.
NEIGHBOUR = {
    "E07000218": "E07000219", "E07000219": "E07000218", "E07000220": "E07000219",
    "E07000221": "E07000222", "E07000222": "E07000221", "OUT": "E07000222", "UNK": "E07000222",
}  # fmt: skip
#: Chosen to look like a shire county's recorded crime in 2016.
CRIME = Weighted(
    {
        "E07000218": 110,
        "E07000219": 290,
        "E07000220": 195,
        "E07000221": 155,
        "E07000222": 235,
        "OUT": 8,
        "UNK": 7,
    }
)
