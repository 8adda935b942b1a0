import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { aDocumentOf, at, bodyOf } from '../../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { clockOf, parseDocumentId, parseThreadId, type Body } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import type { SubjectFact } from '#capabilities/data-subjects/found-files.contract';
import { decodeDocument } from '#wire';
import { subjectAnswer } from '../../compose/subject.js';
import { shortId } from '../../print/short-id.js';

const opener = aDocumentOf('data-subject-request');
const { thread, kind } = opener;
const [ours, theirs] = ['1', '2'].map((end) =>
  parseThreadId(`0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d4${end}`),
) as [typeof thread, typeof thread];
const received = `/api/v1/subjects/received/${thread}`;
const asking = `/api/v1/subjects/sent/${thread}`;
const sent = 'POST /api/v1/subjects/sent';
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const why = ['--ground', 'ACCESS', '--reference', 'DP 1'];
const fact = (members: object): SubjectFact =>
  ({
    ...{ thread: ours, authority: 'border-police', side: 'ASKED', requestType: 'INFORMATION' },
    ...{ peer: 'XB', peerAuthority: 'coast-guard', state: 'ANSWERED', purpose: 'INVESTIGATION' },
    ...{ by: ['NAME'], categories: ['WITNESS'], recipients: [], recalled: false },
    ...{ openedAt: at(), updatedAt: at(), endedAt: null, reviewAt: null, eraseAt: null },
    ...members,
  }) as unknown as SubjectFact;
const both = [fact({}), fact({ thread: theirs, peer: 'XC' })];
const search = 'POST /api/v1/subjects/search';
const page = (members: object) => ({
  ...{ facts: [], namesakes: 0, next: null, searchesLeft: 3 },
  entry: { event: thread, disclosures: [] },
  ...members,
});

let desk: Desk;
let stages: object[] = [];
const liaise = (...args: string[]) => desk.liaise(['subject', ...args]);
const purpose = ['--purpose', 'DATA_SUBJECT_RIGHTS'];
const said = <K extends 'data-subject-request' | 'data-subject-answer'>(route: string): Body<K> => {
  const { document } = desk.server.last(route).json() as { document: string };
  return decodeDocument(Buffer.from(document, 'base64')).body as Body<K>;
};

beforeAll(async () => {
  desk = await Desk.open();
  const role = 'DATA_PROTECTION_OFFICER';
  const theirOfficer = await desk.xb.grant('dpo', [role], desk.xb.officer('ben').authority);
  const ourOfficer = await desk.xa.grant('pat', [role], desk.xa.officer('ben').authority);
  for (const state of [desk.xa, desk.xb])
    desk.directoryServer
      .served('directory', state.state)
      .entries.push(...state.directory.slice(-1));
  await desk.logIn();
  const { server } = desk;
  for (const [path, side, officer, to] of [
    [received, 'ASKED', theirOfficer, desk.xa],
    [asking, 'ASKING', ourOfficer, desk.xb],
  ] as const) {
    const signed = await desk.signed(
      {
        ...{ kind, id: opener.id, thread, inReplyTo: null, purpose: opener.purpose },
        body: bodyOf[kind](new Date()),
        to: { state: to.state, authority: to.officer('ben').authority },
      },
      officer,
    );
    const dispatch = {
      ...{ dispatch: opener.id, direction: side === 'ASKED' ? 'IN' : 'OUT', kind },
      ...{ officer: officer.officer, inReplyTo: null, committedAt: at(), messageId: null },
      ...{ attachments: [], ...unrecalled },
      ...{ document: base64(signed.document), signature: base64(signed.signature) },
      ...{ certificate: base64(signed.certificate), narrowed: null, warnings: [] },
    };
    // The opening document is on the second page.
    server.on(`GET ${path}`, ({ query }) => ({
      ...{ thread, side, requestType: 'DATA_SUBJECT_REQUEST', peer: 'XB' },
      ...{ peerAuthority: 'coast-guard', state: 'SUBMITTED', priority: 2, holder: null },
      ...{ formerAuthorities: [], clock: clockOf([], 2), alerts: [], ...likeNone, ...unstopped },
      ...{ recalls: noRecalls, evidence: noRecalls, subjectLine: 'DP 2026/17', erased: false },
      ...{ openedAt: at(), updatedAt: at(), withheld: [] },
      ...(query.get('after') === opener.id
        ? { dispatches: [{ ...dispatch, stages }], next: null }
        : { dispatches: [], next: opener.id }),
    }));
  }
  server.on(search, () => page({ facts: both }));
  for (const route of [sent, `POST ${received}/answers`])
    server.on(route, () => ({ thread, dispatch: parseDocumentId(thread), warnings: [] }));
});
afterAll(() => desk.close());

describe('liaise subject ask', () => {
  const ask = (...flags: string[]) => {
    const file = desk.file('person.json');
    writeFileSync(file, JSON.stringify({ names: ['Amira Haddad'], birthDate: '1999-02-03' }));
    return liaise('ask', file, ...why, '--yes', ...flags);
  };

  it('signs one ask for each authority, sealed to its key for data protection', async () => {
    const { code, out } = await ask('--to', 'XB/coast-guard', '--to', 'XB/coast-guard');
    expect([code, out]).toEqual([0, expect.stringMatching('Signed and queued')]);
    expect(desk.server.asked.filter(({ path }) => sent.endsWith(path))).toHaveLength(1);
    const document = decodeDocument(
      Buffer.from((desk.server.last(sent).json() as { document: string }).document, 'base64'),
    );
    expect(document).toMatchObject({
      ...{ kind: 'data-subject-request', purpose: 'DATA_SUBJECT_RIGHTS' },
      body: { sought: { names: ['Amira Haddad'], birthDate: '1999-02-03', numbers: [] } },
      recipientKeys: [desk.xb.authorityKeys.get('coast-guard DATA_PROTECTION')?.fingerprint],
    });
  });

  it('says what is on its way before another is refused', async () => {
    const { code, err } = await ask('--to', 'XB/coast-guard', '--to', 'XD/nobody');
    expect([code, err]).toEqual([1, expect.stringMatching(/^Asked XB\/coast-guard: .*\n.*CLI_/)]);
  });

  it('signs nothing of which anything is wrong', async () => {
    const before = desk.server.asked.length;
    for (const flags of [
      ['--to', 'XB/coast-guard', '--answer-by', '2020-01-01'],
      ['--to', 'XD/nobody'],
      Array.from({ length: 17 }, (_, i) => ['--to', `XB/coast-guard${i || ''}`]).flat(),
    ])
      expect((await ask(...flags)).code).not.toBe(0);
    expect(desk.server.asked.slice(before).map(({ path }) => path)).not.toContain(
      '/api/v1/subjects/sent',
    );
  });
});

describe('liaise subject answer', () => {
  const answers = `POST ${received}/answers`;
  const answer = (...flags: string[]) => liaise('answer', thread, '--yes', ...flags);

  it('tells of files with the State that asks, and says that there is more', async () => {
    const { code, err } = await answer();
    expect([code, err]).toEqual([0, expect.stringMatching(/coast-guard of XC asks border-police/)]);
    expect(desk.server.last(answers).json()).toMatchObject({ seen: opener.id });
    expect(desk.server.last(search).json()).toMatchObject({
      ...{ ground: 'ACCESS', reference: 'DP 2026/17 of XB', names: ['Zubaida Quorvani'] },
    });
    const body = said<'data-subject-answer'>(answers);
    expect(body).toMatchObject({ outcome: 'HELD', withheld: true, facts: [{ thread: ours }] });
    expect(JSON.stringify(body)).not.toMatch(theirs);
    await answer('--also', theirs);
    expect(said<'data-subject-answer'>(answers).facts).toHaveLength(2);
    expect(said<'data-subject-answer'>(answers)).not.toHaveProperty('withheld');
  });

  it('says nothing of whether there is anything, where that is restricted', async () => {
    expect((await answer('--restricted', 'PUBLIC_SECURITY,RIGHTS_OF_OTHERS')).code).toBe(0);
    expect(said(answers)).toEqual({
      ...{ outcome: 'RESTRICTED', language: 'en', facts: [] },
      restrictions: ['PUBLIC_SECURITY', 'RIGHTS_OF_OTHERS'],
    });
  });

  const searched = () => desk.server.asked.filter(({ path }) => search.endsWith(path)).length;
  const answered = () =>
    desk.server.asked.filter(({ path }) => path === `${received}/answers`).length;

  it('spends few searches on namesakes, and signs nothing of what nobody has seen', async () => {
    desk.server.on(search, () => page({ namesakes: 50, next: theirs }));
    const before = [searched(), answered()] as const;
    const { code, err } = await answer();
    expect([code, err]).toEqual([2, expect.stringMatching(/not looked to the end[^]*--searches/)]);
    expect([searched(), answered()]).toEqual([before[0] + 4, before[1]]);
    desk.server.on(search, ({ json }) =>
      'after' in json()
        ? page({ namesakes: 50, next: theirs })
        : page({ facts: [fact({})], next: theirs }),
    );
    expect((await answer('--searches', '2')).code).toBe(0);
    expect(searched()).toBe(before[0] + 6);
    expect(said(answers)).toMatchObject({ outcome: 'HELD', facts: [{}], withheld: true });
    desk.server.on(search, () => page({ facts: both }));
  });

  it('goes on without a search where nobody can be looked for, or nothing is said', async () => {
    desk.server.on(search, (_, reply) => refuse(reply, 400, 'SUBJECT_TOO_VAGUE'));
    const vague = await answer();
    expect([vague.code, vague.err]).toEqual([0, expect.stringMatching('SUBJECT_TOO_VAGUE')]);
    expect(said(answers)).toMatchObject({ outcome: 'NOTHING_HELD' });
    const before = answered();
    desk.server.on(search, (_, reply) => refuse(reply, 429, 'SUBJECT_SEARCHES_SPENT'));
    expect((await answer()).err).toMatch('SUBJECT_SEARCHES_SPENT');
    expect(answered()).toBe(before);
    expect((await answer('--restricted', 'PUBLIC_SECURITY')).code).toBe(0);
    expect(said(answers)).toMatchObject({ outcome: 'RESTRICTED', facts: [] });
    desk.server.on(search, () => page({ facts: both }));
  });

  it('does not tell by itself that third States have something', () => {
    const kept = { found: both.slice(1) as never, more: false };
    const body = (flags: object) =>
      subjectAnswer(desk.xb.state, kept, { language: 'en', ...flags }).body;
    expect(() => body({})).toThrow(/--also.*--restricted/);
    expect(body({ restricted: ['PUBLIC_SECURITY'] }).outcome).toBe('RESTRICTED');
    expect(body({ leaveOut: [theirs] })).toMatchObject({ outcome: 'HELD', withheld: true });
    expect(body({ also: [theirs] }).facts).toHaveLength(1);
  });

  it('reads the ask first: what nobody may see is answered by nobody', async () => {
    const nobody = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d49';
    desk.server.on(`GET /api/v1/subjects/received/${nobody}`, (_, reply) =>
      refuse(reply, 404, 'NOT_FOUND'),
    );
    expect((await liaise('answer', nobody, '--yes')).err).toMatch('NOT_FOUND');
  });

  it('names no file that was not found', () => {
    const flags = { language: 'en', leaveOut: [ours] };
    const none = { found: [], more: false };
    expect(() => subjectAnswer(desk.xb.state, none, flags)).toThrow(ours);
    const all = { language: 'en', leaveOut: [ours], restricted: ['RIGHTS_OF_OTHERS'] as const };
    const kept = { found: both as never, more: false };
    expect(subjectAnswer(desk.xb.state, kept, all).body).toMatchObject({
      ...{ outcome: 'HELD', facts: [], withheld: true, restrictions: ['RIGHTS_OF_OTHERS'] },
    });
    expect(subjectAnswer(desk.xb.state, none, { language: 'en' }).body).toEqual(
      bodyOf['data-subject-answer'](),
    );
  });
});

describe('liaise subject withdraw', () => {
  it('replies to the ask, and needs no reason', async () => {
    const { code, out } = await liaise('withdraw', thread, '--yes');
    expect([code, out]).toEqual([0, expect.stringMatching('Signed and queued')]);
    expect(said(sent)).toEqual({ reason: '' });
    const { document } = desk.server.last(sent).json() as { document: string };
    expect(decodeDocument(Buffer.from(document, 'base64'))).toMatchObject({
      ...{ kind: 'data-subject-withdrawal', thread, inReplyTo: opener.id },
      to: { state: 'XB', authority: 'coast-guard' },
    });
  });
});

describe('liaise subject show and asks', () => {
  const ask = {
    ...{ thread, side: 'ASKED', peer: 'XB', peerAuthority: 'coast-guard', ground: 'ACCESS' },
    ...{ state: 'ANSWERED', reference: 'DP 9', answerBy: '2026-01-31', erased: false },
    ...{ outcome: 'HELD', answeredAt: at(), openedAt: at(), undelivered: null },
  };

  it('show what was received, and what was sent', async () => {
    const { code, out } = await liaise('show', thread, ...purpose);
    expect([code, out]).toEqual([0, expect.stringMatching('Zubaida Quorvani')]);
    expect(out).toMatch('It waits for an answer of this State.');
    desk.server.on('GET /api/v1/subjects/received', () => ({ asks: [ask], next: thread }));
    desk.server.on('GET /api/v1/subjects/sent', () => ({ asks: [], next: null }));
    const listed = await liaise('asks', ...purpose);
    expect(listed.out).toMatch(/from XB\/coast-guard {2}ACCESS {2}DP 9\n {4}HELD since/);
    expect(listed.err).toMatch(`More follow: --received --after ${shortId(thread)}\n`);
    expect((await liaise('asks', ...purpose, '--after', thread)).err).toMatch('--after: of which');
    // It has one purpose only, so nobody need say it.
    for (const [code, words] of [
      [0, ['asks']],
      [0, ['show', thread]],
      [2, ['asks', '--purpose', 'INVESTIGATION']],
    ] as const)
      expect((await liaise(...words)).code).toBe(code);
  });

  it('say what never came to the other State, why, and what to do', async () => {
    desk.server.on(`GET ${received}`, (_, reply) => refuse(reply, 404, 'NOT_FOUND'));
    for (const [code, words] of [
      ['OFFICER_SUSPENDED', /leave: kept back here \(OFFICER_SUSPENDED\).*`liaise subject ask`/],
      ['DIRECTORY_STALE', /Not yet delivered/],
      ['FORMAL_ACT_BLOCKED', /Not yet delivered/],
    ] as const) {
      stages = [{ stage: 'QUEUED', at: at(), code, receipt: null }];
      const { out } = await liaise('show', thread, ...purpose);
      expect(out).toMatch(words);
      expect(/XB does not have the ask/.test(out)).toBe(code === 'OFFICER_SUSPENDED');
    }
    const undelivered = 'data-subject-answer';
    const unansweredAsk = {
      ...ask,
      state: 'SUBMITTED',
      outcome: null,
      answeredAt: null,
      undelivered,
    };
    desk.server.on('GET /api/v1/subjects/received', () => ({ asks: [unansweredAsk], next: null }));
    expect((await liaise('asks', ...purpose)).out).toMatch(
      /no answer for.*; the answer never came there/,
    );
  });
});
