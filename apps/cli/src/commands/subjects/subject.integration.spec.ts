import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';

const route = 'POST /api/v1/subjects/search';
const thread = '0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e';
const fact = {
  ...{ thread, authority: 'harbour-office', side: 'ASKED', requestType: 'INFORMATION', peer: 'XB' },
  ...{ peerAuthority: 'coast-guard', state: 'CLOSED', purpose: 'INVESTIGATION', recalled: true },
  ...{ by: ['NAME', 'NUMBER'], categories: ['WITNESS'], openedAt: at(), updatedAt: at() },
  recipients: [{ state: 'XA', authority: 'harbour-office' }],
  ...{ endedAt: null, reviewAt: at(), eraseAt: null },
};
const found = (members: object = {}) => ({
  ...{ facts: [], namesakes: 0, next: null, searchesLeft: 49 },
  entry: { event: thread, disclosures: ['abc'] },
  ...members,
});
const why = ['--ground', 'ACCESS', '--reference', 'DP 1'];

let desk: Desk;
let file: string;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.logIn();
  desk.server.on(sent, () => ({ asks: [], next: null }));
  file = join(desk.dir, 'person.json');
});
afterAll(() => desk.close());

const search = (person: object, ...flags: string[]) => {
  writeFileSync(file, JSON.stringify(person));
  return desk.liaise(['subject', 'search', file, ...why, ...flags]);
};

const sent = 'GET /api/v1/subjects/sent';

describe('liaise subject search', () => {
  it('asks for the person of the file, and shows what may be known of each file', async () => {
    desk.server.on(route, () => found({ facts: [fact], namesakes: 2, next: thread }));
    const person = { names: ['Amira Haddad'], birthDate: '1999-02-03' };
    const { code, out, err } = await search(person, '--after', thread);
    expect(code).toBe(0);
    expect(out).toMatch(/coast-guard of XB asks harbour-office.*RECALLED\n.*by name, a number/);
    expect(out).toMatch(/as WITNESS; for INVESTIGATION\n.*disclosed to XA\/harbour-office\n/);
    expect(out).toMatch('erased: no date yet');
    expect(err).toMatch(/another date of birth: 2, not shown.*\n.*--after .*\n.*49 searches left/);
    expect(err).toMatch('Not asked under this reference: XB (has part in a file above).');
    expect(desk.server.last(route).json()).toEqual({
      ...{ ground: 'ACCESS', reference: 'DP 1', after: thread, numbers: [], ...person },
    });
  });

  it('asks for the person line by line where no file is named', async () => {
    desk.server.on(route, () => found());
    const typed = ['Amira Haddad', 'A. Haddad', '', '1999-02-03', 'P1234567', ''];
    const asked = await desk.liaise(['subject', 'search', ...why], undefined, typed);
    expect([asked.code, asked.asked.length]).toEqual([0, 6]);
    expect(desk.server.last(route).json()).toEqual({
      ...{ ground: 'ACCESS', reference: 'DP 1', birthDate: '1999-02-03' },
      ...{ names: ['Amira Haddad', 'A. Haddad'], numbers: ['P1234567'] },
    });
    const none = await desk.liaise(['subject', 'search', ...why]);
    expect([none.code, none.err]).toEqual([2, expect.stringMatching('nobody can be asked here')]);
  });

  it('shows what neighbours were asked under the same reference, and since when they are silent', async () => {
    const ask = {
      ...{ thread, side: 'ASKING', peer: 'XB', peerAuthority: 'coast-guard', ground: 'ACCESS' },
      ...{ state: 'SUBMITTED', reference: 'DP 1', answerBy: '2026-01-31', erased: false },
      undelivered: null,
      ...{ outcome: null, answeredAt: null, openedAt: new Date(Date.now() - 9e7).toISOString() },
    };
    const answered = { ...ask, peer: 'XC', outcome: 'NOTHING_HELD', answeredAt: at() };
    desk.server.on(route, () => found());
    const pages = [
      { asks: [{ ...ask, reference: 'DP 2' }, ask], next: thread },
      { asks: [answered, { ...ask, peer: 'XD', undelivered: 'data-subject-request' }], next: null },
    ];
    desk.server.on(sent, ({ query }) => pages[query.get('after') === thread ? 1 : 0]);
    const { out, err } = await search({ numbers: ['P1'] });
    expect(err).not.toMatch('Not asked');
    expect(out).toMatch(
      /^Asked of XB\/coast-guard: no answer for 1 day, wanted by 2026-01-31: LATE$/m,
    );
    expect(out).toMatch(/^Asked of XC\/coast-guard: NOTHING_HELD since 2026-03-01$/m);
    expect(out).toMatch(/^Asked of XD\/coast-guard: never came there: ask again$/m);
    expect(out.match(/Asked of/g)).toHaveLength(3);
    desk.server.on(sent, () => ({ asks: [], next: null }));
  });

  it('reads the asks before a search is spent, and says where it stopped', async () => {
    desk.server.on(route, () => found());
    desk.server.on(sent, () => ({ asks: [], next: thread }));
    const { code, err } = await search({ numbers: ['P1'] });
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(`asks --purpose DATA_SUBJECT_RIGHTS --sent --after ${thread}`),
    ]);
    const searches = () => desk.server.asked.filter(({ path }) => route.endsWith(path)).length;
    const before = searches();
    desk.server.on(sent, (_, reply) => refuse(reply, 503, 'TRY_LATER'));
    expect((await search({ numbers: ['P1'] })).err).toMatch('TRY_LATER');
    desk.server.on(sent, () => ({ asks: [], next: null }));
    expect((await search({ numbers: ['P1'] }, '--reference', 'x'.repeat(81))).code).not.toBe(0);
    expect(searches()).toBe(before);
    expect((await search({ numbers: ['P1'] }, '--reference', 'x'.repeat(80))).code).toBe(0);
  });

  it('says so when there is nothing, and refuses a file with anything else in it', async () => {
    desk.server.on(route, () => found());
    const { err } = await search({ numbers: ['P1'] });
    expect(err).toMatch('No file here names the person among its subjects');
    expect(err).toMatch('Not looked at: texts, notes, attachments');
    expect(err).toMatch('Not asked under this reference: XB. Their files');
    const stray = await search({ name: 'Amira Haddad' });
    expect([stray.code, stray.err]).toEqual([1, expect.stringMatching('CLI_FILE_INVALID')]);
    expect(stray.err).not.toMatch('Amira');
    desk.server.on(route, (_, reply) => refuse(reply, 429, 'SUBJECT_SEARCHES_SPENT'));
    expect((await search({ numbers: ['P1'] })).err).toMatch('SUBJECT_SEARCHES_SPENT');
  });
});
