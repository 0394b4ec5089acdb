-- A spelling that a sender uses, its list of codes and the code it stands for.
select list, alias, code
from reference.aliases
