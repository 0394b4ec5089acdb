"""Settings for the landing's property tests.

Here: the settings of hypothesis. The examples are the same every time, so that a test that passes here passes
elsewhere. A failing example is shown as it is: each step of making it smaller would mean loading another delivery.
"""

from hypothesis import HealthCheck, Phase

STEADY = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "phases": [Phase.generate],
    "suppress_health_check": list(HealthCheck),
}
