const ofCases = ['requests', 'inbox', 'sealer', 'opener'];
const officers = ['requests', 'inbox'];
const all = [...ofCases, 'exchange', 'audit', 'evidence'];

/**
 * SECURITY DEFINER functions, each with the services that may call it. Such functions bypass the caller's rights and
 * row-level security.
 */
export const databaseFunctions: Readonly<Record<string, readonly string[]>> = {
  'access.forget_listings()': ['audit'],
  'access.note_listing(text,uuid[])': officers,
  'cases.another_desk_has(text,text[],bytea[])': ['requests'],
  'cases.desk_marks(uuid[])': officers,
  'cases.halts_beside(uuid[])': ofCases,
  'cases.halts_told(uuid[])': ofCases,
  'cases.is_delivered_said(uuid,timestamp with time zone)': officers,
  'cases.is_handed_said(uuid,uuid,uuid,uuid)': officers,
  'cases.is_stayed_said(uuid,uuid,uuid)': officers,
  'cases.is_stop_said(uuid,uuid,text,timestamp with time zone,timestamp with time zone)': [
    'sealer',
  ],
  'cases.is_told_said(uuid,uuid,smallint)': officers,
  'cases.narrowed_by_others(uuid)': officers,
  'cases.next_package_number(text,smallint)': officers,
  'cases.of_subject(integer[],text[],text[],bytea[],uuid,integer,integer,integer)': ['requests'],
  'cases.owed_by_others(uuid)': officers,
  'cases.package_stayed_since(uuid,timestamp with time zone)': officers,
  'cases.packages_of(uuid,text)': officers,
  'cases.was_handed(uuid,timestamp with time zone)': ['sealer'],
  'journal.acts_of(uuid[])': ['requests', 'inbox', 'sealer'],
  'journal.keeps_chain_note()': all,
  'journal.last_erasure()': ['requests', 'inbox', 'sealer', 'evidence'],
  'journal.newest_changes()': all,
  'journal.packed_values(uuid[])': ['evidence'],
  'journal.stands_still(interval)': officers,
  'mailbox.is_queued(uuid,text)': officers,
  'mailbox.packed_statement(text)': ['evidence'],
  'mailbox.proof_of(uuid,bigint)': officers,
  'mailbox.sight_of(text)': ['requests'],
};
