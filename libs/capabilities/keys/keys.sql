grant select, insert, delete on ops.held_subkey to liaise_opener;
