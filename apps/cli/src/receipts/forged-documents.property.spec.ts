import { existsSync, writeFileSync } from 'node:fs';
import { Desk, noRecalls, unrecalled, unstopped } from '../../../../test/support/desk.js';
import { aRequestBody, at } from '../../../../test/support/builders.js';
import {
  aLinkId,
  aState,
  type TestKey,
  type TestOfficer,
  type TestState,
} from '../../../../test/support/state.js';
import { later } from '../../../../test/support/test-state.js';
import {
  clockOf,
  parseAuthorityId,
  parseDocumentId,
  parseMessageId,
  parseStateCode,
  parseThreadId,
  timestamp,
  type Document,
  type Envelope,
} from '#kernel';
import { likeNone } from '#capabilities/deconfliction/sought.model';
import { sha256 } from '#wire';

const threadId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const answerId = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3f';
const thread = parseThreadId(threadId);
const show = `/api/v1/requests/${threadId}`;
const asked = `/api/v1/inbox/${threadId}`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const toUs = { state: parseStateCode('XA'), authority: parseAuthorityId('border-police') };

let desk: Desk;
let ben: TestOfficer;
let shown: Record<string, unknown>;

beforeEach(async () => {
  desk = await Desk.open();
  await desk.logIn();
  ben = desk.xb.officer('ben');
  await give(answer());
  const row = {
    ...{ thread: threadId, side: 'ASKING', requestType: 'INFORMATION', peer: 'XB' },
    ...{ peerAuthority: 'coast-guard', state: 'SUBMITTED', priority: 2, holder: null },
    formerAuthorities: [],
    clock: clockOf([], 2),
    alerts: [],
    recalls: noRecalls,
    evidence: noRecalls,
    ...likeNone,
    ...unstopped,
    ...{ subjectLine: 'Owner', erased: false, openedAt: at(), updatedAt: at(), next: null },
  };
  for (const path of [show, asked]) {
    desk.server.on(`GET ${path}`, () => ({ ...row, dispatches: [shown] }));
    desk.server.on(`GET ${path}/dispatches`, () => ({
      dispatches: [shown],
      withheld: [],
      next: null,
    }));
    desk.server.on(`GET ${path}/dispatches/${answerId}`, () => shown);
  }
});
afterEach(() => desk.close());

const answer = (members: Partial<Document> = {}): Partial<Document> => ({
  ...{ kind: 'response', id: parseDocumentId(answerId), thread, to: toUs },
  inReplyTo: parseDocumentId(threadId),
  body: { final: true, information: 'Flag confirmed.' },
  ...members,
});

async function give(members: Partial<Document>, by = ben) {
  const signed = await desk.signed(members, by);
  shown = {
    ...{ dispatch: members.id, direction: 'IN', kind: members.kind, officer: by.officer },
    ...{ committedAt: at(), messageId: 'a'.repeat(32), stages: [], attachments: [] },
    ...unrecalled,
    document: base64(signed.document),
    signature: base64(signed.signature),
    certificate: base64(signed.certificate),
  };
  return signed;
}
// Minute of a time in UTC, as the command line shows it with `--utc`.
const minuteOf = (at: string): string => `${at.slice(0, 16).replace('T', ' ')}Z`;

const read = (...more: string[]) =>
  desk.liaise(['request', 'show', threadId, '--purpose', 'INVESTIGATION', ...more]);
const fetched = () =>
  desk.liaise([
    ...['attachment', 'get', threadId, answerId, '0', '--purpose', 'DETECTION'],
    ...['--out', desk.file('list.csv')],
  ]);

const reworded = (): void => {
  const text = Buffer.from(String(shown['document']), 'base64').toString('utf8');
  expect(text).toMatch('"final":true');
  shown['document'] = base64(Buffer.from(text.replace('"final":true', '"final":false')));
};

it('what the officer has signed is shown as verified', async () => {
  const { code, out, err } = await read('--verbose');
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^response \S+ {2}\[verified\]$/m);
  expect(out).toMatch(`signed with ${ben.key.fingerprint}\n`);
  const { dispatches } = JSON.parse((await read('--json')).out) as {
    dispatches: { verified: boolean }[];
  };
  expect(dispatches.map(({ verified }) => verified)).toEqual([true]);
});

it('what was signed by whoever stands in says for whom, by the directory alone', async () => {
  const { xb, directoryServer } = desk;
  const { officer, authority } = ben;
  const life = { from: timestamp(xb.at), to: timestamp(later(xb.at, 20)) };
  const post = { ...life, authority, host: desk.xa.state, sending: xb.state, post: 'Mission' };
  const ana = xb.officer('ana').officer;
  await xb.add('posting', { ...post, officer: ana, standInFor: null }, xb.registrars);
  await xb.add('posting', { ...post, officer, standInFor: ana }, xb.registrars);
  directoryServer.served('directory', 'XB').entries = [...xb.directory];
  const { code, out } = await read('--utc');
  expect([code, out]).toEqual([
    0,
    expect.stringContaining(
      `stands in for ana, posted to XA by XB (Mission) until ${minuteOf(life.to)}`,
    ),
  ]);
  const { dispatches } = JSON.parse((await read('--json')).out) as { dispatches: object[] };
  expect(dispatches).toMatchObject([{ posting: { standInFor: 'ana' } }]);
});

it('what a since suspended officer signed before is still verified', async () => {
  const { xb, directoryServer } = desk;
  await xb.suspension('ben', later(xb.at, 1), { issuedAt: later(xb.at, 1) });
  directoryServer.served('directory', 'XB').entries = [...xb.directory];
  expect((await read()).code).toBe(0);
});

it.each<[string, () => unknown, string]>([
  ['with a word changed', reworded, 'cannot be read'],
  ['signed by an officer of ours', () => give(answer(), desk.xa.officer('ben')), 'another way'],
  [
    'that takes a consent to evidential use back, by an officer who gives none',
    () => {
      const effect = 'It is evidence no more.';
      const items = [parseDocumentId(threadId)];
      const body = { what: 'RECALL', items, reason: 'It named another.', effect } as const;
      return give({ ...answer(), kind: 'recall', body });
    },
    'no role',
  ],
  ['by an officer who may only read', () => give(answer(), desk.xb.officer('cleo')), 'no role'],
  [
    'by a key that no entry knows',
    () => {
      const { officer, authority } = ben;
      const from = { state: desk.xb.state, authority, officer };
      return give(answer({ from }), { ...ben, key: desk.xa.officer('ben').key });
    },
    'no entry makes',
  ],
  [
    'under the name of a colleague',
    () => give(answer({ from: { ...toUs, state: desk.xb.state, officer: ben.officer } })),
    'another authority',
  ],
  [
    'with the certificate of another',
    () => void (shown['certificate'] = base64(desk.xb.officer('cleo').key.certificate)),
    'another key',
  ],
  [
    'of another thread',
    () => give(answer({ thread: parseThreadId(answerId.replace('3f', '40')) })),
    'another document',
  ],
  ['under another id', () => void (shown['dispatch'] = threadId), 'another document'],
  ['shown as another kind', () => void (shown['kind'] = 'refusal'), 'another one'],
  ['shown as our own', () => void (shown['direction'] = 'OUT'), 'another way'],
  [
    'of an officer suspended before',
    async () => {
      const { xb, directoryServer } = desk;
      await xb.suspension('ben', later(xb.at, -0.5));
      directoryServer.served('directory', 'XB').entries = [...xb.directory];
    },
    'no entry makes',
  ],
  ['from before the mandate', () => give(answer({ composedAt: at() })), 'no entry makes'],
])('is not taken for the word of the neighbour: %s', async (_, lie, why) => {
  await lie();
  const { code, out, err } = await read();
  expect([code, err]).toEqual([4, expect.stringMatching('CLI_DOCUMENT_UNPROVEN')]);
  expect(out).toMatch(/\[NOT VERIFIED: /);
  expect(out).toMatch(why);
});

describe('what was accepted', () => {
  async function crossed(
    changes: Partial<Envelope> = {},
    { members = answer(), key }: { members?: Partial<Document>; key?: TestKey } = {},
  ): Promise<void> {
    const signed = await give({ ...members, link: aLinkId() });
    shown = { ...shown, ...(await desk.crossed(signed, changes, key)) };
  }
  const serve = (): void =>
    void (desk.directoryServer.served('directory', 'XB').entries = [...desk.xb.directory]);
  const json = async () => {
    const { out } = await read('--json');
    const { dispatches } = JSON.parse(out) as {
      dispatches: [{ verified: boolean; since: unknown }];
    };
    return dispatches[0];
  };
  async function another(): Promise<TestState> {
    const anew = await aState('XB').authority('coast-guard').at(later(desk.xb.at, -1)).build();
    expect(anew.rootFingerprint).not.toBe(desk.xb.rootFingerprint);
    await desk.xa.confirm(anew, aLinkId(), 1);
    return anew;
  }

  it('is judged by the directory that its envelope names', async () => {
    await crossed();
    const { code, out } = await read('--verbose');
    const { version, head } = desk.xb.point();
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`of its day: version ${version}, ${head}`),
    ]);
    expect(await json()).toMatchObject({
      verified: true,
      since: null,
      directory: { version, head },
    });
  });

  it('stays verified when its officer is suspended later, which is told', async () => {
    await crossed();
    const from = later(desk.xb.at, 1);
    await desk.xb.suspension('ben', from, { issuedAt: from });
    serve();
    const { code, out } = await read('--utc');
    expect([code, out]).toEqual([0, expect.stringMatching(/\[verified\]/)]);
    expect(out).toMatch(
      `since suspended: XB has ended the mandate of ben from ${minuteOf(timestamp(from))} on`,
    );
  });

  it('is disputed, neither verified nor unproven, when the suspension reaches back before it', async () => {
    await crossed();
    await desk.xb.suspension('ben', later(desk.xb.at, -0.5));
    serve();
    const { code, out, err } = await read();
    expect([code, err]).toEqual([5, expect.stringMatching('CLI_DOCUMENT_DISPUTED')]);
    expect(out).toMatch('[valid on its day, DISPUTED SINCE]');
    expect(out).toMatch('BEFORE this was signed: ask XB');
    expect(out).not.toMatch(/\[verified\]/);
    const since = { wasBefore: true, formerRoot: null, isKnown: true };
    expect(await json()).toMatchObject({ verified: false, problem: null, since });
  });

  it.each([
    ['and XB has another root since', true, 'XB has another root since'],
    ['and XB is no neighbour any more', false, 'XB is no neighbour any more'],
  ])('under a root that was compared then, %s', async (_, again, words) => {
    await crossed();
    const { xa, xb, directoryServer } = desk;
    const old = xb.rootFingerprint;
    if (again) directoryServer.replace(xb, await another());
    else {
      await xa.add('peer-removed', { peer: xb.state, linkId: aLinkId() }, [xa.officer('eli').key]);
      directoryServer.replace(xb);
    }
    for (const time of ['first', 'again, from what the profile has kept']) {
      const { code, out, err } = await read('--verbose');
      expect([time, code, err]).toEqual([time, 0, '']);
      expect(out).toMatch(`${words}; this rests on the root compared then, ${old}`);
    }
    const asked = desk.server.asked.filter(({ query }) => query.get('root') === old);
    expect(asked.length).toBeGreaterThan(1);
  });

  it.each<[string, () => unknown, string]>([
    [
      'under an envelope that another than its State signed',
      () => crossed({}, { key: ben.key }),
      'the envelope is not signed',
    ],
    [
      'under that of another document',
      () => crossed({ documentSha256: sha256(Buffer.from('x')) }),
      'another document',
    ],
    [
      'under that of another message',
      () => crossed({ id: parseMessageId('b'.repeat(32)) }),
      'another message',
    ],
    ['on another way', () => crossed({ to: parseStateCode('XC') }), 'other addresses'],
    [
      'by a directory that its State never had',
      () => crossed({ directory: { version: 3, head: sha256(Buffer.from('x')) } }),
      'of its day is not known',
    ],
    [
      'by another directory than its envelope names',
      async () => {
        await crossed();
        shown = { ...shown, directory: desk.xb.point(4) };
      },
      'another directory than is shown',
    ],
    [
      // A stolen key, with the directory from before the theft was known.
      'dated back to before a suspension',
      async () => {
        const point = desk.xb.point();
        const signed = await give({ ...answer(), link: aLinkId() });
        await desk.xb.suspension('ben', later(desk.xb.at, -0.5));
        serve();
        const sealedAt = timestamp(later(new Date(), 3));
        shown = { ...shown, ...(await desk.crossed(signed, { directory: point, sealedAt })) };
      },
      'composed at another time than it was sealed',
    ],
    [
      'once its State knew that the officer was suspended',
      async () => {
        await desk.xb.suspension('ben', later(desk.xb.at, -0.5));
        serve();
        await crossed();
      },
      'no entry makes',
    ],
  ])('and is not taken for it: %s', async (_, lie, why) => {
    await lie();
    const { code, out } = await read();
    expect([code, out]).toEqual([4, expect.stringMatching(/\[NOT VERIFIED: /)]);
    expect(out).toMatch(why);
  });
});

describe('a forged document', () => {
  beforeEach(reworded);

  it('makes no attachment “as signed”', async () => {
    const { code, out, err } = await fetched();
    expect([code, out, err]).toEqual([4, '', expect.stringMatching('CLI_DOCUMENT_UNPROVEN')]);
    expect(existsSync(desk.file('list.csv'))).toBe(false);
  });

  it('is not answered: it could name another authority to answer to', async () => {
    const { xa, xb } = desk;
    // A genuine request of XB's officer, in which the gateway names itself as the other end.
    const fay = await xb.grant('fay', ['LIAISON_OFFICER'], parseAuthorityId('coast-guard'));
    const members = { id: parseDocumentId(threadId), thread, to: toUs, body: aRequestBody() };
    await give({ ...members, kind: 'request', inReplyTo: null }, fay);
    const text = Buffer.from(String(shown['document']), 'base64').toString('utf8');
    shown['document'] = base64(Buffer.from(text.replace('"state":"XB"', `"state":"${xa.state}"`)));
    desk.server.on(`GET ${asked}/dispatches/${threadId}`, () => shown);
    const file = desk.file('answer.json');
    const body = { final: true, information: 'Flag confirmed.' };
    writeFileSync(file, JSON.stringify({ kind: 'response', purpose: 'INVESTIGATION', body }));
    const { code, err } = await desk.liaise(['inbox', 'answer', threadId, file, '--yes']);
    expect([code, err]).toEqual([4, expect.stringMatching('CLI_DOCUMENT_UNPROVEN')]);
    expect(desk.server.asked.some(({ path }) => path.endsWith('/answers'))).toBe(false);
  });
});
