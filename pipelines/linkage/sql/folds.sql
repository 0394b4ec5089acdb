-- How what is sent of a person is folded, so that it can be compared; for as long as the connection lasts.

-- Words of lower case, without accents; apostrophes and points are left out, hyphens and other marks become spaces.
create or replace temp macro folded_words(sent) as
    trim(regexp_replace(
        regexp_replace(
            translate(replace(strip_accents(lower(sent)), 'ß', 'ss'), 'łøđðıæœþ', 'loddiaot'), '[''’`.]', '', 'g'
        ),
        '[^a-z]+', ' ', 'g'
    ));

-- A name; NULL where only a word for no name is left.
create or replace temp macro folded_name(sent, no_names) as
    case when not list_contains(no_names, folded_words(sent)) then nullif(folded_words(sent), '') end;

-- Initials, to their letters; NULL where no initials are written, as they are sent.
create or replace temp macro folded_initials(sent, no_initials) as
    case
        when not list_contains(no_initials, lower(trim(sent))) then nullif(replace(folded_words(sent), ' ', ''), '')
    end;

-- Letters and digits; NULL where none is a digit, as in `Not known` or `000`.
create or replace temp macro folded_code(sent) as
    case when regexp_matches(sent, '[1-9]') then regexp_replace(upper(sent), '[^A-Z0-9]', '', 'g') end;

-- A postcode, or the first part of one; ZZ99 is written of people who live nowhere.
create or replace temp macro folded_postcode(sent) as
    case when not starts_with(upper(sent), 'ZZ99') then folded_code(sent) end;

-- Whether of a postcode only the first part is told.
create or replace temp macro is_outward_alone(postcode) as
    regexp_matches(postcode, '^[A-Z]{1,2}[0-9][A-Z0-9]?$');
