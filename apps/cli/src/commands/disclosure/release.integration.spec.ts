import { writeFileSync } from 'node:fs';
import { aRelease, aRequestBody, at, bodyOf, days } from '../../../../../test/support/builders.js';
import {
  composed,
  deskOf,
  directoriesOf,
  enclosedRelease,
  enclosing,
  handingOn,
  releasing,
} from '../../../../../test/support/documents.js';
import { Desk, noRecalls, unrecalled } from '../../../../../test/support/desk.js';
import {
  clockOf,
  isKind,
  parseDocumentId,
  parseThreadId,
  timestamp,
  type Body,
  type Document,
  type DocumentId,
} from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { enclosedDocuments, openEnclosed } from '#trust';
import { decodeDocument, sha256 } from '#wire';
import { aLinkId, aState } from '../../../../../test/support/state.js';
import { forwardExample } from '../../compose/forms/examples.js';
import { plain } from '../../print/fixtures/plain.js';
import { shortId } from '../../print/short-id.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const request = parseDocumentId(threadId);
const thread = parseThreadId(threadId);
const named = (n: number): DocumentId => parseDocumentId(`0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d4${n}`);
const [asking, consent, other] = [named(1), named(2), named(3)];
const path = `/api/v1/inbox/${threadId}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const purpose = ['--purpose', 'INVESTIGATION'];
const bound: Document['handling'] = {
  codes: ['H2'],
  evaluation: { source: 'B', information: '2' },
  restrictions: '',
  retentionMonths: 3,
};

interface Shown {
  readonly dispatch: DocumentId;
  readonly document: string;
  readonly [name: string]: unknown;
}

let desk: Desk;
let shown: Shown[];
let item: Shown;
const liaise = (...args: string[]) => desk.liaise(args);
const until = timestamp(new Date(Date.now() + 3_600_000));
const release = () =>
  aRelease({
    item: request,
    itemSha256: sha256(Buffer.from(item.document, 'base64')),
    recipient: { state: desk.xb.state, authority: desk.xb.officer('ben').authority },
    until,
  });

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { server } = desk;
  const after = (id: string | null) =>
    shown.slice(shown.findIndex(({ dispatch }) => dispatch === id) + 1);
  server.on(`GET ${path}`, ({ query }) => ({
    ...{ thread: threadId, side: 'ASKED', requestType: 'INFORMATION', peer: 'XB' },
    ...{ peerAuthority: 'coast-guard', state: 'IN_PROGRESS', priority: 2, holder: null },
    ...{
      formerAuthorities: [],
      clock: clockOf([], 2),
      alerts: [],
      recalls: noRecalls,
      evidence: noRecalls,
    },
    ...{ ...likeNone, operation: null, stop: null, onRoster: true, undelivered: 0 },
    ...{ subjectLine: 'Owner', erased: false, openedAt: at(), updatedAt: at() },
    dispatches: after(query.get('after')).map((row) => ({ ...row, attachments: [] })),
    next: null,
  }));
  server.on(`GET ${path}/dispatches`, ({ query }) => ({
    dispatches: after(query.get('after')),
    withheld: [],
    next: null,
  }));
  for (const id of [request, asking, consent, other])
    server.on(`GET ${path}/dispatches/${id}`, () => shown.find(({ dispatch }) => dispatch === id));
  server.on(`POST ${path}/answers`, () => ({ thread: threadId, dispatch: named(9), warnings: [] }));
  server.on('POST /api/v1/requests', () => ({
    thread: threadId,
    dispatch: named(9),
    warnings: [],
  }));
  item = await show({ id: request, kind: 'request', handling: bound }, 'IN');
  shown = [item];
}, 60_000);
afterAll(() => desk.close());

async function show(
  members: Partial<Document> & { readonly id: DocumentId },
  direction: 'IN' | 'OUT',
): Promise<Shown> {
  const by = direction === 'IN' ? desk.xb.officer('ana') : desk.xa.officer('ben');
  const to = direction === 'IN' ? desk.xa : desk.xb;
  const address = { state: to.state, authority: to.officer('ben').authority };
  const key = to.authorityKeys.get(`${address.authority} ENFORCEMENT`);
  const recipientKeys = key === undefined ? [] : [key.fingerprint];
  const signed = await desk.signed({ thread, to: address, recipientKeys, ...members }, by);
  return {
    ...{ dispatch: members.id, direction, kind: members.kind, officer: by.officer },
    ...{ committedAt: at(Number.parseInt(members.id.slice(-2), 16)), messageId: null },
    ...{ document: base64(signed.document), signature: base64(signed.signature) },
    ...{ certificate: base64(signed.certificate), stages: [], attachments: [] },
    ...unrecalled,
  };
}
const asks = (id = asking): Promise<Shown> => {
  const body: Body<'forward-consent-request'> = { ...release(), reason: 'It is bound for XC.' };
  return show({ id, kind: 'forward-consent-request', inReplyTo: request, body }, 'IN');
};
const consents = (members: object = {}): Promise<Shown> => {
  const body = { ...release(), outcome: 'GRANTED', reason: '', ...members };
  const members_ = { id: consent, kind: 'forward-consent', inReplyTo: other, body };
  return show(members_ as Partial<Document> & { id: DocumentId }, 'IN');
};
const sent = (where = `POST ${path}/answers`): Document =>
  decodeDocument(Buffer.from(String(desk.server.last(where).json()['document']), 'base64'));

describe('asking the originator', () => {
  it('names the document by its hash, the recipient, purpose and time', async () => {
    shown = [item];
    writeFileSync(desk.file('why.txt'), 'It is bound for XC.\n');
    const run = await liaise(
      ...['inbox', 'ask-consent', threadId, request, desk.file('why.txt'), ...purpose, '--yes'],
      ...['--recipient', 'XC/coast-guard', '--until', until],
    );
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent()).toMatchObject({
      kind: 'forward-consent-request',
      inReplyTo: request,
      body: {
        ...release(),
        recipient: { state: 'XC', authority: 'coast-guard' },
        reason: 'It is bound for XC.',
      },
    });
    const further = await liaise(
      ...['inbox', 'ask-consent', threadId, request, desk.file('why.txt'), ...purpose, '--yes'],
      ...['--recipient', 'XD/police', '--through', 'XC/coast-guard', '--until', until],
    );
    expect(further.code).toBe(0);
    expect(sent().body).toMatchObject({ through: [{ state: 'XC', authority: 'coast-guard' }] });
  });
});

describe('the originator', () => {
  const answer = (name: string, ...more: string[]) =>
    liaise('inbox', name, threadId, ...more, ...purpose, '--yes');

  it('answers in the words of the question, until a time of its own', async () => {
    shown = [item, await asks()];
    expect((await answer('consent')).code).toBe(0);
    const body = { ...release(), outcome: 'GRANTED', reason: '' };
    expect(sent()).toMatchObject({ kind: 'forward-consent', inReplyTo: asking, body });
    const early = timestamp(new Date(Date.now() + 60_000));
    expect((await answer('consent', '--until', early)).code).toBe(0);
    expect(sent()).toMatchObject({ body: { ...body, until: early } });
    writeFileSync(desk.file('no.txt'), 'A source would be known.');
    expect((await answer('deny-consent', desk.file('no.txt'))).code).toBe(0);
    expect(sent().body).toEqual({
      ...{ ...body, outcome: 'REFUSED' },
      reason: 'A source would be known.',
    });
    expect((await answer('deny-consent', '--text', 'Not yet.')).code).toBe(0);
    expect(sent().body).toMatchObject({ outcome: 'REFUSED', reason: 'Not yet.' });
  });

  it('lets a forward go on with the consent of the State whose document it hands on', async () => {
    shown = [item, await asks(), await consents()];
    const place = `inbox/${threadId}/${consent}`;
    expect((await answer('consent', '--enclose', place)).code).toBe(0);
    const { releases } = sent().body as Body<'forward-consent'>;
    expect(releases).toMatchObject([{ document: shown[2]?.document }]);
    // Nothing else in this answer brings directory entries of the signer.
    expect(releases?.[0]?.directory?.length).toBeGreaterThan(0);
    const none = await answer('consent', '--enclose', `inbox/${threadId}/${request}`);
    expect(none.err).toMatch('is no consent');
  });

  it('is asked which one, and that there is none', async () => {
    shown = [item, await asks(), await asks(other)];
    const unclear = await answer('consent');
    expect([unclear.code, unclear.err]).toEqual([
      2,
      expect.stringMatching(`--ask ${asking} or ${other}`),
    ]);
    expect((await answer('consent', '--ask', other)).code).toBe(0);
    expect(sent().inReplyTo).toBe(other);
    shown = [item];
    expect((await answer('consent')).err).toMatch('no question for consent to a release');
  });
});

describe('a forward', () => {
  const place = `inbox/${threadId}/${request}`;
  const written = (more: object) => {
    const to = { state: 'XB', authority: 'coast-guard' };
    const body = { ...forwardExample.body, ...more };
    writeFileSync(desk.file('forward.json'), JSON.stringify({ ...forwardExample, to, body }));
    return liaise(
      ...['request', 'forward', desk.file('forward.json'), '--enclose', place, '--yes'],
    );
  };
  const forward = async (more: object = {}): Promise<Document> => {
    const run = await written(more);
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    return sent('POST /api/v1/requests');
  };

  it('encloses the document with the consent for its recipient, as strictly as it wants', async () => {
    shown = [item, await consents()];
    const document = await forward();
    if (!isKind(document, 'forward')) throw new Error('no forward');
    expect(document.handling).toEqual({ ...bound, codes: ['H1', 'H2'] });
    expect(document.body).toMatchObject(forwardExample.body);
    const [one] = enclosedDocuments(document);
    expect([one?.document.id, one?.consent?.document.id]).toEqual([request, consent]);
    // The release is valid, but for the State that made it.
    const directories = await directoriesOf([desk.xa, desk.xb]);
    const forwarder = directories('XA');
    const opening = openEnclosed(document, {
      forwarder,
      directoryOf: () => undefined,
      at: new Date(),
    });
    await expect(opening).rejects.toMatchObject({
      detail: '/body/enclosed/0: of a State to which it comes back',
    });
  });

  it('is filled in by a form, kept as a draft, and resumed with what it encloses', async () => {
    shown = [item, await consents()];
    const form = ['request', 'forward', '--to', 'xb/coast-guard'];
    const typed = ['investigation', 'Vessel, told by XC', 'BP-1', 'It lies there.', ''];
    const none = await desk.liaise(form, undefined, typed);
    expect([none.code, none.err]).toEqual([2, expect.stringMatching('nothing is enclosed')]);
    const enclosing = [...form, '--enclose', place, '--set', 'language=en'];
    const kept = await desk.liaise([...enclosing, '--keep', '--json'], undefined, typed);
    const { draft } = JSON.parse(kept.out) as { draft: string };
    const bare = await liaise('draft', 'resume', draft, '--yes');
    expect([bare.code, bare.err]).toEqual([2, expect.stringMatching('nothing is enclosed')]);
    // Refused before the form is begun: the file that it begins with is not even looked for.
    const begun = await liaise('draft', 'resume', draft, '--from', desk.file('none.json'));
    expect([begun.code, begun.err]).toEqual([2, expect.stringMatching('nothing is enclosed')]);
    const again = await liaise('draft', 'resume', draft, '--enclose', place, '--yes');
    expect([again.code, again.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent('POST /api/v1/requests')).toMatchObject({
      ...{ kind: 'forward', purpose: 'INVESTIGATION' },
      body: { subjectLine: 'Vessel, told by XC', language: 'en', reason: 'It lies there.' },
    });
  });

  it('is kept from the contact points by an exception that its officer names', async () => {
    shown = [item, await consents()];
    const copyException = { exception: 'SAFETY_OF_PERSON', reason: 'A source would be known.' };
    const { body } = await forward({ copyException });
    expect(body).toMatchObject({ ...forwardExample.body, copyException });
    for (const [wrong, flaw] of [
      [
        { ...copyException, exception: 'HABIT' },
        'copyException/exception: allowed: SENSITIVE_INVESTIGATION, ',
      ],
      [{ ...copyException, until: 'then' }, 'unknown member "until"'],
    ] as const)
      expect((await written({ copyException: wrong })).err).toMatch(flaw);
    const all = { copyException: { exception: 'HABIT' }, langage: 'en', reason: '' };
    expect((await written(all)).err).toMatch(
      /"langage"; nearest: language; [^]*reason: must not be empty[^]*copyException\/reason: missing/,
    );
  });

  it('takes no consent that ended, is for another, or was taken back', async () => {
    const mark = { recall: other, act: 'RECALL', at: at(), answer: null };
    for (const none of [
      await consents({ until: at(days(-1)) }),
      await consents({ recipient: { state: 'XC', authority: 'coast-guard' } }),
      { ...(await consents()), recalls: [mark] },
    ]) {
      shown = [item, none];
      const document = await forward();
      if (!isKind(document, 'forward')) throw new Error('no forward');
      expect(document.body.enclosed[0]?.consent).toBeUndefined();
    }
  });
});

describe('the story of a forward', () => {
  it('shows each document as its State signed it, from whom through whom, and by whose release', async () => {
    const xc = await aState('XC').build();
    const states = { from: xc, to: desk.xb, name: 'ana' };
    const said = await composed(aLinkId(), states, { handling: bound, body: aRequestBody() });
    const { authority } = desk.xa.officer('ben');
    const names = aRelease({
      ...{ item: said.id, itemSha256: sha256(said.document), until },
      recipient: { state: desk.xa.state, authority },
    });
    const body: Body<'forward-consent'> = { ...names, outcome: 'GRANTED', reason: '' };
    const place = { thread: parseThreadId(said.id), inReplyTo: other };
    const given = await composed(aLinkId(), states, { kind: 'forward-consent', body, ...place });
    const enclosed = [await enclosing(xc, said, given)];
    const forwarded = (inside: readonly Enclosed[]): Promise<Shown> => {
      const whole: Body<'forward'> = { ...bodyOf.forward(), enclosed: inside };
      return show({ id: request, kind: 'forward', body: whole, handling: bound }, 'IN');
    };
    shown = [await forwarded(enclosed)];
    const whole = ['inbox', 'show', threadId, ...purpose, '--verbose', '--utc'];
    const { code, out } = await liaise(...whole);
    expect([code, out]).toEqual([0, expect.stringMatching(`enclosed 1: request ${said.id}`)]);
    expect(out).toMatch('from ana, border-police of XC, through XB');
    expect(out).toMatch(
      '[verified] by what XB brings of the directory of XC, whose root it says is ',
    );
    expect(out).toMatch(`to ${authority} of XA for INVESTIGATION until ${plain().when(until)}`);
    expect(out).toMatch('Owner of a vehicle');
    expect(out).not.toMatch(enclosed[0]?.document.slice(0, 60) ?? '');

    // Through two States: each signs its part.
    const xd = await aState('XD').build();
    const first = await composed(
      aLinkId(),
      { from: xd, to: xc, name: 'ana' },
      { handling: bound, body: aRequestBody() },
    );
    const toB = await releasing([xd, xc], first, deskOf(desk.xb));
    const onward = await handingOn([xc, desk.xb], [await enclosing(xd, first, toB)], {
      handling: bound,
    });
    const byD = await releasing([xd, xc], first, names.recipient, { through: [deskOf(desk.xb)] });
    const byC = await releasing([xc, desk.xb], onward, names.recipient, {
      releases: [await enclosedRelease(xd, byD)],
    });
    shown = [await forwarded([await enclosing(xc, onward, byC)])];
    const twice = await liaise(...whole);
    expect([twice.code, twice.out]).toEqual([
      0,
      expect.stringMatching(`enclosed 1.1: request ${first.id}`),
    ]);
    expect(twice.out).toMatch('from ana, border-police of XD, through XC, XB');
    expect(twice.out).not.toMatch(Buffer.from(first.document).toString('base64').slice(0, 60));

    shown = [await forwarded([await enclosing(xc, said)])];
    const bad = await liaise('inbox', 'show', threadId, ...purpose);
    expect([bad.code, bad.out]).toEqual([4, expect.stringMatching('CONSENT_MISSING')]);
    expect(bad.out).toMatch('[NOT VERIFIED]');
  });
});

describe('the list of what was asked', () => {
  it.each(['inbox', 'request'])('of %s says who owes an answer', async (name) => {
    const place = `/api/v1/${name === 'inbox' ? 'inbox' : 'requests'}/consents`;
    const originator = { state: 'XB', authority: 'coast-guard' };
    const one = {
      thread: threadId,
      request: asking,
      item: request,
      by: 'XA',
      originator,
      at: at(),
    };
    const answer = { document: consent, outcome: 'GRANTED', at: at() };
    const rows = [
      { ...one, answer: null },
      { ...one, answer },
    ];
    desk.server.on(`GET ${place}`, () => ({ consents: rows, next: asking }));
    const { out, err } = await liaise(name, 'consents', '--purpose', 'INVESTIGATION', '--all');
    expect(out.split('\n').filter((line) => line.startsWith('6'))).toEqual([
      expect.stringMatching('OWED'),
      expect.stringMatching('GRANTED'),
    ]);
    expect(err).toMatch(`--after ${shortId(asking)}\n`);
    desk.server.on(`GET ${place}`, () => ({ consents: [], next: null }));
    expect((await liaise(name, 'consents', '--purpose', 'INVESTIGATION')).err).toMatch(
      'Nobody owes an answer.',
    );
  });
});
