"""How the properties of the landing are tried.

Here: the settings of hypothesis. The same examples every time, so that what passes here passes there; one that
fails is shown as it is, since each step of making it smaller would be a delivery to load.
"""

from hypothesis import HealthCheck, Phase

STEADY = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
