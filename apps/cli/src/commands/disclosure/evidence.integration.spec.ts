import { writeFileSync } from 'node:fs';
import { anEvidenceItem, at, bodyOf } from '../../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled } from '../../../../../test/support/desk.js';
import { clockOf, parseDocumentId, parseThreadId, type Document, type DocumentId } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { decodeDocument, sha256 } from '#wire';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const request = parseDocumentId(threadId);
const thread = parseThreadId(threadId);
const named = (n: number): DocumentId => parseDocumentId(`0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d4${n}`);
const [asking, later] = [named(1), named(2)];
const path = `/api/v1/inbox/${threadId}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const purpose = ['--purpose', 'INVESTIGATION'];

type Shown = Readonly<Record<string, unknown>> & { readonly document: string };

let desk: Desk;
let shown: Shown[];
const liaise = (...args: string[]) => desk.liaise(args);
const item = () =>
  anEvidenceItem({
    document: request,
    sha256: sha256(Buffer.from(shown[0]?.document ?? '', 'base64')),
  });

async function show(
  members: Partial<Document> & { readonly id: DocumentId },
  row: object = {},
): Promise<Shown> {
  const by = desk.xb.officer('ana');
  const to = { state: desk.xa.state, authority: desk.xa.officer('ben').authority };
  const key = desk.xa.authorityKeys.get(`${to.authority} ENFORCEMENT`);
  const recipientKeys = key === undefined ? [] : [key.fingerprint];
  const signed = await desk.signed({ thread, to, recipientKeys, ...members }, by);
  return {
    ...{ dispatch: members.id, direction: 'IN', kind: members.kind, officer: by.officer },
    ...{ committedAt: at(Number.parseInt(members.id.slice(-2), 16)), messageId: null },
    ...{ document: base64(signed.document), signature: base64(signed.signature) },
    ...{ certificate: base64(signed.certificate), stages: [], attachments: [] },
    ...unrecalled,
    ...row,
  };
}

const sent = (): Document => {
  const { document } = desk.server.last(`POST ${path}/answers`).json();
  return decodeDocument(Buffer.from(String(document), 'base64'));
};
function says(kind: string, body: object, ...more: string[]) {
  const file = desk.file('said.json');
  writeFileSync(file, JSON.stringify({ kind, purpose: 'INVESTIGATION', body }));
  return liaise('inbox', 'evidence', threadId, file, '--yes', ...more);
}

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { server } = desk;
  server.on(`GET ${path}`, () => ({
    ...{ thread: threadId, side: 'ASKED', requestType: 'INFORMATION', peer: 'XB' },
    ...{ peerAuthority: 'coast-guard', state: 'IN_PROGRESS', priority: 2, holder: null },
    ...{ formerAuthorities: [], clock: clockOf([], 2), alerts: [], recalls: noRecalls },
    ...{ ...likeNone, operation: null, stop: null, onRoster: true, undelivered: 0 },
    evidence: { owed: 2, awaited: 1 },
    ...{ subjectLine: 'Owner', erased: false, openedAt: at(), updatedAt: at() },
    dispatches: shown.map((row) => ({ ...row, attachments: [] })),
    next: null,
  }));
  server.on(`GET ${path}/dispatches`, () => ({ dispatches: shown, withheld: [], next: null }));
  for (const id of [request, asking, later])
    server.on(`GET ${path}/dispatches/${id}`, () =>
      shown.find((row) => String(row['dispatch']) === String(id)),
    );
  server.on(`POST ${path}/answers`, () => ({ thread: threadId, dispatch: named(9), warnings: [] }));
  shown = [await show({ id: request, kind: 'request' }, { exculpatory: true })];
  const asks = (id: DocumentId) =>
    show({
      ...{ id, kind: 'evidence-consent-request', inReplyTo: request },
      body: { ...bodyOf['evidence-consent-request'](), items: [item()] },
    });
  shown.push(await asks(asking), await asks(later));
}, 60_000);
afterAll(() => desk.close());

describe('what is said about evidence', () => {
  it('replies to the document that it names', async () => {
    const body = { ...bodyOf['evidence-consent-request'](), items: [item()] };
    const run = await says('evidence-consent-request', body);
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent()).toMatchObject({ kind: 'evidence-consent-request', inReplyTo: request, body });
  });

  it('answers the newest question, or the one that is named', async () => {
    const body = { ...bodyOf['evidence-consent'](), items: [item()] };
    expect((await says('evidence-consent', body)).code).toBe(0);
    expect(sent()).toMatchObject({ kind: 'evidence-consent', inReplyTo: later });
    expect((await says('evidence-consent', body, '--answers', asking)).code).toBe(0);
    expect(sent().inReplyTo).toBe(asking);
  });

  it('is filled in without a file: documents by their ids, their hashes by the verified thread', async () => {
    expect((await liaise('inbox', 'show', threadId, ...purpose)).code).toBe(0);
    const fill = (kind: string, ...typed: string[]) =>
      desk.liaise(['inbox', 'evidence', threadId, '--kind', kind], 'yes', typed);
    const words = ['Prosecutor at the regional court', 'Act, section 12', ''];
    const before = desk.server.asked.length;
    const limited = await fill(
      'evidence-consent',
      ...['limited', request.slice(-8), ...words, 'later', 'named-proceedings'],
      ...['investigation', 'Regional court', 'K 1/26', 'XA', 'yes', 'no', 'Not in public.', ''],
      // May be left out: the custody log, conditions, until when.
      ...['', '', ''],
    );
    const reads = desk.server.asked.slice(before).filter(({ path: read }) => read === path);
    expect(reads.map(({ query }) => query.get('limit'))).toEqual(['1', '100']);
    expect([limited.code, limited.asked]).toEqual([
      0,
      expect.arrayContaining(['Its source may be named (yes, no): ']),
    ]);
    expect(sent()).toMatchObject({
      ...{ purpose: 'INVESTIGATION', inReplyTo: later },
      body: {
        ...{ outcome: 'LIMITED', scope: 'NAMED_PROCEEDINGS', reason: 'Not in public.' },
        ...{ items: [{ ...item(), attachments: [] }], conditions: '', mayNameSource: false },
        proceedings: { kind: 'INVESTIGATION', jurisdiction: 'XA' },
      },
    });
    const asks = await fill(
      'evidence-consent-request',
      ...[request, 'That she owns it.', '', 'prosecution', 'Regional court', 'K 1/26', 'XA', 'no'],
    );
    expect([asks.code, sent().body]).toEqual([
      0,
      expect.objectContaining({ purpose: 'That she owns it.', judicialInstrumentAvailable: false }),
    ]);
    const none = await liaise('inbox', 'evidence', threadId, ...purpose);
    expect([none.code, none.err]).toEqual([2, expect.stringMatching('without a file: --kind')]);
  });

  it('formally is filled in line by line, cites documents by their ids, and has the request’s purpose', async () => {
    const fill = (kind: string, typed: readonly string[]) =>
      desk.liaise(['inbox', 'evidence', threadId, '--kind', kind], 'yes', typed);
    const proceedings = ['investigation', 'Regional court', 'K 1/26', 'XA'];
    const asks = await fill('formal-request', [
      ...['Prosecutor', 'Prosecution of two.', '', 'Prosecutor, who leads', ...proceedings],
      ...['other', 'It landed.', '', 'A copy.', '', 'To prove who owned it.', '', 'en'],
      // May be left out: procedure, persons, offences to contact; then what it rests on.
      ...['', 'N. N.', 'unknown', '', '', '', '', '', '', '', '', request.slice(-8), later],
    ]);
    expect([asks.code, asks.err]).toEqual([0, expect.stringMatching(/^Purpose /)]);
    const hashOf = (id: string) =>
      sha256(Buffer.from(shown.find(({ dispatch }) => dispatch === id)?.document ?? '', 'base64'));
    expect(sent()).toMatchObject({
      kind: 'formal-request',
      body: {
        ...{ purpose: 'To prove who owned it.', assistanceTypes: ['OTHER'] },
        persons: [{ identity: 'N. N.', location: 'unknown', nationality: '' }],
        informalExchangeRefs: [{ ...item(), attachments: [] }],
        consentRefs: [{ document: later, sha256: hashOf(later) }],
      },
    });
    const answers = await fill('formal-answer', ['acknowledged', 'Prosecutor', '']);
    expect([answers.code, sent().body]).toEqual([
      0,
      expect.objectContaining({ outcome: 'ACKNOWLEDGED', items: [], reasons: '' }),
    ]);
    const flawed = await fill('formal-answer', ['refused', 'dual-criminalty', 'No.', '', 'P', '']);
    expect(flawed.err).toMatch(/ground: nearest: DUAL_CRIMINALITY; allowed: /);
    const ids = ['executed', 'P', '', '12345', ''];
    expect((await fill('formal-answer', ids)).err).toMatch(
      /form: items\/0\/document: must be the id of a document, as `show` has it\n/,
    );
    expect((await fill('formal-reqest', [])).err).toMatch(/Nearest: formal-request\. Allowed: /);
  });

  it('of a document that does not verify gives no hash', async () => {
    const [first, ...others] = shown;
    if (first === undefined) throw new Error('no request');
    const forged = await desk.signed({ thread, id: request }, desk.xa.officer('ben'));
    shown = [{ ...first, document: base64(forged.document) }, ...others];
    const body = ['outcome=refused', `items=${request}`, 'grantingAuthority=P', 'legalBasis=L'];
    const more = ['given=later', 'reason=No.', 'purpose=investigation'];
    const set = [...body, ...more].flatMap((each) => ['--set', each]);
    const run = await liaise(
      ...['inbox', 'evidence', threadId, '--kind', 'evidence-consent', '--yes', ...set],
    );
    shown = [first, ...others];
    expect([run.code, run.err]).toEqual([4, expect.stringMatching('CLI_DOCUMENT_UNPROVEN')]);
  });

  it('is one of the kinds for that, with all that the Convention asks for', async () => {
    const other = await says('acknowledgement', { note: '' });
    expect([other.code === 0, other.err]).toEqual([false, expect.stringMatching('kind')]);
    const blank = { ...bodyOf['formal-request'](), facts: ' ' };
    expect((await says('formal-request', blank)).err).toMatch(/facts \(art\. 18\(15\)\(c\)\)/);
  });
});

describe('what is owed', () => {
  it.each(['inbox', 'request'])('is listed by %s, with what and by whom', async (name) => {
    const place = `/api/v1/${name === 'inbox' ? 'inbox' : 'requests'}/owed`;
    const row = { thread: threadId, about: request, since: at(), by: 'XA', dueAt: null };
    const rows = ['EVIDENCE_CONSENT', 'CENTRAL_AUTHORITY_NOTICE', 'EXCULPATORY_NOTICE'];
    const due = { dueAt: '2026-01-02T00:00:00.000Z' };
    desk.server.on(`GET ${place}`, () => ({
      owed: rows.map((what) => ({ ...row, what, ...(what === 'CENTRAL_AUTHORITY_NOTICE' && due) })),
      next: null,
    }));
    const { out } = await liaise(name, 'owed', '--purpose', 'INVESTIGATION', '--utc');
    expect(out.trim().split('\n')).toEqual([
      expect.stringMatching(/^THREAD +DOCUMENT +BY/),
      expect.stringMatching(/ XA .* -$/),
      '    owes an answer to the request for consent',
      expect.stringMatching(/ XA .* OVERDUE 2026-01-02 /),
      '    owes the notice that its central authority knows',
      expect.stringMatching(/ XA .* -$/),
      '    owes the notice that it speaks for an accused person',
    ]);
    desk.server.on(`GET ${place}`, () => ({ owed: [], next: null }));
    expect((await liaise(name, 'owed', '--purpose', 'INVESTIGATION')).err).toMatch(
      'Nobody owes an answer.',
    );
  });

  it('and what is marked are shown with the thread', async () => {
    const { out } = await liaise('inbox', 'show', threadId, ...purpose, '--verbose');
    expect(out).toMatch('Your State owes 2 consents or notices about evidence');
    expect(out).toMatch('The neighbour owes 1 consent or notice about evidence');
    expect(out.match(/MARKED: it speaks for an accused person/g)).toHaveLength(1);
    expect(out).toMatch(`sha256 ${item().sha256}`);
  });

  it('is begun by a mark, which nobody sets twice', async () => {
    const place = `POST ${path}/dispatches/${request}/exculpatory`;
    for (const [marked, words] of [
      [true, 'Marked.'],
      [false, 'It was marked before.'],
    ] as const) {
      desk.server.on(place, () => ({ marked }));
      expect((await liaise('inbox', 'mark-exculpatory', threadId, request)).out).toMatch(words);
    }
  });
});
