-- A forename and another form that it goes by, from the partnership's list; folded as the names that are sent.
select folded_name(forename, $no_names), folded_name(form, $no_names)
from build.reference.forename_form
