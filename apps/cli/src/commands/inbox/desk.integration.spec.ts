import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import {
  Desk,
  noneWaiting,
  noRecalls,
  unrecalled,
  unstopped,
} from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { clockOf, parseDocumentId, parseThreadId, type Document } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { decodeDocument } from '#wire';
import { shortId } from '../../print/short-id.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const answerId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f';
const thread = parseThreadId(threadId);
const path = `/api/v1/inbox/${threadId}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const row = (members: object = {}) => ({
  ...{ thread: threadId, side: 'ASKED', requestType: 'INFORMATION', peer: 'XB' },
  ...{ peerAuthority: 'coast-guard', state: 'IN_PROGRESS', priority: 2, holder: null },
  ...{
    formerAuthorities: [],
    clock: clockOf([], 2),
    alerts: [],
    recalls: noRecalls,
    evidence: noRecalls,
    ...likeNone,
    ...unstopped,
    subjectLine: 'Owner',
    erased: false,
  },
  ...{ openedAt: at(), updatedAt: at() },
  ...members,
});

let desk: Desk;
const liaise = (...args: string[]) => desk.liaise(args);
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

describe('in whose hands a request is', () => {
  it('assign, release and handover ask for just that', async () => {
    const { server } = desk;
    const late = new Date(Date.now() + 12 * 60_000 + 30_500).toISOString();
    const clock = { acknowledgeBy: null, dueAt: null };
    const assigned = { thread: threadId, state: 'IN_PROGRESS', holder: null, ...clock };
    server.on(`POST ${path}/assign`, () => ({ ...assigned, holder: 'b.meier' }));
    server.on(`POST ${path}/release`, () => assigned);
    server.on(`POST ${path}/claim`, () => ({ ...assigned, holder: 'a.novak' }));
    server.on('POST /api/v1/inbox/handover', () => ({ threads: 3, more: true }));
    const given = await liaise('inbox', 'assign', threadId, 'b.meier');
    expect([given.out, given.err]).toEqual([expect.stringMatching('b.meier'), '']);
    expect(server.last(`POST ${path}/assign`).json()).toEqual({ officer: 'b.meier' });
    const back = await liaise('inbox', 'release', threadId);
    expect([back.out, back.err]).toEqual([expect.stringMatching(/^6a1c2d3e .* nobody\n$/m), '']);
    const claimed = await liaise('inbox', 'claim', threadId);
    expect([claimed.out, claimed.err]).toEqual([
      expect.stringMatching(/^6a1c2d3e {2}IN_PROGRESS {2}a\.novak\n$/m),
      expect.stringMatching(/inbox show .* --purpose[^]*Next, .*inbox ack \S+\n$/),
    ]);
    // Claimed is not yet taken in hand: the next step and its remaining minutes are shown.
    const risk = { ...assigned, holder: 'a.novak', acknowledgeBy: late };
    server.on(`POST ${path}/claim`, () => risk);
    expect((await liaise('inbox', 'claim', threadId)).err).toMatch(
      /it counts as in hand only when they are told so, 12:[23]\d min left: liaise inbox ack /,
    );
    const shift = await liaise('inbox', 'handover', 'b.meier');
    expect([shift.out, shift.err]).toEqual([
      expect.stringMatching('b.meier has 3 more'),
      expect.stringMatching('once more'),
    ]);
    expect((await liaise('inbox', 'handover', 'B. Meier')).code).toBe(2);
  });

  it('lists by time left, and what is unclaimed, one’s own, or due soon', async () => {
    const { server } = desk;
    server.on('GET /api/v1/inbox', () => ({ threads: [row()], next: null, waiting: noneWaiting }));
    const reading = ['--purpose', 'INVESTIGATION'];
    const due = [...reading, '--order', 'due', '--unclaimed', '--mine', '--due-within', '24'];
    due.push('--open');
    const place = `${threadId}~0~${at()}`;
    const seen = ['--after', place];
    expect((await liaise('inbox', 'list', ...due, ...seen)).code).toBe(0);
    expect(Object.fromEntries(server.last('GET /api/v1/inbox').query)).toEqual({
      ...{
        purpose: 'INVESTIGATION',
        limit: '50',
        order: 'DUE',
        unclaimed: 'true',
        mine: 'true',
        dueWithin: '24',
      },
      ...{ after: place, open: 'true' },
    });
    await liaise('inbox', 'list', ...reading);
    expect(Object.fromEntries(server.last('GET /api/v1/inbox').query)).toEqual({
      purpose: 'INVESTIGATION',
      limit: '50',
    });
    expect((await liaise('inbox', 'list')).err).toMatch('--purpose');
    // A full page may not be the whole list.
    const clock = { ...clockOf([], 2), dueAt: at() };
    const page = { threads: [row({ clock })], next: place, waiting: noneWaiting };
    server.on('GET /api/v1/inbox', () => page);
    const full = await liaise('inbox', 'list', ...due, '--limit', '1');
    expect(full.err).toContain(`More follow: --after ${place}`);
    server.on('GET /api/v1/inbox', () => ({
      threads: [row({ clock, priority: 0 })],
      next: null,
      waiting: { undelivered: 2, unassigned: 1_000 },
    }));
    const first = await liaise('inbox', 'list', ...due, '--limit', '1');
    expect(first.err).not.toContain('--after');
    expect(first.err).toContain('At this desk: 2 NOT DELIVERED, 1000 or more IN NOBODY’S HANDS.');
    expect((await liaise('inbox', 'list', ...reading, '--order', 'size')).code).toBe(2);
    // The id as the list shows it is enough.
    const [, line = ''] = first.out.split('\n');
    const short = threadId.slice(-8);
    expect(line).toMatch(new RegExp(`^${short}  .*  LIFE Owner$`));
    server.on(`POST ${path}/release`, () => ({
      ...{ thread: threadId, state: 'IN_PROGRESS', holder: null, acknowledgeBy: null, dueAt: null },
    }));
    expect((await liaise('inbox', 'release', short, '--verbose')).out).toMatch(threadId);
    expect((await liaise('inbox', 'release', 'ffffffff')).err).toMatch('CLI_ID_UNKNOWN');
  });
});

describe('a search', () => {
  it('says below each thread by which of its words it was found', async () => {
    const { server } = desk;
    const found = [row({ foundBy: ['PLATE', 'TEXT'] }), row({ foundBy: [] })];
    server.on('POST /api/v1/inbox/search', () => ({ threads: found, more: false }));
    writeFileSync(desk.file('words.txt'), 'XB-417-KL\n');
    const { out } = await liaise(
      'inbox',
      'search',
      desk.file('words.txt'),
      ...['--purpose', 'PREVENTION'],
    );
    expect(server.last('POST /api/v1/inbox/search').json()).toEqual({
      ...{ purpose: 'PREVENTION', words: 'XB-417-KL' },
    });
    expect(out.match(/found by/g)).toHaveLength(1);
    expect(out).toMatch(/Owner\n +found by plate, subject line\n/);
  });
});

describe('an answer over which somebody else was faster', () => {
  const inReplyTo = parseDocumentId(threadId);
  let shown: Record<string, unknown>[];
  const page = (after: string | null) =>
    shown.slice(shown.findIndex(({ dispatch }) => dispatch === after) + 1);
  const showing = ({ query }: { readonly query: URLSearchParams }) => ({
    ...row({ holder: 'b.meier', state: 'ANSWERED_PARTIAL' }),
    ...{ dispatches: page(query.get('after')), next: null },
  });
  const file = () => desk.file('answer.json');
  const answer = (...flags: string[]) =>
    liaise('inbox', 'answer', threadId, file(), '--yes', ...flags);

  beforeAll(async () => {
    const show = async (
      members: Partial<Document>,
      [name, committedAt]: readonly [string, string],
      from = desk.xa,
    ) => {
      const officer = from.officer(name);
      const signed = await desk.signed({ thread, ...members }, officer);
      return {
        ...{ dispatch: members.id, direction: from === desk.xa ? 'OUT' : 'IN' },
        ...{ kind: members.kind, officer: name, committedAt, messageId: null },
        ...{ document: base64(signed.document), signature: base64(signed.signature) },
        ...{ certificate: base64(signed.certificate), stages: [], attachments: [] },
        ...unrecalled,
      };
    };
    const [xa, xb] = [{ state: desk.xa.state }, { state: desk.xb.state }];
    const police = desk.xa.officer('ben').authority;
    const guard = desk.xb.officer('ana').authority;
    const request = { id: inReplyTo, kind: 'request', to: { ...xa, authority: police } } as const;
    const body = { final: false, information: 'She is registered.' };
    const response = {
      kind: 'response',
      inReplyTo,
      to: { ...xb, authority: guard },
      body,
    } as const;
    shown = [
      await show(request, ['ana', '2026-03-01T10:00:00.000Z'], desk.xb),
      await show({ ...response, id: parseDocumentId(answerId) }, [
        'ben',
        '2026-03-01T12:00:00.000Z',
      ]),
    ];
    const { server } = desk;
    server.on(`GET ${path}`, showing);
    server.on(`GET ${path}/dispatches`, ({ query }) => ({
      dispatches: page(query.get('after')),
      withheld: [],
      next: null,
    }));
    for (const each of shown)
      server.on(`GET ${path}/dispatches/${String(each['dispatch'])}`, () => each);
    const draft = { kind: 'response', purpose: 'INVESTIGATION' };
    writeFileSync(
      file(),
      JSON.stringify({ ...draft, body: { final: true, information: 'Mine.' } }),
    );
  });

  it('is refused with what has come since, and the officer’s text stays as it is', async () => {
    const { server } = desk;
    server.on(`POST ${path}/answers`, (_, reply) =>
      refuse(reply, 409, 'ANSWERED_MEANWHILE', `newer: ${answerId}`),
    );
    // File written before the colleague's answer.
    utimesSync(file(), new Date('2026-03-01T11:00:00Z'), new Date('2026-03-01T11:00:00Z'));
    const before = [readFileSync(file(), 'utf8'), statSync(file()).mtimeMs];
    const { code, err } = await answer();
    expect(code).not.toBe(0);
    const sent = server.last(`POST ${path}/answers`).json();
    expect(sent['seen']).toBe(threadId);
    expect(decodeDocument(Buffer.from(String(sent['document']), 'base64'))).toMatchObject({
      to: { state: 'XB', authority: 'coast-guard' },
      inReplyTo,
    });
    expect(err).toMatch('ANSWERED_MEANWHILE');
    expect(err).toMatch(
      `your file stays as it is.\nYour text was written against document ${shortId(threadId)}`,
    );
    expect(err).toMatch('ANSWERED_PARTIAL, b.meier has it');
    expect(err).toMatch(`+ response ${shortId(answerId)}`);
    expect(err).toMatch('+     information: She is registered.');
    expect(err).toMatch('[verified]');
    expect([readFileSync(file(), 'utf8'), statSync(file()).mtimeMs]).toEqual(before);
  });

  it('says which document it was written against: the last one older than the file, or the one named', async () => {
    const { server } = desk;
    server.on(`POST ${path}/answers`, () => ({
      thread: threadId,
      dispatch: answerId,
      warnings: [],
    }));
    const seen = () => server.last(`POST ${path}/answers`).json()['seen'];
    expect((await answer('--against', answerId)).code).toBe(0);
    expect(seen()).toBe(answerId);
    utimesSync(file(), new Date(), new Date());
    expect((await answer()).code).toBe(0);
    expect(seen()).toBe(answerId);
    utimesSync(file(), new Date('2026-03-01T11:00:00Z'), new Date('2026-03-01T11:00:00Z'));
    expect((await answer()).code).toBe(0);
    expect(seen()).toBe(threadId);
  });

  it('is filled in without a file too, of the kind and purpose that are said', async () => {
    const reply = (...more: string[]) =>
      liaise('inbox', 'reply', 'response', threadId, '--text', 'Mine.', '--yes', ...more);
    expect((await reply('--purpose', 'prevention')).code).toBe(0);
    const { document, seen } = desk.server.last(`POST ${path}/answers`).json();
    expect(seen).toBe(answerId);
    expect(decodeDocument(Buffer.from(String(document), 'base64'))).toMatchObject({
      ...{ kind: 'response', purpose: 'PREVENTION', inReplyTo },
      body: { final: true, information: 'Mine.' },
    });
    const none = await reply('--set', 'powers=bank-dta');
    expect(none.err).toMatch(/purpose: not given; [^]*powers\/0: nearest: BANK_DATA; allowed: /);
  });

  it('is kept as a draft, and goes once what has come since was shown', async () => {
    const { server } = desk;
    const taken = server.routes.get(`POST ${path}/answers`);
    server.on(`POST ${path}/answers`, ({ json }, reply) =>
      json()['seen'] === answerId
        ? { thread: threadId, dispatch: answerId, warnings: [] }
        : refuse(reply, 409, 'ANSWERED_MEANWHILE', `newer: ${answerId}`),
    );
    // The purpose is that of the request, since the thread was shown here.
    const read = await liaise('inbox', 'show', threadId, '--purpose', 'PREVENTION');
    expect(read.code).toBe(0);
    const reply = ['inbox', 'reply', 'response', threadId, '--text', 'Mine.'];
    const later = shown.pop();
    if (later === undefined) throw new Error('no answer');
    expect((await desk.liaise([...reply, '--keep'])).code).toBe(0);
    const { drafts } = JSON.parse((await liaise('draft', 'list', '--json')).out) as {
      drafts: readonly { id: string; draft: { content: string } }[];
    };
    const { id, draft } = drafts.at(-1) ?? { id: '', draft: { content: '{}' } };
    expect(JSON.parse(draft.content)).toMatchObject({ kind: 'response', purpose: 'INVESTIGATION' });
    shown.push({ ...later, committedAt: new Date(Date.now() + 1).toISOString() });
    await new Promise((done) => setTimeout(done, 5));
    const unsaid = await liaise('draft', 'resume', id, '--yes');
    expect([unsaid.code, unsaid.err]).toEqual([2, expect.stringMatching('states INVESTIGATION')]);
    const resume = () => desk.liaise(['draft', 'resume', id], 'yes');
    const first = await resume();
    expect(first.err).toMatch(/^Purpose INVESTIGATION, as the request states; --purpose/);
    expect(first.err).toMatch(
      /Nothing was sent\.\n[^]*\+ response [^]*Your text is kept[^]*ANSWERED_MEANWHILE/,
    );
    expect(await resume()).toMatchObject({ code: 0 });
    expect(server.last(`POST ${path}/answers`).json()['seen']).toBe(answerId);
    expect((await liaise('draft', 'show', id)).err).toContain('CLI_DRAFT_UNKNOWN');
    shown[1] = later;
    if (taken !== undefined) server.on(`POST ${path}/answers`, taken);
  });

  it('is refused for that also when what has come since may not be read any more', async () => {
    const { server } = desk;
    server.on(`POST ${path}/answers`, (_, reply) => {
      server.on(`GET ${path}`, (__, hidden) => refuse(hidden, 403, 'NOT_ON_ROSTER'));
      return refuse(reply, 409, 'ALREADY_CLAIMED', `newer: ${answerId}`);
    });
    const { code, err } = await answer();
    server.on(`GET ${path}`, showing);
    server.on(`POST ${path}/answers`, () => ({
      thread: threadId,
      dispatch: answerId,
      warnings: [],
    }));
    expect(code).not.toBe(0);
    expect(err).toMatch(/your file stays as it is\.\n.* not shown to you: NOT_ON_ROSTER/);
    expect(err).toMatch('ALREADY_CLAIMED');
  });

  it('a transfer is a notice of that kind, and no other file is taken for one', async () => {
    const body = { authority: 'harbour-office', reason: 'In port.' };
    const draft = { kind: 'transfer-notice', purpose: 'INVESTIGATION', body };
    writeFileSync(desk.file('transfer.json'), JSON.stringify(draft));
    const transfer = (name: string) =>
      liaise('inbox', 'transfer', threadId, desk.file(name), '--yes');
    expect((await transfer('transfer.json')).code).toBe(0);
    const sent = desk.server.last(`POST ${path}/answers`).json();
    expect(decodeDocument(Buffer.from(String(sent['document']), 'base64'))).toMatchObject({
      kind: 'transfer-notice',
      body,
    });
    expect((await transfer('answer.json')).err).toMatch('expected transfer-notice');
    const form = ['inbox', 'transfer', threadId, '--set', 'authority=harbour-office'];
    const typed = await desk.liaise(form, 'yes', ['In port.', '']);
    const [notice] = [desk.server.last(`POST ${path}/answers`).json()];
    expect([typed.code, typed.err]).toEqual([0, expect.stringMatching(/^Purpose INVESTIGATION, /)]);
    expect(decodeDocument(Buffer.from(String(notice['document']), 'base64'))).toMatchObject({
      ...{ kind: 'transfer-notice', purpose: 'INVESTIGATION', body },
    });
  });

  it('is acknowledged for the purpose of the request, unless another is said', async () => {
    const ack = async (...more: string[]) => {
      const { code } = await desk.liaise(['inbox', 'ack', threadId, ...more], 'yes');
      const { document } = desk.server.last(`POST ${path}/answers`).json();
      return [code, decodeDocument(Buffer.from(String(document), 'base64')).purpose];
    };
    expect(await ack()).toEqual([0, 'INVESTIGATION']);
    const unseen = await liaise('inbox', 'ack', threadId, '--yes');
    expect([unseen.code, unseen.err]).toEqual([2, expect.stringMatching('states INVESTIGATION')]);
    expect(await ack('--purpose', 'prevention')).toEqual([0, 'PREVENTION']);
  });
});
