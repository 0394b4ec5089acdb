"""The figures in the 2017 report (Warwickshire Hate Crime Annual Report 2017), each by an analyst's query.

The sample reproduces the report; these tests check that the marts do too. Percentages are as printed in the report.
"""

import pytest

YEAR = "month_start between date '2016-09-01' and date '2017-08-01'"
CASES_YEAR = "month_start between date '2016-04-01' and date '2017-03-01'"
CASEWORK_MONTHS = "month_start between date '2016-09-01' and date '2017-09-01'"
YEAR_BEFORE = "month_start between date '2015-04-01' and date '2016-03-01'"
COUNTY = "district_name = 'Warwickshire'"
TO_AUGUST = f"{COUNTY} and month_start = date '2017-08-01'"
OF_AGE_AND_GENDER = f"{COUNTY} and characteristic = 'sex_and_age_band' and member <> 'Other or unknown'"
OF_ETHNICITY = f"{COUNTY} and characteristic = 'ethnicity' and member <> 'Unknown'"

FIGURES = {
    "recorded_offences_all": (f"select sum(police_all_records) from mart.silo_district_month where {YEAR}", 40738),
    "hate_offences_and_crimed_incidents": (
        f"select sum(police_offences + police_crimed_incidents) from mart.silo_district_month where {YEAR}", 785
    ),
    "hate_offences": (f"select sum(police_offences) from mart.silo_district_month where {YEAR}", 688),
    "hate_crimed_incidents": (f"select sum(police_crimed_incidents) from mart.silo_district_month where {YEAR}", 97),
    "rm_share_of_top_category": (
        f"""
        with category as (
            select offence_category, sum(hate_offences) as offences, sum(rm) as racist
            from mart.offence_category_month where {YEAR} group by offence_category
        )
        select round(100 * racist / offences) from category order by offences desc limit 1
        """, 93
    ),
    "ho_share_of_two_assault_categories": (
        f"""
        select round(100 * sum(ho) / sum(hate_offences)) from mart.offence_category_month
        where {YEAR} and offence_category in ('Assault occasioning actual bodily harm', 'Common assault and battery')
        """, 37
    ),
    "hate_share_of_recorded_just_under_2_percent": (
        f"""
        select round(100 * sum(police_offences + police_crimed_incidents) / sum(police_all_records), 1)
        from mart.silo_district_month where {YEAR}
        """, 1.9
    ),
    "victims_with_age_and_gender": (
        f"select sum(victims) from mart.victim_profile_month where {YEAR} and {OF_AGE_AND_GENDER}", 513
    ),
    "victims_male": (
        f"""
        select round(100 * sum(victims) filter (where member like 'Male%') / sum(victims))
        from mart.victim_profile_month where {YEAR} and {OF_AGE_AND_GENDER}
        """, 62
    ),
    "victims_aged_61_plus": (
        f"""
        select round(100 * sum(victims) filter (where member like '%, 61-70' or member like '%, 71+') / sum(victims))
        from mart.victim_profile_month where {YEAR} and {OF_AGE_AND_GENDER}
        """, 4
    ),
    "residents_male": (
        f"select round(100 * population / population_known) from mart.victim_profile_month"
        f" where {TO_AUGUST} and member = 'Male'", 49
    ),
    "residents_aged_61_plus_a_quarter": (
        f"select round(100 * sum(population) / any_value(population_known)) from mart.victim_profile_month"
        f" where {TO_AUGUST} and characteristic = 'age_band' and member in ('61-70', '71+')", 25
    ),
    "residents_of_indian_ethnicity": (
        f"select round(100 * population / population_known) from mart.victim_profile_month"
        f" where {TO_AUGUST} and member = 'Asian or British Asian Indian'", 3
    ),
    "victims_with_ethnicity": (
        f"select sum(victims) from mart.victim_profile_month where {YEAR} and {OF_ETHNICITY}", 463
    ),
    "cases": (f"select sum(cases) from mart.support_case_month where {CASES_YEAR}", 264),
    "cases_racist": (f"select sum(race) from mart.support_case_month where {CASES_YEAR}", 248),
    "cases_homophobic": (f"select sum(sexual_orientation) from mart.support_case_month where {CASES_YEAR}", 12),
    "cases_disability": (f"select sum(disability) from mart.support_case_month where {CASES_YEAR}", 3),
    "cases_gender_identity": (f"select sum(transgender) from mart.support_case_month where {CASES_YEAR}", 2),
    "cases_and_types": (
        f"select sum(race + religion + sexual_orientation + coalesce(disability, 0) + coalesce(transgender, 0)"
        f" + other_or_unknown) from mart.support_case_month where {CASES_YEAR}", 265
    ),
    "cases_rise_on_year_before": (
        f"""
        select round(100 * sum(cases) filter (where {CASES_YEAR}) / sum(cases) filter (where {YEAR_BEFORE}) - 100)
        from mart.support_case_month
        """, 53
    ),
    "cases_share_nuneaton_and_bedworth": (
        f"""
        select round(100 * sum(cases) filter (where district_name = 'Nuneaton and Bedworth') / sum(cases))
        from mart.support_case_month where {CASES_YEAR}
        """, 34
    ),
    "school_incidents": (f"select sum(incidents) from mart.school_incident_month where {YEAR}", 59),
    "school_victim_outcome_good_or_satisfactory": (
        f"""
        select round(100 * sum(victim_outcomes_good_or_satisfactory) / sum(victim_outcomes_known))
        from mart.school_incident_month where {YEAR}
        """, 95
    ),
    "school_perpetrator_outcome_good_or_satisfactory": (
        f"""
        select round(100 * sum(perpetrator_outcomes_good_or_satisfactory) / sum(perpetrator_outcomes_known))
        from mart.school_incident_month where {YEAR}
        """, 97
    ),
    "school_incidents_with_pcso": (f"select sum(with_pcso) from mart.school_incident_month where {YEAR}", 2),
    "casework": (f"select sum(casework) from mart.casework_month where {CASEWORK_MONTHS}", 179),
    "casework_hate": (f"select sum(hate_casework) from mart.casework_month where {CASEWORK_MONTHS}", 43),
    "casework_hate_of_victims_and_witnesses": (
        f"select sum(victims + witnesses) from mart.casework_month where {CASEWORK_MONTHS}", 43
    ),
    "satisfaction_target": (
        """
        select distinct 100 * aspiration from mart.satisfaction_month
        where stage = 'whole_experience' and month_start between date '2015-04-01' and date '2017-06-01'
        """, 90
    ),
}  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_key_figure(county, figure):
    query, published = FIGURES[figure]
    assert county.figure(query) == published


@pytest.mark.parametrize(("district", "rise"), [("Stratford-on-Avon", 123), ("Rugby", 110)])
def test_cases_rose_most_in_two_districts(county, district, rise):
    query = f"""
        select round(100 * sum(cases) filter (where {CASES_YEAR}) / sum(cases) filter (where {YEAR_BEFORE}) - 100)
        from mart.support_case_month where district_name = '{district}'
    """
    assert county.figure(query) == rise


def test_nuneaton_and_bedworth_has_most_cases(county):
    query = f"""
        select district_name from mart.support_case_month where {CASES_YEAR}
        group by district_name order by sum(cases) desc limit 1
    """
    assert county.figure(query) == "Nuneaton and Bedworth"


def test_the_ten_categories_and_their_markers(county):
    """The report's table: share of hate offences, offences, and each marker among them."""
    found = county.rows(f"""
        with total as (select sum(hate_offences) as offences from mart.offence_category_month where {YEAR})
        select
            round(100 * sum(hate_offences) / any_value(total.offences), 1),
            offence_category,
            sum(hate_offences), sum(rm), sum(hv), sum(hc), sum(ho), sum(pac), sum(da), sum(hp), sum(ti)
        from mart.offence_category_month cross join total
        where {YEAR}
        group by offence_category
        order by sum(hate_offences) desc
        limit 10
    """)
    aggravated = "Racially/religiously aggravated"
    assert found == [
        (41.0, f"{aggravated} intentional harassment alarm/distress words/writing", 282, 262, 216, 26, 7, 13, 0, 4, 0),
        (9.7, "Intentional harassment alarm or distress", 67, 9, 48, 10, 32, 4, 19, 0, 2),
        (9.2, "Send letter/communication/article conveying indecent/offensive message", 63, 45, 46, 5, 9, 1, 1, 0, 0),
        (7.4, f"{aggravated} common assault/beating", 51, 46, 35, 0, 0, 2, 0, 1, 0),
        (6.4, f"{aggravated} fear/provocation of violence by words/writing", 44, 37, 31, 4, 1, 3, 0, 3, 0),
        (5.7, f"{aggravated} harassment/alarm/distress by words/writing", 39, 39, 23, 9, 2, 0, 0, 2, 0),
        (3.2, f"{aggravated} assault occasioning actual bodily harm", 22, 20, 16, 4, 0, 3, 0, 0, 0),
        (2.8, "Assault occasioning actual bodily harm", 19, 7, 14, 2, 7, 0, 0, 0, 0),
        (2.3, "Common assault and battery", 16, 2, 9, 2, 6, 1, 5, 0, 1),
        (1.5, f"{aggravated} criminal damage vehicle", 10, 10, 5, 2, 0, 1, 0, 0, 0),
    ]


def test_homophobic_and_disablist_markers_are_most_in_intentional_harassment(county):
    for marker in ("ho", "da"):
        found = county.figure(f"""
            select offence_category from mart.offence_category_month where {YEAR}
            group by offence_category order by sum({marker}) desc limit 1
        """)
        assert found == "Intentional harassment alarm or distress"


def test_a_marker_is_on_the_number_of_hate_offences_that_the_categories_give(county):
    """Markers alone and markers within categories are two marts from one bridge."""
    columns = ("RM", "HV", "HC", "HO", "PAC", "DA", "HP", "TI")
    (of_categories,) = county.rows(f"""
        select {", ".join(f"sum({column})" for column in columns)} from mart.offence_category_month where {YEAR}
    """)
    of_markers = dict(
        county.rows(f"select marker_code, sum(hate_offences) from mart.marker_month where {YEAR} group by marker_code")
    )
    assert [of_markers[column] for column in columns] == list(of_categories)
    assert of_markers["CY"] > 0


def test_the_top_eight_types_of_premises_apart_from_residential(county):
    found = county.rows(f"""
        select premises_type, round(100 * sum(hate_records) / sum(sum(hate_records)) over ())
        from mart.premises_month
        where {YEAR} and premises_type not in ('Residential', 'Unknown')
        group by premises_type order by sum(hate_records) desc, premises_type limit 8
    """)
    assert len(dict(found)) == 8
    assert all(share > 0 for _, share in found)
    assert 80 < sum(share for _, share in found) < 100


def test_every_channel_of_the_forces_strategy_brought_records(county):
    found = county.rows(f"""
        select reporting_channel, sum(hate_records) from mart.reporting_channel_month
        where {YEAR} group by reporting_channel
    """)
    assert {"True Vision", "Tell MAMA"} <= {channel for channel, records in found if records > 0}


def test_levels_rise_over_the_eighteen_months_to_august_2017(county):
    ((records, rise),) = county.rows(
        f"select hate_records_twelve_months, trend_per_month from mart.trend_month where {TO_AUGUST}"
    )
    assert records == 785
    assert rise > 0


def test_the_timeline_has_the_key_dates_beside_its_months(county):
    found = county.rows(f"""
        select month_start::varchar, key_dates from mart.trend_month
        where {COUNTY} and key_dates is not null and month_start < date '2017-10-01' order by month_start
    """)
    assert found == [
        ("2016-06-01", "EU referendum"),
        ("2017-03-01", "Westminster attack"),
        ("2017-05-01", "Manchester Arena attack"),
        ("2017-06-01", "London Bridge attack; Finsbury Park attack"),
        ("2017-09-01", "Parsons Green attack"),
    ]


def test_the_largest_age_band_is_31_to_40_for_men_and_for_women(county):
    for sex in ("Male", "Female"):
        found = county.figure(f"""
            select member from mart.victim_profile_month
            where {YEAR} and {OF_AGE_AND_GENDER} and member like '{sex}%'
            group by member order by sum(victims) desc limit 1
        """)
        assert found == f"{sex}, 31-40"


def test_the_top_eight_ethnicities(county):
    found = county.rows(f"""
        select member, round(100 * sum(victims) / sum(sum(victims)) over ())
        from mart.victim_profile_month
        where {YEAR} and {OF_ETHNICITY}
        group by member order by sum(victims) desc, member limit 8
    """)
    assert dict(found) == {
        "White British": 34,
        "Asian or British Asian Indian": 16,
        "Any other White background": 13,
        "Any other Asian background": 9,
        "Asian or British Asian Pakistani": 5,
        "Black or Black British African": 4,
        "Mixed White and Black Caribbean": 3,
        "Any other Black background": 3,
    }


@pytest.mark.parametrize(("member", "share"), [("Asian or British Asian Indian", 16), ("Asian", None), ("Male", None)])
def test_victims_are_more_often_asian_or_male_than_residents_are(county, member, share):
    ((found, low),) = county.rows(f"""
        select round(100 * victims_twelve_months / known_twelve_months), ratio_low
        from mart.victim_profile_month where {TO_AUGUST} and member = '{member}'
    """)
    assert share is None or found == share
    assert low > 1


def test_victims_are_less_often_over_60_than_residents_are(county):
    found = county.rows(f"""
        select ratio_high from mart.victim_profile_month where {TO_AUGUST} and member in ('61-70', '71+')
    """)
    assert len(found) == 2
    assert all(high < 1 for (high,) in found)


def test_the_three_areas_with_the_highest_rate(county):
    found = county.rows("""
        select jsna_area from mart.area_rate_month
        where month_start = date '2017-08-01' and rate_per_1000 is not null
        order by rate_per_1000 desc limit 3
    """)
    assert [area for (area,) in found] == ["Nuneaton Central", "Newbold and Brownsover", "Bilton and Town Centre"]


def test_about_ten_victims_are_surveyed_a_month(county):
    ((months, least, mean, most),) = county.rows("""
        select count(*), min(responses), avg(responses), max(responses) from mart.satisfaction_month
        where stage = 'whole_experience' and month_start between date '2015-04-01' and date '2017-06-01'
    """)
    assert (months, round(mean)) == (27, 10)
    assert 5 <= least <= most <= 15


def test_ease_of_contact_is_consistently_high_over_every_rolling_year(county):
    ((months, least),) = county.rows("""
        select count(share_satisfied_twelve_months), min(share_satisfied_twelve_months) from mart.satisfaction_month
        where stage = 'ease_of_contact' and month_start <= date '2017-06-01'
    """)
    # The rolling 12 months are complete from March 2016.
    assert months == 16
    assert least > 0.95


def test_the_whole_experience_follows_the_actions_and_the_follow_up(county):
    found = county.rows("""
        select other.stage, corr(whole.share_satisfied_twelve_months, other.share_satisfied_twelve_months)
        from mart.satisfaction_month as whole
        inner join mart.satisfaction_month as other using (month_start)
        where whole.stage = 'whole_experience' and other.stage in ('actions', 'follow_up')
            and month_start <= date '2017-06-01'
        group by other.stage
    """)
    assert {stage for stage, correlation in found if correlation > 0.8} == {"actions", "follow_up"}


def test_the_publics_view_of_recorded_crime_is_shown_beside_the_polices(county):
    ((police, public),) = county.rows(
        f"select sum(police_records), sum(street_crimes) from mart.recorded_crime_month where {YEAR}"
    )
    assert police == 40738
    assert 0.9 < public / police < 1.1
