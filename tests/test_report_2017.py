"""The figures of the 2017 report (Warwickshire Hate Crime Annual Report 2017), each by an analyst's query.

The sample reproduces the report; what is held here is that the marts do. Percentages are as printed there.
"""

import pytest

YEAR = "month_start between date '2016-09-01' and date '2017-08-01'"
CASES_YEAR = "month_start between date '2016-04-01' and date '2017-03-01'"
CASEWORK_MONTHS = "month_start between date '2016-09-01' and date '2017-09-01'"
YEAR_BEFORE = "month_start between date '2015-04-01' and date '2016-03-01'"

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
    "victims_with_age_and_gender": (
        f"""
        select sum(victims) from mart.victim_profile_month
        where {YEAR} and age_band <> 'Unknown' and sex in ('Male', 'Female')
        """, 513
    ),
    "victims_male": (
        f"""
        select round(100 * sum(victims) filter (where sex = 'Male') / sum(victims)) from mart.victim_profile_month
        where {YEAR} and age_band <> 'Unknown' and sex in ('Male', 'Female')
        """, 62
    ),
    "victims_aged_61_plus": (
        f"""
        select round(100 * sum(victims) filter (where age_band in ('61-70', '71+')) / sum(victims))
        from mart.victim_profile_month
        where {YEAR} and age_band <> 'Unknown' and sex in ('Male', 'Female')
        """, 4
    ),
    "victims_with_ethnicity": (
        f"select sum(victims) from mart.victim_profile_month where {YEAR} and ethnicity <> 'Unknown'", 463
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


def test_the_largest_age_band_is_31_to_40_for_men_and_for_women(county):
    found = county.rows(f"""
        select sex, age_band from mart.victim_profile_month
        where {YEAR} and age_band <> 'Unknown' and sex in ('Male', 'Female')
        group by sex, age_band
        qualify row_number() over (partition by sex order by sum(victims) desc) = 1
        order by sex
    """)
    assert found == [("Female", "31-40"), ("Male", "31-40")]


def test_the_top_eight_ethnicities(county):
    found = county.rows(f"""
        select ethnicity, round(100 * sum(victims) / sum(sum(victims)) over ())
        from mart.victim_profile_month
        where {YEAR} and ethnicity <> 'Unknown'
        group by ethnicity order by sum(victims) desc, ethnicity limit 8
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
    # Twelve months are complete from March 2016 on.
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


def test_the_publics_view_of_recorded_crime_stands_beside_the_polices(county):
    ((police, public),) = county.rows(
        f"select sum(police_records), sum(street_crimes) from mart.recorded_crime_month where {YEAR}"
    )
    assert police == 40738
    assert 0.9 < public / police < 1.1
