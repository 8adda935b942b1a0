import { readFileSync, writeFileSync } from 'node:fs';
import { parseAuthorityId, parseOfficerId, timestamp } from '#kernel';
import { decodeDocument, decodeEntry } from '#wire';
import { aRequestBody, at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { DirectoryServer } from '../../../../../test/support/directory-server.js';
import { aLinkId } from '../../../../../test/support/state.js';
import { later } from '../../../../../test/support/test-state.js';
import { newOfficerKey } from '../../keys/officer-keys.js';
import { moment } from '../../print/moment.js';
import { shortId } from '../../print/short-id.js';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const purpose = ['--purpose', 'INVESTIGATION'];
const post = { host: 'XA', sending: 'XB', post: 'Mission of XB to XA' } as const;

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  const { xa, xb, server } = desk;
  const officer = parseOfficerId('ben');
  const authority = parseAuthorityId('coast-guard');
  const life = { from: timestamp(xb.at), to: timestamp(later(xb.at, 20)) };
  const posted = { ...post, ...life, authority } as never as Parameters<
    typeof xb.add<'posting'>
  >[1];
  const ana = { ...posted, officer: parseOfficerId('ana'), standInFor: null };
  await xb.add('posting', ana, xb.registrars);
  await xb.add('posting', { ...posted, officer, standInFor: ana.officer }, xb.registrars);
  await xb.add('contact-point', { authority, ...xb.validity }, [xb.root]);
  const periods = [{ ...life, officers: [officer] }];
  const own = { authority: parseAuthorityId('border-police'), contact: 'Duty room', periods };
  await xa.add('duty-roster', own, xa.registrars.slice(0, 1));
  DirectoryServer.open(server, xa, [xb], aLinkId());
  await desk.logIn();
  for (const name of ['one', 'root'])
    await newOfficerKey(`registrar-${name}`, desk.file(`${name}.key`), undefined, new Date());
});
afterAll(() => desk.close());

async function entryOf(name: string, args: readonly string[]): Promise<object> {
  const out = desk.file(`${name}.json`);
  const signer = ['--state', 'XA', '--yes', '--key', desk.file('one.key'), '--out', out];
  const { code, err } = await desk.liaise([...args, ...signer]);
  expect([code, err]).toEqual([0, expect.any(String)]);
  const { entry } = JSON.parse(readFileSync(out, 'utf8')) as { entry: string };
  const { kind, body } = decodeEntry(Buffer.from(entry, 'base64'));
  return { kind, ...body };
}

const ours = (time: string): string =>
  moment(time, Intl.DateTimeFormat().resolvedOptions().timeZone);

describe('what registrars and the root say', () => {
  const whom = ['officer', 'post', '--officer', 'b.h@border-police'];
  const where = ['--host', 'XB', '--post', 'Mission of XA to XB'];

  it('is where an officer is posted, and for whom one stands in', async () => {
    const to = '2099-01-01';
    expect(await entryOf('post', [...whom, ...where, '--to', to])).toMatchObject({
      ...{ kind: 'posting', officer: 'b.h', authority: 'border-police', host: 'XB' },
      ...{ sending: 'XA', standInFor: null, to: '2099-01-01T00:00:00.000Z' },
    });
    const standIn = ['--stand-in-for', 'a.novak', '--to', to, '--from', '2098-01-01'];
    expect(await entryOf('stand-in', [...whom, ...where, ...standIn])).toMatchObject({
      ...{ standInFor: 'a.novak', from: '2098-01-01T00:00:00.000Z' },
    });
    const end = await entryOf('end', [...whom, ...where, '--end']);
    expect(end).toMatchObject({ kind: 'posting', from: (end as { to: string }).to });
    const without = await desk.liaise([...whom, ...where, '--state', 'XA']);
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('--to or --end')]);
    const early = [...whom, ...where, '--from', '2026-01-01', '--to', to, '--state', 'XA'];
    expect(await desk.liaise(early)).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('no earlier than now') as string },
    });
  });

  it('is who is on duty, with a word about the times when nobody is', async () => {
    const file = desk.file('roster-plan.json');
    const roster = ['authority', 'roster', '--authority', 'border-police'];
    const plan = { contact: 'Duty room', periods: [{ from: at(1), to: at(2), officers: ['b.h'] }] };
    writeFileSync(file, JSON.stringify(plan));
    expect(await entryOf('roster', [...roster, '--file', file])).toEqual({
      ...{ kind: 'duty-roster', authority: 'border-police', ...plan },
    });
    const wrong = { ...plan, periods: [...plan.periods, ...plan.periods] };
    writeFileSync(file, JSON.stringify(wrong));
    const tried = await desk.liaise([...roster, '--file', file, '--state', 'XA']);
    expect(tried.err).toContain('/periods/1 overlaps');
    const shown = await desk.liaise(roster);
    expect(shown.out).toContain('Duty room\n');
    expect(shown.out).toMatch(/FROM +TO\n.*\n {4}ben/);
  });

  it('is which authority is the contact point, shown in the list of authorities', async () => {
    const naming = ['authority', 'contact-point', '--authority', 'border-police'];
    expect(await entryOf('point', naming)).toMatchObject({
      ...{ kind: 'contact-point', authority: 'border-police' },
    });
    const moment = '2026-03-01T08:00Z';
    const ended = { from: '2026-03-01T08:00:00.000Z', to: '2026-03-01T08:00:00.000Z' };
    const ending = [...naming, '--from', moment, '--to', moment];
    expect(await entryOf('no-point', ending)).toMatchObject(ended);
    expect(await desk.liaise([...naming, '--to', moment, '--state', 'XA'])).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('must not be earlier than --from') as string },
    });
    const { out } = await desk.liaise(['authority', 'list']);
    expect(out).toMatch(/XB +coast-guard.*\n {4}national contact point/);
    expect(out.match(/contact point/g)).toHaveLength(1);
  });
});

describe('the time limits with a neighbour', () => {
  const hours = ['--urgent', '4', '--urgent-indirect', '48', '--other', '120'];

  it('are signed by registrars, and begin a day later unless said otherwise', async () => {
    const before = Date.now();
    const entry = await entryOf('limits', ['peer', 'limits', 'XB', ...hours]);
    expect(entry).toMatchObject({
      ...{ kind: 'time-limits', peer: 'XB' },
      ...{ urgentDirect: 4, urgentIndirect: 48, other: 120 },
    });
    const from = Date.parse((entry as { from: string }).from);
    expect(from - before).toBeGreaterThan(23.9 * 3_600_000);
    const standard = ['peer', 'limits', 'XB', '--standard', '--from', '2099-01-01'];
    expect(await entryOf('standard', standard)).toMatchObject({
      ...{ urgentDirect: 8, urgentIndirect: 72, other: 168, from: '2099-01-01T00:00:00.000Z' },
    });
  });

  it.each([
    [['XB', '--urgent', '4'], '--urgent-indirect and --other, or --standard'],
    [['XB', '--standard', '--other', '9'], '--standard, or hours of your own'],
    [['XB', '--urgent', '49', '--urgent-indirect', '48', '--other', '120'], 'no longer limit'],
    [['XB', '--urgent', '0', '--urgent-indirect', '48', '--other', '120'], '1 to 720'],
    [[...hours], 'name the State'],
  ])('are not said by %j', async (flags, why) => {
    const { code, err } = await desk.liaise(['peer', 'limits', ...flags, '--state', 'XA']);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('are shown, and said to differ until both States say the same', async () => {
    const shown = async (): Promise<string> => {
      const { out, err } = await desk.liaise(['peer', 'list']);
      expect(err).toBe('');
      return out;
    };
    expect(await shown()).toContain(
      'limits: 8 h if urgent, 72 h if urgent and from others, 168 h otherwise\n',
    );
    const said = { urgentDirect: 4, urgentIndirect: 48, other: 120 };
    const from = timestamp(new Date());
    const now = { issuedAt: new Date(Date.parse(from)) };
    const { xa, xb } = desk;
    await xa.add('time-limits', { peer: xb.state, ...said, from }, xa.registrars, now);
    DirectoryServer.open(desk.server, xa, [xb], aLinkId());
    const differing = await shown();
    expect(differing).toContain('NOT AGREED');
    expect(differing).toContain(
      `ours: 4 h if urgent, 48 h if urgent and from others, 120 h otherwise, from ${ours(from)}`,
    );
    expect(differing).toContain('theirs: nothing said');
    await xb.add('time-limits', { peer: xa.state, ...said, from }, xb.registrars, now);
    DirectoryServer.open(desk.server, xa, [xb], aLinkId());
    const agreed = await shown();
    expect(agreed).toContain(
      'limits: 4 h if urgent, 48 h if urgent and from others, 120 h otherwise\n',
    );
    expect(agreed).not.toContain('NOT AGREED');
  });

  it('stand in a request, by the signed entries of both States', async () => {
    const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
    desk.server.on('POST /api/v1/requests/duplicates', () => none);
    let sent: unknown;
    desk.server.on('POST /api/v1/requests', ({ json }) => {
      sent = json();
      return { thread: threadId, dispatch: threadId, warnings: [] };
    });
    const { code, err } = await desk.liaise([
      'request',
      'send',
      desk.writeRequest(),
      '--yes',
      '--key',
      desk.file('novak.key'),
    ]);
    expect([code, err]).toEqual([0, expect.any(String)]);
    const { document } = sent as { document: string };
    const { body } = decodeDocument(Buffer.from(document, 'base64'));
    expect(body).toMatchObject({
      timeLimits: { urgentDirect: 4, urgentIndirect: 48, other: 120 },
    });
  });
});

describe('a copy at the contact point', () => {
  it('is shown verified, with the post of whoever signed, and not when it is of another', async () => {
    const by = desk.xb.officer('ben');
    const members = {
      ...{ kind: 'request', id: threadId, thread: threadId, inReplyTo: null },
      to: { state: 'XA', authority: 'border-police' },
      body: aRequestBody(),
    };
    const signed = await desk.signed(members as never, by);
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    const row = {
      ...{ dispatch: threadId, kind: 'request', thread: threadId, side: 'ASKED' },
      ...{ authority: 'border-police', peer: 'XB' },
      ...{ peerAuthority: 'coast-guard', requestType: 'INFORMATION', state: 'SUBMITTED' },
      ...{ subjectLine: 'Owner', erased: false, at: at() },
      recalls: [{ recall: threadId, act: 'NARROW', at: at(), answer: null }],
      posting: null,
    };
    const copy = {
      ...{ ...row, direction: 'IN', officer: 'ben', messageId: 'a'.repeat(32) },
      ...{ directory: null, envelope: null, envelopeSignature: null, posted: [] },
      document: base64(signed.document),
      ...{ signature: base64(signed.signature), certificate: base64(signed.certificate) },
    };
    desk.server.on('GET /api/v1/inbox/copies', () => ({ copies: [row], next: threadId }));
    desk.server.on(`GET /api/v1/inbox/copies/${threadId}`, () => copy);
    const listed = await desk.liaise(['inbox', 'copies', '--purpose', 'INVESTIGATION']);
    expect(listed.out).toContain('coast-guard of XB asks border-police here');
    expect(listed.err).toContain(`More follow: --after ${shortId(threadId)}\n`);
    const asJson = await desk.liaise(['inbox', 'copies', '--purpose', 'INVESTIGATION', '--json']);
    expect(asJson.err).toContain(`More follow: --after ${threadId}`);
    const shown = await desk.liaise(['inbox', 'copy', threadId, ...purpose]);
    // The officer has no role for this read: the program says so, whatever the gateway answers.
    expect([shown.code, shown.out]).toEqual([4, expect.stringContaining('NOT VERIFIED')]);
    expect(listed.out).toContain('NARROWED');
    expect(shown.out).toContain(`NARROWED at ${ours(at())}: ask border-police what holds now`);
    expect(shown.out).toContain('stands in for ana, posted to XA by XB (Mission of XB to XA)');
  });

  it('that was withheld is for a supervisor', async () => {
    const withheld = [
      {
        ...{ dispatch: threadId, kind: 'request', thread: threadId, side: 'ASKING' },
        ...{ peer: 'XB', peerAuthority: 'coast-guard' },
        ...{ officer: 'ana', exception: 'SAFETY_OF_PERSON', reason: 'A source.', at: at() },
      },
    ];
    desk.server.on('GET /api/v1/inbox/withheld-copies', ({ query }) => {
      expect(query.get('purpose')).toBe('INVESTIGATION');
      return query.has('after') ? { withheld, next: null } : { withheld: [], next: threadId };
    });
    // All rows of a page were recalled; more pages follow.
    const { err } = await desk.liaise(['inbox', 'withheld', ...purpose]);
    expect(err).toContain(`More follow: --after ${threadId}`);
    const { out } = await desk.liaise(['inbox', 'withheld', ...purpose, '--after', threadId]);
    expect(out).toMatch(
      /XB\/coast-guard {2}SAFETY_OF_PERSON\n {4}request to them, by ana\n {4}A source\./,
    );
  });
});

describe('request send --also-to', () => {
  it('signs one request for each, and says how to go on where one is refused', async () => {
    const none = { duplicates: [], otherDesk: false, checksLeft: 29 };
    desk.server.on('POST /api/v1/requests/duplicates', () => none);
    const taken: string[] = [];
    desk.server.on('POST /api/v1/requests', ({ json }) => {
      taken.push((json() as unknown as { document: string }).document);
      return { thread: threadId, dispatch: threadId, warnings: [] };
    });
    const send = ['request', 'send', desk.writeRequest(), '--yes', '--key', desk.file('novak.key')];
    const alone = await desk.liaise([...send, '--also-to', 'XC/customs']);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--proportionality')]);
    const reason = ['--proportionality', 'Nobody knows where it lies.'];
    const broken = await desk.liaise([...send, '--also-to', 'XC/customs', ...reason]);
    expect(broken.code).not.toBe(0);
    expect(taken).toHaveLength(1);
    const { body } = decodeDocument(Buffer.from(taken[0] ?? '', 'base64'));
    const { broadcast } = body as { broadcast?: { id: string; proportionality: string } };
    expect(broadcast?.proportionality).toBe(reason[1]);
    expect(broken.err).toContain(`Sent already: XB/coast-guard.`);
    expect(broken.err).toContain(`go on with --broadcast ${broadcast?.id}`);
    // A broadcast to the last State only: sent outside of the broadcast, it would not be reached by a halt.
    const last = await desk.liaise([...send, '--broadcast', String(broadcast?.id), ...reason]);
    expect([last.code, last.err]).toEqual([0, expect.not.stringMatching('CLI_')]);
    const again = decodeDocument(Buffer.from(taken[1] ?? '', 'base64'));
    expect(again.body).toMatchObject({ broadcast: { id: broadcast?.id } });
  });
});
