-- How what is sent about a person is folded, so that it can be compared; for as long as the connection lasts.

-- Words in lower case, without accents; apostrophes and full stops are removed, hyphens and other marks become spaces.
create or replace temp macro folded_words(sent) as
    trim(regexp_replace(
        regexp_replace(
            translate(replace(strip_accents(lower(sent)), 'ß', 'ss'), 'łøđðıæœþ', 'loddiaot'), '[''’`.]', '', 'g'
        ),
        '[^a-z]+', ' ', 'g'
    ));

-- A name; NULL if only a word for no name is left.
create or replace temp macro folded_name(sent, no_names) as
    case when not list_contains(no_names, folded_words(sent)) then nullif(folded_words(sent), '') end;

-- Initials, reduced to their letters; NULL if what was sent is not initials.
create or replace temp macro folded_initials(sent, no_initials) as
    case
        when not list_contains(no_initials, lower(trim(sent))) then nullif(replace(folded_words(sent), ' ', ''), '')
    end;

-- Letters and digits; NULL if there is no digit but 0, as in `Not known` or `000`.
create or replace temp macro folded_code(sent) as
    case when regexp_matches(sent, '[1-9]') then regexp_replace(upper(sent), '[^A-Z0-9]', '', 'g') end;

-- A person number; NULL if it only repeats one figure, as 99999999 does.
create or replace temp macro folded_number(sent) as
    case
        when length(folded_code(sent)) < 4 or replace(folded_code(sent), left(folded_code(sent), 1), '') <> ''
            then folded_code(sent)
    end;

-- A postcode, or the first part of one; ZZ99 is used for people with no fixed address.
create or replace temp macro folded_postcode(sent) as
    case when not starts_with(upper(sent), 'ZZ99') then folded_code(sent) end;

-- Whether only the first part of a postcode is given.
create or replace temp macro is_outward_alone(postcode) as
    regexp_matches(postcode, '^[A-Z]{1,2}[0-9][A-Z0-9]?$');

-- Whether two names may be one: one is missing, they are a letter apart, or they look or begin alike.
create or replace temp macro is_alike(one, other) as
    one = '' or other = '' or starts_with(one, other) or starts_with(other, one)
    or damerau_levenshtein(one, other) <= 1 or jaro_winkler_similarity(one, other) >= 0.9;
