"""stub"""


def agency_assets(*a):
    return None
