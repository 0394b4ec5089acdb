-- How far two records agree: the levels of `incident_likelihood`, for as long as the connection lasts.

create or replace temp macro district_level(one, other) as
    case
        when 'UNK' in (one, other) then 'unknown'
        when one = other then 'same'
        else 'other'
    end;

create or replace temp macro strand_level(one, other) as
    case
        when len(one) = 0 or len(other) = 0 then 'unknown'
        when list_has_any(one, other) then 'shared'
        else 'none'
    end;

-- How near two records are, by the days between them: zero or less if they overlap.
create or replace temp macro day_level(gap, near_days) as
    case when gap <= 0 then 'overlap' when gap <= near_days then 'near' else 'far' end;

-- A day that is stated and a day that is guessed from when the record was made are different kinds of evidence.
create or replace temp macro day_evidence(days_wide, told_days) as
    case when days_wide <= told_days then 'day stated' else 'day guessed' end;
