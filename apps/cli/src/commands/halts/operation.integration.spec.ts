import { writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled } from '../../../../../test/support/desk.js';
import { clockOf, parseDocumentId, parseThreadId, type Document, type DocumentId } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { plainReason } from '#capabilities/suspensions/suspensions.model';
import { decodeDocument } from '#wire';
import { assessmentExample, shownFile } from '../../compose/forms/examples.js';
import { unconfirmedHaltsLine, unconfirmedHaltsOf } from '../../health/unconfirmed-halts.js';
import { parseAnswerDraft } from '../../compose/draft.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const request = parseDocumentId(threadId);
const halts = [1, 2].map((n) => parseDocumentId(`0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d4${n}`));
const path = `/api/v1/requests/${threadId}`;
const purpose = ['--purpose', 'SAFETY_OF_LIFE'];
const none = { halts: [], elsewhere: [], lifting: [], assessedUntil: null };
const stop = {
  ...{ stop: 'a7a1b8f2-94b6-4d2c-9d1b-5a3f6f0f2a11', raisedBy: 'a.novak', raisedAt: at() },
  ...{ withdrawal: null, liftProposedBy: null, liftProposedAt: null },
};

const formal = {
  ...{ code: 'FORMAL_ROUTE_NEEDED', rule: 'by-judge', law: 'Code, art. 112', powers: [] },
  channel: 'CENTRAL_AUTHORITY_NOTICE',
};

let desk: Desk;
let row: object;
let shown: Readonly<Record<string, unknown>>[];
const liaise = (...args: string[]) => desk.liaise(args);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

async function document(members: Partial<Document> & { readonly id: DocumentId }) {
  const to = { state: desk.xb.state, authority: desk.xb.officer('ana').authority };
  const signed = await desk.signed({ thread: parseThreadId(threadId), to, ...members });
  return {
    ...{ dispatch: members.id, direction: 'OUT', kind: members.kind, officer: 'a.novak' },
    ...{ committedAt: at(), messageId: null, stages: [], attachments: [], ...unrecalled },
    ...{ document: base64(signed.document), signature: base64(signed.signature) },
    certificate: base64(signed.certificate),
  };
}

beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  const { server } = desk;
  shown = [
    { ...(await document({ id: request, kind: 'request' })), warnings: [formal] },
    await document({
      id: halts[0] as DocumentId,
      kind: 'halt',
      inReplyTo: request,
      body: { danger: '' },
    }),
  ];
  const page = () => ({
    ...{ thread: threadId, side: 'ASKING', requestType: 'CONTROLLED_DELIVERY', peer: 'XB' },
    ...{ peerAuthority: desk.xb.officer('ana').authority, priority: 2, holder: null },
    ...{
      formerAuthorities: [],
      clock: clockOf([], 2),
      alerts: [],
      recalls: noRecalls,
      evidence: noRecalls,
    },
    ...{
      state: 'IN_PROGRESS',
      operation: { ...none, assessedUntil: at() },
      stop: null,
    },
    ...likeNone,
    ...{
      subjectLine: 'Lorry',
      onRoster: true,
      undelivered: 0,
      erased: false,
      openedAt: at(),
      updatedAt: at(),
    },
    ...row,
    dispatches: shown,
    next: null,
  });
  server.on(`GET ${path}`, page);
  server.on(`GET ${path}/dispatches`, () => ({ dispatches: shown, withheld: [], next: null }));
  for (const { dispatch } of shown)
    server.on(`GET ${path}/dispatches/${String(dispatch)}`, () =>
      shown.find((each) => each['dispatch'] === dispatch),
    );
  server.on('POST /api/v1/requests', () => ({ thread: threadId, dispatch: request, warnings: [] }));
  server.on(`POST ${path}/stop`, () => stop);
  server.on(`POST ${path}/stop/lift`, () => ({
    ...stop,
    liftProposedBy: 'a.novak',
    liftProposedAt: at(),
  }));
  server.on(`POST ${path}/stop/lift/confirm`, () => ({ stop: stop.stop }));
  const record = { ...stop, ground: 'ASYLUM_CLAIM', text: 'Said today.', liftText: null };
  server.on(`GET ${path}/stops`, () => ({
    stops: [{ ...record, liftedBy: null, liftedAt: null }],
  }));
});
beforeEach(() => {
  row = {};
});
afterAll(() => desk.close());

const documentIn = (body: Readonly<Record<string, unknown>>): Document =>
  decodeDocument(Buffer.from(String(body['document']), 'base64'));
const sent = () => documentIn(desk.server.last('POST /api/v1/requests').json());

describe('an assessment', () => {
  it('is filled in by a form', async () => {
    const words = ['Eleven in a lorry.', '', 'A team follows.', '', 'Duty commander'];
    const until = assessmentExample.body.validUntil;
    const run = await desk.liaise(['request', 'assess', threadId, ...purpose, '--yes'], undefined, [
      ...words,
      until,
    ]);
    expect([run.code, run.asked.at(-1)]).toEqual([0, expect.stringMatching('a time in UTC')]);
    expect(sent()).toMatchObject({
      kind: 'risk-assessment',
      body: { riskToLife: 'Eleven in a lorry.', validUntil: until },
    });
  });
});

describe('the stop-word', () => {
  it('goes without a file, in answer to the request', async () => {
    const run = await liaise('request', 'halt', threadId, ...purpose, '--yes');
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent()).toMatchObject({ kind: 'halt', body: { danger: '' }, inReplyTo: request });
    // Once the thread was shown, nobody need say why it is read.
    expect((await liaise('request', 'show', threadId, ...purpose)).code).toBe(0);
    const unseen = await liaise('request', 'halt', threadId, '--yes');
    expect([unseen.code, unseen.err]).toEqual([2, expect.stringMatching('states INVESTIGATION')]);
    const again = await desk.liaise(['request', 'halt', threadId], 'yes');
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/^Purpose \w+, as the/)]);
  });

  it('is lifted in answer to the oldest that waits for this State', async () => {
    const waits = [
      { halt: halts[1], direction: 'IN', awaits: ['IN'] },
      { halt: halts[0], direction: 'OUT', awaits: ['OUT', 'IN'] },
    ];
    row = { operation: { ...none, halts: waits } };
    writeFileSync(desk.file('why.txt'), 'They are out.\n');
    const resume = ['request', 'resume', threadId, desk.file('why.txt'), ...purpose, '--yes'];
    const run = await liaise(...resume);
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent()).toMatchObject({ body: { assurance: 'They are out.' }, inReplyTo: halts[0] });
    const said = ['request', 'resume', threadId, '--text', 'All are out.', ...purpose, '--yes'];
    expect((await liaise(...said)).code).toBe(0);
    expect(sent()).toMatchObject({ body: { assurance: 'All are out.' } });
    const twice = [...resume.with(3, '-'), '--passphrase-file', '-'];
    expect((await liaise(...twice)).err).toMatch('either the text or the passphrase');
    row = { operation: { ...none, halts: waits.slice(0, 1) } };
    expect((await liaise(...resume)).err).toMatch('no stop-word waits for your State here');
  });

  it('and an assessment that is missing stand first in the story and the list', async () => {
    const open = { halt: halts[0], direction: 'OUT', awaits: ['OUT', 'IN'] };
    const elsewhere = [
      { halt: 'a'.repeat(64), heard: false },
      { halt: 'b'.repeat(64), heard: null },
    ];
    const lifting = ['c'.repeat(64)];
    row = { operation: { ...none, halts: [open], elsewhere, lifting }, stop };
    const { out } = await liaise('request', 'show', threadId, ...purpose);
    expect(out).toMatch(
      /HALTED by your State .* until your State and XB have said that it may go on/,
    );
    expect(out).toMatch(/HALTED elsewhere .*\(a{8}\); XB has not confirmed it: no step is taken/);
    expect(out).toMatch(/HALTED elsewhere .*\(b{8}\): no step is taken until it is lifted there/);
    expect(out).toMatch(
      /LIFTED elsewhere .*\(c{8}\); XB has not confirmed it and may still stand still/,
    );
    expect(out).toMatch('The risk to people is not assessed');
    expect(out).toMatch('STOPPED by a.novak');
    expect(out).toMatch(
      /FORMAL_ROUTE_NEEDED: by the law of XA what is asked .*tell the central authority .*by-judge: Code, art. 112/,
    );
  });

  it('that did not leave holds all the same: nobody is told to say it again', async () => {
    const all = shown;
    const kept = [{ stage: 'QUEUED', at: at(), code: 'COMPOSED_TIME_INVALID', receipt: null }];
    shown = all.map((each) => (each['kind'] === 'halt' ? { ...each, stages: kept } : each));
    const { out } = await liaise('request', 'show', threadId, ...purpose);
    shown = all;
    expect(out).toMatch('It holds here all the same, and cannot be lifted: call their desk');
    expect(out).not.toMatch('counts as not said');
  });

  it('an assessment is taken as the help shows it', async () => {
    expect(parseAnswerDraft('x', shownFile(assessmentExample)).body).toEqual(
      assessmentExample.body,
    );
    writeFileSync(desk.file('a.json'), JSON.stringify(assessmentExample));
    const run = await liaise('request', 'assess', threadId, desk.file('a.json'), '--yes');
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    expect(sent()).toMatchObject({ kind: 'risk-assessment', inReplyTo: request });
  });
});

describe('the status of a State', () => {
  it('says how many words a State of an operation has not confirmed', () => {
    const line = (metrics: Readonly<Record<string, number>>) =>
      unconfirmedHaltsLine(unconfirmedHaltsOf({ metrics }));
    expect(line({})).toBe('unknown');
    expect(line({ 'halts.unconfirmed': 0 })).toBe(
      'every State of an operation knows of its stop-words',
    );
    expect(line({ 'halts.unconfirmed': 2 })).toMatch(/^2 .* not confirmed/);
  });
});

describe('a stop', () => {
  const raise = (...more: string[]) =>
    liaise('request', 'stop', threadId, '--ground', 'ASYLUM_CLAIM', ...purpose, ...more, '--yes');

  it('goes with a signed withdrawal that says what every other says', async () => {
    writeFileSync(desk.file('text.txt'), 'Said today.\n');
    const run = await raise(desk.file('text.txt'));
    expect([run.code, run.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    const body = desk.server.last(`POST ${path}/stop`).json();
    expect(body).toMatchObject({ ground: 'ASYLUM_CLAIM', text: 'Said today.' });
    const withdrawal = documentIn(body['withdrawal'] as Readonly<Record<string, unknown>>);
    expect(withdrawal).toMatchObject({ kind: 'withdrawal', body: { reason: plainReason } });
    expect(JSON.stringify(withdrawal)).not.toMatch(/asylum|today/i);
    // Purpose of the request, whatever the purpose of the read was.
    expect(withdrawal).toMatchObject({ purpose: 'INVESTIGATION' });
    // Same for the default withdrawal.
    const usual = await liaise('request', 'withdraw', threadId, ...purpose, '--yes');
    expect([usual.code, usual.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    const { id, composedAt, ...said } = withdrawal;
    expect([id, composedAt]).not.toContain(undefined);
    expect(sent()).toMatchObject(said);
    // The purpose of a thread from which something was sent is known.
    const known = await desk.liaise(['request', 'withdraw', threadId], 'yes');
    expect([known.code, sent()]).toEqual([0, expect.objectContaining(said)]);
  });

  it('goes without one once the request has ended', async () => {
    row = { state: 'ANSWERED' };
    expect((await raise()).code).toBe(0);
    const body = desk.server.last(`POST ${path}/stop`).json();
    expect(body).toEqual({ ground: 'ASYLUM_CLAIM', text: '' });
  });

  it('is lifted by two, and read', async () => {
    writeFileSync(desk.file('why.txt'), 'Another person.');
    const lift = await liaise('request', 'lift', threadId, desk.file('why.txt'));
    expect(lift.out).toMatch('a.novak wants it lifted: another officer must do it');
    const seen = await liaise('request', 'lift', threadId, '--text', 'Another person.');
    expect([seen.code, seen.err]).toEqual([2, expect.stringContaining("unknown option '--text'")]);
    const done = await liaise('request', 'lift-confirm', threadId);
    expect(done.out).toMatch(`Lifted: ${stop.stop}`);
    const { out } = await liaise('request', 'stops', threadId, ...purpose);
    expect(out).toMatch(/a\.novak: ASYLUM_CLAIM\n +Said today\.\n +It holds\./);
  });
});
