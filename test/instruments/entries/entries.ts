import { extendingKinds } from '#capabilities/kinds';

export interface Ledger {
  readonly fact: string;
  readonly rows: string;
  readonly events: string;
}

const said = (path: string): string => `convert_from(leaf, 'UTF8')::jsonb #>> '{${path}}'`;
const events = (what: string, ...types: string[]): string =>
  `select ${what} as name from journal.event where typ in (${types.map((t) => `'${t}'`).join(', ')})`;
const left = (what: string, type: string): string =>
  `${events(what, type)} and not exists (select from mailbox.outbox o
     where o.state = 'VOID' and o.dispatch::text = ${said('data,document')})`;
const final = `('ANSWERED', 'REFUSED', 'WITHDRAWN')`;

/**
 * Facts in the database that the log must record. The queries `rows` and `events` must select the same names, each equally
 * often.
 */
export const ledgers: readonly Ledger[] = [
  {
    fact: 'a thread was opened',
    rows: 'select id::text as name from cases.thread',
    events: events('thread::text', 'case.opened'),
  },
  {
    fact: 'a document was copied',
    rows: 'select dispatch::text as name from cases.copy where contact_point is not null',
    events: events(said('data,document'), 'case.copied'),
  },
  {
    fact: 'a document was not copied',
    rows: 'select dispatch::text as name from cases.copy where contact_point is null',
    events: events(said('data,document'), 'case.copy.withheld'),
  },
  {
    fact: 'a thread ended',
    rows: `select id::text as name from cases.thread where state in ${final}`,
    events: events('thread::text', 'case.closed'),
  },
  {
    fact: 'an officer holds a thread',
    rows: 'select id::text as name from cases.thread where holder is not null',
    events: events('thread::text', 'case.claimed'),
  },
  {
    fact: 'a document was signed',
    rows: `select id::text as name from cases.dispatch where direction = 'OUT'`,
    events: events(said('data,document'), 'msg.signed'),
  },
  {
    fact: 'a message was filed',
    rows: `select message_id as name from cases.dispatch where direction = 'IN'`,
    events: events('message_id', 'msg.accepted'),
  },
  {
    fact: 'a message was opened',
    rows: `select message_id as name from cases.dispatch where direction = 'IN'`,
    events: events('message_id', 'item.decrypted'),
  },
  {
    fact: 'a message was sealed',
    rows: 'select message_id as name from mailbox.outbox where not statement and seq is not null',
    events: events('message_id', 'msg.send.intent'),
  },
  {
    fact: 'a message left',
    rows: 'select message_id as name from mailbox.outbox where not statement and relayed_at is not null',
    events: `select distinct message_id as name from journal.event where typ = 'msg.sent'`,
  },
  {
    fact: 'a dispatch may not leave',
    rows: `select dispatch::text as name from mailbox.outbox where state = 'VOID' and dispatch is not null`,
    events: events(said('data,document'), 'msg.send.abandoned'),
  },
  {
    fact: 'a message came',
    rows: 'select message_id as name from mailbox.delivery where not statement',
    events: events('message_id', 'msg.received'),
  },
  {
    fact: 'something was refused',
    rows: 'select event::text as name from mailbox.quarantine',
    events: events('id::text', 'msg.rejected'),
  },
  {
    fact: 'a receipt was kept',
    rows: `select message_id || ' ' || stage as name from mailbox.receipt_in`,
    events: events(`message_id || ' ' || (${said('data,stage')})`, 'msg.receipt.logged'),
  },
  {
    fact: 'a message was not heard of in time',
    rows: `select dispatch::text || ' ' || stage as name from mailbox.silence`,
    events: events(`(${said('data,document')}) || ' ' || (${said('data,stage')})`, 'msg.silence'),
  },
  {
    fact: 'a risk to life was escalated',
    rows: `select thread::text || ' ' || level as name from cases.alert where alert = 'ESCALATED'`,
    events: events(`thread::text || ' ' || (${said('data,level')})`, 'case.escalated'),
  },
  {
    fact: 'a deadline passed',
    rows: `select thread::text as name from cases.alert where alert = 'EXPIRED'`,
    events: events('thread::text', 'msg.expired'),
  },
  ...(['ENDING', 'ENDED'] as const).map((what) => ({
    fact: `a term ${what === 'ENDED' ? 'ended' : 'nears its end'}`,
    rows: `select thread::text || ' ' || level as name from cases.alert where alert = 'TERM_${what}'`,
    events: events(
      `thread::text || ' ' || case (${said('data,extended')}) when 'true' then 1 else 0 end`,
      `term.${what.toLowerCase()}`,
    ),
  })),
  {
    fact: 'a document was recalled, narrowed or corrected',
    rows: `select document::text || ' ' || item as name from cases.recall, unnest(items) as item`,
    events: events(
      `(${said('data,recall')}) || ' ' || (${said('data,document')})`,
      'item.recalled',
    ),
  },
  {
    fact: 'a recall was answered',
    rows: `select recall::text || ' ' || document as name from cases.recall_answer`,
    events: left(
      `(${said('data,recall')}) || ' ' || (${said('data,document')})`,
      'recall.answered',
    ),
  },
  {
    fact: 'a document is not given out any more',
    rows: `select item::text || ' ' || recall as name from cases.withheld`,
    events: events(
      `(${said('data,document')}) || ' ' || (${said('data,recall')})`,
      'item.withheld',
    ),
  },
  {
    fact: 'a release was asked for',
    rows: `select request::text || ' ' || item as name from cases.release`,
    events: events(`(${said('data,document')}) || ' ' || (${said('data,item')})`, 'release.asked'),
  },
  {
    fact: 'a release was answered',
    rows: `select request::text || ' ' || document as name from cases.release_answer`,
    events: left(
      `(${said('data,request')}) || ' ' || (${said('data,document')})`,
      'release.answered',
    ),
  },
  ...(
    [
      ['evidence-consent-request', ['consent.requested']],
      ['evidence-consent', ['consent.granted', 'consent.refused']],
      ['exculpatory-notice', ['notice.exculpatory']],
      ['central-authority-notice', ['ca.informed']],
      ['formal-answer', ['formal.answered']],
    ] as const
  ).map(([kind, types]) => ({
    fact: `a document was said: ${kind}`,
    rows: `select id::text as name from cases.dispatch where kind = '${kind}'`,
    events: events(said('data,document'), ...types),
  })),
  {
    fact: 'a term was extended',
    rows: `select id::text as name from cases.dispatch where kind = any ('{${extendingKinds.join(',')}}')`,
    events: events(said('data,document'), 'term.extended'),
  },
  {
    fact: 'a formal request was made or drafted',
    rows: `select id::text as name from cases.dispatch where kind in ('formal-request', 'formal-request-draft')`,
    events: events(said('data,document'), 'formal.requested'),
  },
  {
    fact: 'an officer marked what speaks for an accused person',
    rows: 'select item::text as name from cases.exculpatory_mark where notice is null',
    events: events(said('data,document'), 'item.exculpatory'),
  },
  {
    fact: 'a document of another State was handed on',
    rows: `select forward::text || ' ' || item as name from cases.forwarded`,
    events: events(
      `(${said('data,forward')}) || ' ' || (${said('data,document')})`,
      'item.forwarded',
    ),
  },
  {
    fact: 'the certificate of an evidence package is on record',
    rows: `select p.exhibit || ' ' || c.number as name
      from cases.package_certificate c join cases.package p on p.id = c.package where c.state = 'MADE'`,
    events: events(
      `(${said('data,exhibit')}) || ' ' || (${said('data,certificate')})`,
      'certificate.made',
    ),
  },
  {
    fact: 'an evidence package was handed over',
    rows: 'select id::text as name from cases.package_handed',
    events: events(said('data,handed'), 'pkg.handed'),
  },
  {
    fact: 'an evidence package no longer holds as it was made',
    rows: `select p.exhibit || ' ' || c.number || ' ' || c.code as name
      from cases.package_concern c join cases.package p on p.id = c.package`,
    events: events(
      `(${said('data,exhibit')}) || ' ' || (${said('data,concern')}) || ' ' || (${said('data,code')})`,
      'pkg.touched',
    ),
  },
  {
    fact: 'an evidence package was said to have stayed with the State',
    rows: 'select event::text as name from cases.package_stayed',
    events: events('id::text', 'pkg.stayed'),
  },
  {
    fact: 'a recipient of an evidence package was told',
    rows: `select handed::text || ' ' || concerns as name from cases.package_told`,
    events: events(`(${said('data,handed')}) || ' ' || (${said('data,concerns')})`, 'pkg.told'),
  },
  {
    fact: 'an answer to a recall is owed for too long',
    rows: `select thread::text || ' ' || level as name from cases.alert where alert = 'RECALL_OWED'`,
    events: events(`thread::text || ' ' || (${said('data,level')})`, 'recall.owed'),
  },
  {
    fact: 'a notice of a central authority is owed for too long',
    rows: `select thread::text || ' ' || level as name from cases.alert where alert = 'NOTICE_OWED'`,
    events: events(
      `thread::text || ' ' || case ${said('data,by')} when (
         select peer from cases.thread t where t.id = journal.event.thread) then 2 else 1 end`,
      'ca.owed',
    ),
  },
  {
    fact: 'a thread was stopped',
    rows: `select id::text || ' ' || coalesce(withdrawal::text, '') as name from cases.stop`,
    events: events(
      `(${said('data,stop')}) || ' ' || coalesce(${said('data,withdrawal')}, '')`,
      'case.stopped',
    ),
  },
  {
    fact: 'a stop was lifted',
    rows: 'select id::text as name from cases.stop where lifted_at is not null',
    events: events(said('data,stop'), 'case.stop.lifted'),
  },
  ...(
    [
      ['told', `direction = 'OUT'`, 'halt.told'],
      ['heard', `direction = 'IN'`, 'halt.heard'],
      ['confirmed', 'confirmed_at is not null', 'halt.confirmed'],
    ] as const
  ).map(([what, which, type]) => ({
    fact: `a stop-word of another thread was ${what}`,
    rows: `select thread::text || ' ' || halt || ' ' || act as name from cases.stop_word where ${which}`,
    events: events(
      `thread::text || ' ' || (${said('data,halt')}) || ' ' || (${said('data,act')})`,
      type,
    ),
  })),
  {
    fact: 'an officer got emergency access',
    rows: `select event::text || ' ' || id as name from cases.broken_glass`,
    events: events(`id::text || ' ' || (${said('data,glass')})`, 'case.glass.broken'),
  },
  {
    fact: 'a request was taken over',
    rows: `select event::text || ' ' || thread || ' ' || reason as name from cases.taken_over`,
    events: `${events(`id::text || ' ' || thread || ' ' || (${said('reason')})`, 'case.assigned')}
       and ${said('reason')} is not null`,
  },
  {
    fact: 'emergency access further on was told on',
    rows: `select event::text || ' ' || message_id as name from mailbox.receipt_due
      where stage = 'BREAK_GLASS_ONWARD'`,
    events: events(`id::text || ' ' || (${said('data,messageId')})`, 'case.glass.told'),
  },
  {
    fact: 'a desk was told of another',
    rows: `select event::text || ' ' || thread || ' ' || notice as name from cases.duplicate_notice`,
    events: events(
      `id::text || ' ' || thread || ' ' || (${said('data,notice')})`,
      'duplicates.noticed',
    ),
  },
  {
    fact: 'a person was looked for',
    rows: 'select id::text as name from cases.subject_search',
    events: events(said('data,search'), 'subject.searched'),
  },
  {
    fact: 'a session was opened',
    rows: `select encode(sha256(login), 'hex') as name from access.session`,
    events: events(said('data,loginSha256'), 'session.opened'),
  },
  {
    fact: 'a session was closed',
    rows: `select encode(sha256(login), 'hex') as name from access.session where closed_at is not null`,
    events: events(said('data,loginSha256'), 'session.closed'),
  },
  {
    fact: 'a certificate was bound',
    rows: `select distinct c.sha256 as name from access.enrolment e join trust.certificate c using (fingerprint)`,
    events: `${events(said('data,after'), 'admin.change')} and ${said('data,change')} = 'certificate-bound'`,
  },
  {
    fact: 'an attachment was brought',
    rows: 'select root as name from cases.upload',
    events: events(said('data,root'), 'item.uploaded'),
  },
  {
    fact: 'an attachment has come whole',
    rows: `select root as name from objects.transfer where direction = 'IN' and state in ('COMPLETE', 'REMOVED')`,
    events: events(said('data,root'), 'item.arrived'),
  },
  {
    fact: 'a thread was erased',
    rows: 'select thread::text as name from journal.erasure',
    events: events('thread::text', 'erasure.done'),
  },
  {
    fact: 'an erasure waits for a decision on hold',
    rows: 'select thread::text as name from cases.erasure_stop',
    events: `select distinct thread::text as name from journal.event where typ = 'erasure.stopped'`,
  },
  {
    fact: 'a hold or its end was ordered',
    rows: `select encode(sha256(entry), 'hex') as name from trust.entry where chain = 'retention'
      and convert_from(entry, 'UTF8')::jsonb ->> 'kind' <> 'erase'`,
    events: events(said('data,order'), 'hold.set', 'hold.lifted'),
  },
  {
    fact: 'an erasure was ordered',
    rows: `select encode(sha256(entry), 'hex') as name from trust.entry where chain = 'retention'
      and convert_from(entry, 'UTF8')::jsonb ->> 'kind' = 'erase'`,
    events: `${events(said('data,after'), 'admin.change')} and ${said('data,change')} = 'retention:erase'`,
  },
  {
    fact: 'a subkey is held',
    rows: 'select fingerprint as name from ops.held_subkey',
    events: `${events(said('data,subkey'), 'key.rotated')} and ${said('data,step')} = 'HELD'`,
  },
  {
    fact: 'a day was compared',
    rows: `select report || '' as name from (
      select encode(sha256(convert_to(report, 'UTF8')), 'hex') as report from journal.reconciliation
      where phase = 'SIGNED') r`,
    events: events(said('data,reportSha256'), 'recon.report'),
  },
];

type Sql = <T>(text: string) => Promise<T[]>;

function ledgersAbout(about: RegExp): readonly Ledger[] {
  const found = ledgers.filter(({ fact }) => about.test(fact));
  if (found.length === 0) throw new Error(`no fact is about ${String(about)}`);
  return found;
}

/**
 * Compares database and log for the facts that match `about`; empty when all agree. One statement reads both, so the check
 * may run during work. @throws Error if no fact matches `about`
 */
export async function unmatched(
  sql: Sql,
  about = /./,
): Promise<Readonly<Record<string, { missing: string[]; extra: string[] }>>> {
  const unlike = ({ fact, rows: inRows, events: inLog }: Ledger): string =>
    `select '${fact}' as fact, name, sum(n)::int as more from (
       select name, 1 as n from (${inRows}) r union all select name, -1 from (${inLog}) e) as said
     group by name having sum(n) <> 0`;
  const rows = await sql<{ fact: string; name: string; more: number }>(
    ledgersAbout(about).map(unlike).join(' union all '),
  );
  const found: Record<string, { missing: string[]; extra: string[] }> = {};
  for (const { fact, name, more } of rows)
    (found[fact] ??= { missing: [], extra: [] })[more > 0 ? 'missing' : 'extra'].push(
      ...Array<string>(Math.abs(more)).fill(name),
    );
  return found;
}
