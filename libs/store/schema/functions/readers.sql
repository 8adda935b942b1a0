-- Added by somebody, or by breaking a glass that is still open.
create function cases.was_added(asking text, asked uuid) returns boolean language sql stable return
  exists (select from cases.roster r
    where r.thread = asked and r.officer = asking and (r.until is null or r.until > now()));
grant execute on function cases.was_added(text, uuid) to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

-- Rule of who reads a thread; the same as `standingOf` of the product. The planner puts it in its place: a function with
-- a query in it, such as the one above, is called, and only where nothing else lets the officer in.
create function cases.reads(asking text, asked uuid, side text, priority smallint, holder text, left_holder text,
    owner text) returns boolean language sql stable return
  priority = 0
  or (side = 'ASKED' and coalesce(holder, left_holder) is null)
  or coalesce(owner, holder, left_holder, '') = asking
  or cases.was_added(asking, asked);
grant execute on function cases.reads(text, uuid, text, smallint, text, text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

-- Rule for the officer of the session. A step acts for no officer; row-level security bounds it by itself. Data
-- protection officers of an authority stand in for each other: their compartment has no roster.
create function cases.on_roster(asked uuid, side text, priority smallint, holder text, left_holder text,
    owner text) returns boolean language sql stable return
  coalesce(current_setting('liaise.authority', true), '') = ''
  or current_setting('liaise.compartments', true) = 'DATA_PROTECTION'
  or cases.reads(current_setting('liaise.officer', true), asked, side, priority, holder, left_holder, owner);
grant execute on function cases.on_roster(uuid, text, smallint, text, text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;
