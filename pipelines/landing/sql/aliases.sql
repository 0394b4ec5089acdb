-- A spelling that some sender uses, and the code it stands for in which list of codes.
select list, alias, code
from reference.aliases
