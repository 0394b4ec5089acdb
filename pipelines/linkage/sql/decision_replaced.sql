-- Remove a decision that a new one replaces.
delete from vault.linkage.decision
where agency_l = $agency_l and table_name_l = $table_name_l and record_key_l = $record_key_l
    and agency_r = $agency_r and table_name_r = $table_name_r and record_key_r = $record_key_r
