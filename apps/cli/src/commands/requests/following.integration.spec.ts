import { rmSync, writeFileSync } from 'node:fs';
import { at } from '../../../../../test/support/builders.js';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../../test/support/desk.js';
import { clockOf, parseDocumentId, parseThreadId } from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { decodeDocument } from '#wire';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const answerId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f';
const thread = parseThreadId(threadId);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const row = (members: object = {}) => ({
  ...{ thread: threadId, side: 'ASKING', requestType: 'INFORMATION', peer: 'XB' },
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
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
});
afterAll(() => desk.close());

describe('what the side that asks says later', () => {
  const asked = `/api/v1/requests/${threadId}`;
  const sent = () => {
    const { document } = desk.server.last('POST /api/v1/requests').json();
    return decodeDocument(Buffer.from(String(document), 'base64'));
  };
  const fill = (name: string, typed: readonly string[], ...more: string[]) =>
    desk.liaise(['request', name, threadId, ...more], 'yes', typed);

  beforeAll(async () => {
    const [xa, xb] = [desk.xa.officer('a.novak'), desk.xb.officer('ana')];
    const to = { state: desk.xb.state, authority: xb.authority };
    const id = parseDocumentId(threadId);
    const signed = await desk.signed({ id, thread, kind: 'request', to, purpose: 'DETECTION' }, xa);
    const shown = {
      ...{ dispatch: threadId, direction: 'OUT', kind: 'request', officer: 'a.novak' },
      ...{ committedAt: '2026-03-01T10:00:00.000Z', messageId: null, ...unrecalled },
      ...{ document: base64(signed.document), signature: base64(signed.signature) },
      ...{ certificate: base64(signed.certificate), stages: [], attachments: [] },
    };
    const { server } = desk;
    const view = { ...row(), dispatches: [shown], next: null };
    server.on(`GET ${asked}`, () => view);
    server.on(`GET ${asked}/dispatches`, () => ({ dispatches: [shown], withheld: [], next: null }));
    server.on(`GET ${asked}/dispatches/${threadId}`, () => shown);
    const taken = { thread: threadId, dispatch: answerId, warnings: [] };
    server.on('POST /api/v1/requests', () => taken);
  });

  it('asks for the purpose until the thread was shown, and then has that of the request', async () => {
    await desk.liaise(['logout']);
    await desk.logIn();
    rmSync(desk.file('profile/session.ids'), { force: true });
    const first = await fill('close', ['prevention', 'no-use-yet']);
    expect([first.code, first.asked[0]]).toEqual([0, expect.stringMatching(/^Purpose /)]);
    expect(sent()).toMatchObject({ purpose: 'PREVENTION', body: { outcome: 'NO_USE_YET' } });
    await desk.liaise(['request', 'show', threadId, '--purpose', 'INVESTIGATION']);
    const second = await fill('close', ['no-use-yet']);
    expect([second.code, second.asked]).toEqual([
      ...[0, [expect.stringMatching(/good for/), expect.stringMatching(/^Sign and send/)]],
    ]);
    expect(sent()).toMatchObject({
      ...{ kind: 'feedback', purpose: 'DETECTION' },
      body: { outcome: 'NO_USE_YET', remarks: '' },
    });
  });

  it('answers a question back by a form, and withdraws with a reason or without one', async () => {
    expect((await fill('clarify', ['The red one.', ''])).code).toBe(0);
    expect(sent()).toMatchObject({ kind: 'clarification', body: { answer: 'The red one.' } });
    expect((await fill('withdraw', [])).code).toBe(0);
    expect(sent()).toMatchObject({ kind: 'withdrawal', purpose: 'DETECTION' });
    expect((await fill('withdraw', [], '--text', 'It was found.')).code).toBe(0);
    expect(sent().body).toEqual({ reason: 'It was found.' });
    const odd = await fill('withdraw', [], '--purpose', 'detecton');
    expect([odd.code, odd.err]).toEqual([2, expect.stringMatching('nearest: DETECTION')]);
  });

  it('has the purpose of the request in files, and wherever a thread is read', async () => {
    const file = desk.file('closed.json');
    const body = { outcome: 'NO_USE_YET', remarks: '' };
    writeFileSync(file, JSON.stringify({ kind: 'feedback', body }));
    const closed = await fill('close', [], file);
    expect([closed.code, closed.err]).toEqual([0, expect.stringMatching(/^Purpose DETECTION, /)]);
    expect(sent()).toMatchObject({ kind: 'feedback', purpose: 'DETECTION' });
    writeFileSync(file, JSON.stringify({ kind: 'feedback', purpose: 'PREVENTION', body }));
    expect((await fill('close', [], file)).err).not.toMatch('Purpose');
    expect(sent().purpose).toBe('PREVENTION');
    const { server } = desk;
    server.on(`GET ${asked}/notes`, () => ({ notes: [], next: null }));
    const read = (...more: string[]) => desk.liaise(['request', 'notes', threadId, ...more]);
    const query = () => server.last(`GET ${asked}/notes`).query.get('purpose');
    const withoutPurpose = await read();
    expect([withoutPurpose.code, withoutPurpose.err, query()]).toEqual([
      0,
      expect.stringMatching(/^Purpose DETECTION, as the request states; --purpose for another\.\n/),
      'DETECTION',
    ]);
    expect([(await read('--purpose', 'prevention')).code, query()]).toEqual([0, 'PREVENTION']);
    const odd = await read('--purpose', 'detecton');
    expect([odd.code, odd.err]).toEqual([2, expect.stringMatching('nearest: DETECTION')]);
  });

  it('signs no purpose of the request unseen: with --yes the officer says it', async () => {
    const file = desk.file('closed.json');
    const body = { outcome: 'NO_USE_YET', remarks: '' };
    writeFileSync(file, JSON.stringify({ kind: 'feedback', body }));
    const unsaid = /CLI_USAGE[^]*--purpose[^]*the request states DETECTION/;
    const before = desk.server.asked.filter(({ method }) => method === 'POST').length;
    for (const [name, ...more] of [
      ['close', file],
      ['close', '--set', 'outcome=NO_USE_YET', '--set', 'remarks='],
      ['withdraw'],
      ['withdraw', '--text', 'Found.'],
      ['halt'],
    ]) {
      const run = await desk.liaise(['request', String(name), threadId, '--yes', ...more]);
      expect([name, run.code, run.err]).toEqual([name, 2, expect.stringMatching(unsaid)]);
    }
    expect(desk.server.asked.filter(({ method }) => method === 'POST')).toHaveLength(before);
    const said = ['--purpose', 'DETECTION', '--yes'];
    for (const [name, ...more] of [['halt'], ['withdraw'], ['close', '--text', 'No use.']])
      expect(
        (await desk.liaise(['request', String(name), threadId, ...said, ...more])).err,
      ).not.toMatch(unsaid);
  });

  it('shows in the question the purpose that it takes from the request', async () => {
    const run = await desk.liaise(['request', 'halt', threadId], 'no');
    expect([run.code, run.err]).toEqual([1, expect.stringMatching(/Purpose DETECTION, as the/)]);
    expect(run.err).toMatch(/DETECTION[^]*DETECTION/);
  });

  it('of a thread that this profile has not seen still wants a purpose, and says so', async () => {
    const other = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d9e';
    const before = desk.server.asked.length;
    const { code, err } = await desk.liaise(['request', 'roster', other]);
    expect([code, err]).toEqual([2, expect.stringMatching(/--purpose is needed: .*PREVENTION/)]);
    writeFileSync(desk.file('other.json'), '{"kind": "feedback", "body": {}}');
    const file = await desk.liaise(['request', 'close', other, desk.file('other.json')]);
    expect(file.err).toMatch(/purpose: not given; [^]*outcome: missing[^]*remarks: missing/);
    expect(desk.server.asked.length).toBe(before);
  });
});
