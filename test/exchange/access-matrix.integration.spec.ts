import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { roles } from '#kernel';
import { isOpen, mayDo, type Pattern } from '../support/calls.js';
import { Chance } from '../faults/chance.js';
import { aRequestBody } from '../support/bodies.js';
import { closeAll, gatewayRoutes } from '../support/http-gateway.js';
import {
  besides,
  deskOf,
  effectsIn,
  forEach,
  isAudit,
  rows,
  sidesOf,
  withSlots,
  type Answer,
  type Caller,
  type Row,
} from '../instruments/matrix/matrix.js';
import { MatrixRequests } from './fixtures/matrix-requests.js';
import { idsInSchemas, idsInFixture, namedElsewhere } from '../instruments/matrix/named-ids.js';
import { codeOf, OfficeDay } from './fixtures/office-day.js';
import { canaryOf, nothing, Tenants, type Tenant } from '../instruments/matrix/tenants.js';
import { addressOf, routeFixtures, type Aim } from '../instruments/matrix/route-fixtures.js';

// Attempts of all kinds, including refusals for the route itself and other verbs.
const enough = 10_000;
// Attempts with another authority's id in a permitted call. The long run asks for more than the rows alone
// give.
const named = Number(process.env['MATRIX_FOREIGN'] ?? 0);
const walked = 300;
const longest = 1_800_000;
const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
describe('what an authority of a State has', () => {
  let all: Tenants;
  let day: OfficeDay;
  let requests: MatrixRequests;
  let callers: Caller[];
  const answersOfNobody = new Map<string, Answer>();
  let attempts = 0;
  let foreign = 0;
  const seen = new Set<string>();
  let wrong: string[] = [];
  let unknown: Aim;
  beforeEach(() => {
    wrong = [];
  });

  beforeAll(async () => {
    all = await Tenants.start();
    unknown = { ...(await nothing(all.two)), words: 'canary-of-nobody-at-all' };
    const [one, two] = all.tenants;
    const people = [one, two].flatMap(({ staff }) => Object.values(staff as object) as string[]);
    requests = await MatrixRequests.begin(all, [...people, 'bea', 'max']);
    ({ day } = requests);
    const neighbour = await OfficeDay.begin(all.two.a, ['ana']);
    // Retention steps, half a minute after a file's arrival, would look like an effect of a call.
    for (const { steps } of [all.two.a, all.two.b]) await steps.hold('retention');
    const ended = await day.login('ben');
    await day.calls.ask('requests.close-session', { session: ended });
    const officers = (own: Tenant, other: Tenant): Caller[] =>
      (Object.values(own.staff as object) as string[]).map((name) => ({
        ...{ name, officer: name, token: day.token(name), own, other },
      }));
    const strangers = {
      nobody: null,
      neighbour: neighbour.token('ana'),
      ended,
      drawn: 'A'.repeat(43),
    };
    callers = [
      ...officers(one, two),
      ...officers(two, one),
      ...Object.entries(strangers).map(([name, token]) => ({
        ...{ name, token, officer: null, own: one, other: two },
      })),
    ];
  }, longest);
  afterAll(async () => {
    await closeAll();
    await all.stop();
  });

  const effects = (): Promise<readonly object[]> => effectsIn(all);

  const ask = (caller: Caller, row: Row, aim: Aim): Promise<Answer> =>
    requests.ask(caller, row, aim);
  const words = ({ authority }: Tenant): string => canaryOf(authority);
  const aimAt = (tenant: Tenant, side: 'asked' | 'asking'): Aim => ({
    ...tenant[side],
    words: words(tenant),
  });
  const isSame = (one: Answer, other: Answer): boolean =>
    one.status === other.status && one.body === other.body;

  // Requires that no content of the other authority comes back, and that the answer equals that for an
  // unknown id.
  async function attempt(caller: Caller, row: Row, aim: Aim, nobody: Aim): Promise<void> {
    attempts += 1;
    const [route, { slots, cursor }] = row;
    seen.add(route);
    const answer = await ask(caller, row, aim);
    const reportWrong = (what: string): number =>
      wrong.push(`${caller.name} ${route} ${slots.join()}: ${what}`);
    if (answer.body.includes(canaryOf(caller.other.authority))) reportWrong(`leak ${answer.body}`);
    if (caller.officer === null && answer.body.includes('canary-of'))
      reportWrong(`leak ${answer.body}`);
    const closed = requests.isClosed(caller, route);
    if (slots.length > 0 && caller.officer !== null && !closed) foreign += 1;
    if (isAudit(route) && !closed) return;
    for (const { thread, dispatch, named, upload, note, wanted, broadcast } of [
      caller.other.asked,
      caller.other.asking,
    ])
      for (const id of [thread, dispatch, named, upload, note, wanted, broadcast])
        if (answer.body.includes(id)) reportWrong(`names ${id}`);
    if (slots.length === 0) return;
    const twin = cursor === undefined ? nobody : { ...nobody, [cursor]: besides(aim[cursor]) };
    // A call without the right is refused in the same words, whatever it names, to all officers of an authority.
    const ids = closed ? [] : [rows.indexOf(row), ...slots.map((slot) => twin[slot])];
    const who = closed && caller.officer !== null ? caller.own.authority : caller.name;
    const key = JSON.stringify([who, closed, route, ids]);
    const earlier = answersOfNobody.get(key);
    if (earlier !== undefined && isSame(answer, earlier)) return;
    // Asked anew, since the caller's own rows may have changed. A refusal for want of the right does not depend on rows.
    const none = closed && earlier !== undefined ? earlier : await ask(caller, row, twin);
    answersOfNobody.set(key, none);
    if (!isSame(answer, none))
      reportWrong(`${answer.status} ${answer.body} is not ${none.status} ${none.body}`);
  }

  const isOwnEnd = (caller: Caller, route: string): boolean =>
    caller.officer !== null && route === 'DELETE /api/v1/session';

  it('has a row in the matrix for every route, and a caller of every role', () => {
    expect(Object.keys(routeFixtures).sort()).toEqual(gatewayRoutes.map(([route]) => route).sort());
    const held = callers.flatMap(({ officer }) =>
      officer === null ? [] : all.two.b.session(officer).roles,
    );
    expect([...new Set(held)].sort()).toEqual([...roles].sort());
  });

  it('is named in every place where a document names something', () => {
    const aim = aimAt(all.tenants[0], 'asked');
    const named = new Set(rows.flatMap(([, fixture]) => idsInFixture(fixture, aim)));
    const left = idsInSchemas().filter((place) => !named.has(place));
    expect(left).toEqual(Object.keys(namedElsewhere).sort());
  });

  it('is there for its own officers: the matrix would see it', async () => {
    const own = { ...all.tenants[1], staff: all.tenants[1].staff };
    const by = (name: string): Caller => callers.find((each) => each.name === name) as Caller;
    const show = (route: string): Row => rows.find(([each]) => each === route) as Row;
    const asked = aimAt(own, 'asked');
    const read = await ask(by('hal'), show('GET /api/v1/inbox/:thread'), asked);
    expect([read.status, read.body.includes(canaryOf(own.authority))]).toEqual([200, true]);
    const file = 'GET /api/v1/requests/:thread/dispatches/:dispatch/attachments/:position';
    const got = await ask(by('lia'), show(file), aimAt(own, 'asking'));
    expect([got.status, got.body.includes(canaryOf(own.authority))]).toEqual([200, true]);
    const found = await ask(by('lia'), show('POST /api/v1/requests/search'), asked);
    expect(found.status).toBe(200);
    expect((await ask(by('lia'), show('POST /api/v1/uploads'), asked)).status).toBe(201);
    const several = show('GET /api/v1/requests/broadcasts/:broadcast');
    const among = await ask(by('lia'), several, aimAt(own, 'asking'));
    expect([among.status, among.body.includes(own.asking.thread)]).toEqual([200, true]);
    for (const name of ['aud', 'cleo'])
      expect((await ask(by(name), show('GET /api/v1/quarantine/:id'), asked)).status).toBe(200);
    // A prosecutor's second id is looked up and refused by itself.
    for (const [, { slots, signs, sides = [] }] of rows.filter(
      ([route, fixture]) => route === 'POST /api/v1/requests' && fixture.slots.includes('named'),
    )) {
      expect(sides).toEqual(['asking']);
      const mixed = withSlots(aimAt(own, 'asking'), unknown, ['named']);
      const { body } = await ask(by('jud'), ['POST /api/v1/requests', { slots, signs }], mixed);
      expect(body).toMatch(/"(?:RECALL|EVIDENCE|CONSENT)_[A-Z]+"|"PARENT_MISMATCH"/);
    }
    // For a held document with its release, the receiver is refused. For one not held, the release is not read.
    const forward = rows.find(([, { slots }]) => slots.includes('said')) as Row;
    const held = await ask(by('lia'), forward, aimAt(own, 'asking'));
    const gone = await ask(by('lia'), forward, unknown);
    expect([held.body, gone.body]).toEqual([
      expect.not.stringContaining('FORWARD_IMPOSSIBLE'),
      expect.stringContaining('FORWARD_IMPOSSIBLE'),
    ]);
  });

  it(
    'stays its own: every route, every officer and stranger, every id in every place',
    async () => {
      const before = await effects();
      await forEach(callers, async (caller) => {
        for (const row of rows) {
          const [route, { slots }] = row;
          if (isOwnEnd(caller, route)) continue;
          for (const side of sidesOf(row)) {
            const foreign = aimAt(caller.other, side);
            await attempt(caller, row, foreign, unknown);
            // Of a call without the right only the refusal is checked.
            if (requests.isClosed(caller, route)) break;
            if (slots.length < 2) continue;
            const own = aimAt(caller.own, side);
            for (const slot of slots) {
              const twin = withSlots(own, unknown, [slot]);
              await attempt(caller, row, withSlots(own, foreign, [slot]), twin);
            }
          }
        }
      });
      expect(wrong).toEqual([]);
      expect([...seen].sort()).toEqual(gatewayRoutes.map(([route]) => route).sort());
      expect(await effects()).toEqual(before);
    },
    longest,
  );

  it(
    'is done at home by the roles of the table alone, whatever call a handler answers',
    async () => {
      const before = await effects();
      const alone = new Set<Pattern>();
      const closedTo = (caller: Caller, [route]: Row): boolean => {
        const call = requests.callOf.get(route);
        if (call === undefined || isOpen(call)) return false;
        alone.add(call);
        return caller.officer !== null && requests.isClosed(caller, route);
      };
      await forEach(callers, async (caller) => {
        for (const row of rows.filter((each) => closedTo(caller, each))) {
          attempts += 1;
          const { status, body } = await ask(caller, row, aimAt(caller.own, deskOf(row)));
          if (status !== 403 || !body.includes('"PERMISSION_DENIED"'))
            wrong.push(`${caller.name} ${row[0]}: ${status} ${body}`);
        }
      });
      expect(wrong).toEqual([]);
      expect(await effects()).toEqual(before);
      // Tested elsewhere: pieces of an upload, the end of a session, and retention, which a chain answers.
      const others = ['session', 'close-session', 'retention', 'upload-chunk', 'upload-finish'].map(
        (name) => `requests.${name}`,
      );
      const closed = day.calls.patterns.filter(
        (call) => !isOpen(call as Pattern) && !others.includes(call),
      );
      expect(closed.filter((call) => !alone.has(call as Pattern))).toEqual([]);
    },
    longest,
  );

  it(
    'takes pieces of an upload from whom it is, and ends it for nobody else',
    async () => {
      const officers = callers.flatMap(({ officer }) => officer ?? []);
      const mayUpload = (name: string): boolean =>
        mayDo(all.two.b.session(name), 'requests.upload-chunk');
      const piece = { index: 0, bytes: Buffer.from('piece') };
      const size = piece.bytes.length;
      for (const owner of officers.filter(mayUpload)) {
        const { upload } = await day.ask(owner, 'requests.upload-begin', { size });
        for (const other of officers.filter((name) => name !== owner))
          for (const id of [upload, crypto.randomUUID()]) {
            attempts += 2;
            const code = mayUpload(other) ? 'UPLOAD_NOT_OPEN' : 'PERMISSION_DENIED';
            const said = [
              await codeOf(day.ask(other, 'requests.upload-chunk', { upload: id, ...piece })),
              await codeOf(day.ask(other, 'requests.upload-finish', { upload: id })),
            ];
            if (said.join() !== `${code},${code}`) wrong.push(`${other}: ${said.join()}`);
          }
        await day.ask(owner, 'requests.upload-chunk', { upload, ...piece });
        expect(await day.ask(owner, 'requests.upload-finish', { upload })).toMatchObject({ size });
      }
      expect(wrong).toEqual([]);
    },
    longest,
  );

  it(
    'gives no word of a thread to colleagues who are not on its access list, at any route',
    async () => {
      const [own] = all.tenants;
      const before = await effects();
      const colleagues = ['bea', 'max', 'cam'].map((name): Caller => ({
        name,
        token: day.token(name),
        own,
        other: own,
        officer: name,
      }));
      await forEach(colleagues, async (caller) => {
        for (const row of rows) {
          const [route, { slots }] = row;
          // Breaking the glass opens a thread; a file belongs to the desk that brought it.
          if (isOwnEnd(caller, route) || route.endsWith('/break-glass') || slots.includes('upload'))
            continue;
          for (const side of sidesOf(row)) {
            attempts += 1;
            const { status, body } = await ask(caller, row, aimAt(own, side));
            if (body.includes(canaryOf(own.authority)) || body.includes(own[side].note))
              wrong.push(`${caller.name} ${route}: ${status} ${body}`);
          }
        }
      });
      expect(wrong).toEqual([]);
      expect(await effects()).toEqual(before);
    },
    longest,
  );

  it(
    'has no other verb',
    async () => {
      await forEach(callers, async (caller) => {
        for (const [route] of gatewayRoutes) {
          const address = addressOf(route, aimAt(caller.other, 'asked'), { slots: [] });
          const known = gatewayRoutes
            .filter(([each]) => each.split(' ')[1] === route.split(' ')[1])
            .map(([each]) => each.split(' ')[0]);
          for (const method of verbs.filter((verb) => !known.includes(verb))) {
            attempts += 1;
            const answer = await requests.send(caller, { ...address, method });
            // A word in place of an id is a malformed id.
            if (answer.status < 400)
              wrong.push(`${caller.name} ${method} ${route}: ${answer.body}`);
          }
        }
      });
      expect(wrong).toEqual([]);
    },
    longest,
  );

  it(
    'stays its own on walks at random, until the attempts are enough',
    async () => {
      const before = await effects();
      const chance = new Chance(
        Number(process.env['MATRIX_SEED'] ?? Math.floor(Math.random() * 2 ** 32)),
      );
      const some = <T>(from: readonly T[]): T =>
        from[Math.floor(chance.between(0, from.length))] as T;
      const open = rows.filter(([, { slots }]) => slots.length > 0);
      const end = Math.max(enough, attempts + walked);
      while (attempts < end || foreign < named) {
        const row = some(open);
        const caller = some(callers);
        if (isOwnEnd(caller, row[0]) || requests.isClosed(caller, row[0])) continue;
        const { slots } = row[1];
        const sides = (tenant: Tenant): Aim => aimAt(tenant, some(['asked', 'asking'] as const));
        const theirs = slots.filter(() => chance.next() < 0.5);
        if (theirs.length === 0) theirs.push(some(slots));
        const own = sides(caller.own);
        const aim = theirs.reduce((to, slot) => withSlots(to, sides(caller.other), [slot]), own);
        await attempt(caller, row, aim, withSlots(own, unknown, theirs));
      }
      expect(foreign).toBeGreaterThan(Math.max(1_000, named - 1));
      // MATRIX_SEED=n repeats this run.
      expect([chance.seed, wrong]).toEqual([chance.seed, []]);
      expect(await effects()).toEqual(before);
    },
    longest,
  );

  it('has its broadcasts to itself: by the id of another’s one begins one of one’s own', async () => {
    const [one, two] = all.tenants;
    const several = rows.find(([route]) => route.endsWith('/:broadcast')) as Row;
    const begin = (subjectLine: string): Row => [
      'POST /api/v1/requests',
      {
        slots: ['broadcast'],
        signs: ({ broadcast: id }) => ({
          document: {
            ...{ kind: 'request', thread: null, inReplyTo: null },
            body: aRequestBody({ subjectLine, broadcast: { id, proportionality: 'x' } }),
          },
        }),
      },
    ];
    for (const [name, other] of [
      ['ana', two],
      ['lia', one],
    ] as const) {
      const caller = callers.find((each) => each.name === name) as Caller;
      const aim = aimAt(other, 'asking');
      const sent = await ask(caller, begin('the first'), aim);
      expect(sent.status).toBe(201);
      const again = await ask(caller, begin('the second'), aim);
      expect(again.body).toContain('"BROADCAST_IMPOSSIBLE"');
      const { thread } = JSON.parse(sent.body) as { thread: string };
      const shown = await ask(caller, several, aim);
      expect([shown.status, shown.body.includes(thread)]).toEqual([200, true]);
      for (const id of [other.asking.thread, canaryOf(other.authority)])
        expect(shown.body).not.toContain(id);
      const theirs = callers.find((each) => each.name === other.staff.liaison) as Caller;
      expect((await ask(theirs, several, aim)).body).not.toContain(thread);
    }
  });
});
