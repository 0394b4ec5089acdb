-- A forename and one of its other forms, from the partnership's list; folded like the names that are sent.
select folded_name(forename, $no_names), folded_name(form, $no_names)
from build.reference.forename_form
