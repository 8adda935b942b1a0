import { aRequestBody, at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import {
  duplicateLimits,
  parseSought,
  type Sought,
} from '#capabilities/deconfliction/sought.model';
import { decodeDocument, parseCanonicalJson } from '#wire';
import { shortId } from '../../print/short-id.js';

const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const asked = 'POST /api/v1/requests/duplicates';
const one = {
  ...{ thread, side: 'ASKED', requestType: 'INFORMATION', peer: 'XB', state: 'IN_PROGRESS' },
  ...{ peerAuthority: 'coast-guard', holder: 'b.meier', openedAt: at(), by: ['PLATE', 'PERSON'] },
};
const found = (members: object = {}) => ({
  ...{ duplicates: [], otherDesk: false, checksLeft: 12 },
  ...members,
});

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  takesAll();
});
const takesAll = (): void =>
  desk.server.on('POST /api/v1/requests', ({ json }) => {
    const { id } = decodeDocument(Buffer.from(String(json()['document']), 'base64'));
    return { thread: id, dispatch: id, warnings: [] };
  });
afterAll(() => desk.close());

const soughtLast = (): { readonly purpose: unknown; readonly sought: Sought } => {
  const { purpose, sought } = desk.server.last(asked).json();
  const bytes = Buffer.from(String(sought), 'base64');
  return { purpose, sought: parseSought(parseCanonicalJson(bytes, { bytes: 9_999, depth: 9 })) };
};

describe('liaise request duplicates', () => {
  it('tells the gateway whom a file is about, nothing else of it, and shows what it knows', async () => {
    desk.server.on(asked, () => found({ duplicates: [one], otherDesk: true }));
    const { code, out } = await desk.liaise(['request', 'duplicates', desk.writeRequest()]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /6a1c2d3e.*they ask {2}XB\/coast-guard {2}IN_PROGRESS {2}b\.meier\n {4}same plate, name and date of birth\nA duty desk may already work on this\.\n$/,
    );
    const { requestType, subjects } = aRequestBody();
    expect(soughtLast()).toEqual({ purpose: 'INVESTIGATION', sought: { requestType, subjects } });
  });

  it('says so when nobody is known, and when there are no checks left ends with 3', async () => {
    desk.server.on(asked, () => found());
    const { code, out, err } = await desk.liaise(['request', 'duplicates', desk.writeRequest()]);
    expect([code, out, err]).toEqual([0, '', expect.stringMatching('Nobody is known')]);
    desk.server.on(asked, (_, reply) => refuse(reply, 429, 'DUPLICATE_CHECKS_SPENT'));
    const spent = await desk.liaise(['request', 'duplicates', desk.writeRequest()]);
    expect([spent.code, spent.err]).toEqual([3, expect.stringMatching('DUPLICATE_CHECKS_SPENT')]);
  });
});

describe('liaise request send', () => {
  const send = (...flags: string[]) => ['request', 'send', desk.writeRequest(), ...flags];

  it('shows who works on the same before it asks, and sends nothing without a yes', async () => {
    desk.server.on(asked, () => found({ duplicates: [one] }));
    const sent = () => desk.server.asked.filter(({ path }) => path === '/api/v1/requests').length;
    const before = sent();
    const { code, err } = await desk.liaise(send(), 'no');
    expect(code).toBe(1);
    expect(err).toMatch(/About the same, within 90 days:\n.*\n.*0198c9d2/);
    expect(sent()).toBe(before);
    expect((await desk.liaise(send(), 'yes')).code).toBe(0);
    expect(sent()).toBe(before + 1);
  });

  const sentLast = () => desk.server.last('POST /api/v1/requests').json();

  it('says to have shown what was shown before the yes, and nothing where nobody is known', async () => {
    desk.server.on(asked, () => found({ duplicates: [one], otherDesk: true }));
    expect((await desk.liaise(send(), 'yes')).code).toBe(0);
    expect(sentLast()).toMatchObject({ duplicatesSeen: [thread], otherDeskSeen: true });
    desk.server.on(asked, () => found());
    expect((await desk.liaise(send(), 'yes')).code).toBe(0);
    expect(Object.keys(sentLast())).toEqual(['document', 'signature', 'uploads']);
  });

  it('with --yes shows it and says nothing of it; with --duplicates-seen says that it was seen', async () => {
    desk.server.on(asked, () => found({ duplicates: [one], otherDesk: true }));
    const { code, err } = await desk.liaise(send('--yes'));
    expect([code, err]).toEqual([0, expect.stringMatching('A duty desk may already work on this')]);
    expect(Object.keys(sentLast())).toEqual(['document', 'signature', 'uploads']);
    await desk.liaise(send('--yes', '--duplicates-seen'));
    expect(sentLast()).toMatchObject({ duplicatesSeen: [thread], otherDeskSeen: true });
  });

  it('asks once more about what the gateway knows besides; --yes alone ends with 3', async () => {
    desk.server.on(asked, () => found({ otherDesk: true }));
    desk.server.on('POST /api/v1/requests', ({ json }, reply) => {
      const { document, duplicatesSeen } = json();
      if (duplicatesSeen === undefined)
        return refuse(reply, 409, 'DUPLICATE_NOT_SEEN', { threads: [thread] });
      const { id } = decodeDocument(Buffer.from(String(document), 'base64'));
      return { thread: id, dispatch: id, warnings: [] };
    });
    const { code, err } = await desk.liaise(send(), 'yes');
    expect([code, err]).toEqual([0, expect.stringMatching(`thread ${thread} of your authority`)]);
    expect(sentLast()).toMatchObject({ duplicatesSeen: [thread], otherDeskSeen: true });
    expect((await desk.liaise(send('--yes', '--duplicates-seen'))).code).toBe(0);
    const refused = await desk.liaise(send('--yes'));
    expect([refused.code, refused.err]).toEqual([3, expect.stringMatching('DUPLICATE_NOT_SEEN')]);
    takesAll();
  });

  it('names what has come since first, and no more than the gateway takes', async () => {
    const many = Array.from(
      { length: duplicateLimits.shown },
      (_, i) => `${thread.slice(0, -2)}${10 + i}`,
    );
    desk.server.on(asked, () => found({ duplicates: many.map((id) => ({ ...one, thread: id })) }));
    desk.server.on('POST /api/v1/requests', ({ json }, reply) => {
      const { document, duplicatesSeen } = json();
      if (!(duplicatesSeen as string[]).includes(thread))
        return refuse(reply, 409, 'DUPLICATE_NOT_SEEN', { threads: [thread] });
      const { id } = decodeDocument(Buffer.from(String(document), 'base64'));
      return { thread: id, dispatch: id, warnings: [] };
    });
    expect((await desk.liaise(send(), 'yes')).code).toBe(0);
    expect(sentLast()).toMatchObject({ duplicatesSeen: [thread, ...many.slice(0, -1)] });
    takesAll();
  });

  it('does not wait for a check when none is left, and says that nobody has looked', async () => {
    desk.server.on(asked, (_, reply) => refuse(reply, 429, 'DUPLICATE_CHECKS_SPENT'));
    const { code, err } = await desk.liaise(send('--yes'));
    expect([code, err]).toEqual([0, expect.stringMatching('Nobody has looked for duplicates')]);
    desk.server.on(asked, (_, reply) => refuse(reply, 403, 'PERMISSION_DENIED'));
    expect((await desk.liaise(send('--yes'))).code).toBe(3);
  });
});

describe('notices', () => {
  it.each([
    ['inbox', 'inbox'],
    ['request', 'requests'],
  ])('of %s name the own thread, and who took it over', async (name, path) => {
    const said = { notice: 'n1', thread, at: at(), officer: null, reason: null };
    const taken = { what: 'TAKEN_OVER', officer: 'b.meier', reason: 'HOLDER_UNREACHABLE' };
    const notices = [
      { ...said, what: 'ASKED_ABOUT' },
      { ...said, ...taken },
      { ...said, what: 'ESCALATED' },
      { ...said, what: 'NOTICE_OWED' },
    ];
    desk.server.on(`GET /api/v1/${path}/notices`, () => ({ notices, next: 'n1' }));
    const { code, out, err } = await desk.liaise([
      name,
      'notices',
      '--purpose',
      'INVESTIGATION',
      '--limit',
      '1',
    ]);
    expect([code, out.split('\n').filter((line) => line.startsWith(' '))]).toEqual([
      0,
      [
        '    another desk asked about what you work on',
        '    b.meier has taken it over from you: HOLDER_UNREACHABLE',
        '    risk to life: nobody had it in hand; escalated',
        '    the notice that the central authority knows did not come in time',
      ],
    ]);
    expect(out.match(new RegExp(shortId(thread), 'g'))).toHaveLength(4);
    expect(err).toMatch('--after n1');
    expect(Object.fromEntries(desk.server.last(`GET /api/v1/${path}/notices`).query)).toEqual({
      purpose: 'INVESTIGATION',
      limit: '1',
    });
  });
});
