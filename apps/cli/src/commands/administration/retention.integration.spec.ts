import { readFileSync } from 'node:fs';
import { aHoldId, aThreadId } from '../../../../../test/support/builders.js';
import { Desk } from '../../../../../test/support/desk.js';
import { refuse } from '../../../../../test/support/https-gateway.js';
import { standardRetention } from '#capabilities/retention/retention.schema';
import { decodeEntry } from '#wire';
import { newOfficerKey } from '../../keys/officer-keys.js';
import { shortId } from '../../print/short-id.js';

const thread = aThreadId('one');
const hold = aHoldId('one');
let desk: Desk;

beforeEach(async () => {
  desk = await Desk.open();
  for (const name of ['dora', 'eli'])
    await newOfficerKey(name, desk.file(`${name}.key`), undefined, new Date());
  desk.server.on('POST /api/v1/directory/entries', () => ({ version: 1, head: 'a'.repeat(64) }));
});
afterEach(() => desk.close());

const liaise = (...args: readonly string[]) => desk.liaise(['retention', ...args]);
const key = (name: string) => ['--key', desk.file(`${name}.key`), '--yes'];
const grant = (name: string) => {
  const file = JSON.parse(readFileSync(desk.file(name), 'utf8')) as {
    entry: string;
    signatures: string[];
  };
  return { ...file, parsed: decodeEntry(Buffer.from(file.entry, 'base64')) };
};

async function ordered(): Promise<void> {
  const { xa } = desk;
  const [dora, eli] = [xa.officer('dora').key, xa.officer('eli').key];
  const code = { reason: 'COURT_ORDER', basis: 'CPC_ART_12' };
  desk.directoryServer
    .served('retention', 'XA')
    .entries.push(
      await xa.entry('hold', { hold, thread, ...code }, [dora]),
      await xa.entry('erase', { thread: aThreadId('two'), basis: 'LED_ART_16_2' }, [dora, eli]),
    );
}

describe('liaise retention', () => {
  it('composes a rule: what is not said stays standard, and nothing is out of bounds', async () => {
    const rule = ['rule', '--state', 'XA', '--basis', 'POLICE_DATA_ACT_5', ...key('dora')];
    const out = ['--out', desk.file('rule.json')];
    const months = ['--months', 'NOTE=12', '--months', 'ANSWER=24', '--review-months', '3'];
    const made = await liaise(...rule, ...months, ...out);
    expect(made.code).toBe(0);
    const issued = Date.parse(grant('rule.json').parsed.issuedAt);
    const first = new Date(issued + 14 * 24 * 3_600_000).toISOString();
    expect(made.err).toMatch(`go by this rule from ${first} on`);
    expect(grant('rule.json').parsed.body).toEqual({
      ...{ basis: 'POLICE_DATA_ACT_5', reviewMonths: 3 },
      months: { ...standardRetention.months, NOTE: 12, ANSWER: 24 },
    });
    for (const wrong of ['NOTE=61', 'NOTE=0', 'NOTE', 'PHOTO=3'])
      expect((await liaise(...rule, '--months', wrong, ...out)).code).not.toBe(0);
    expect((await liaise(...rule, '--review-months', '7', ...out)).code).not.toBe(0);
  });

  it('composes, cosigns and submits an order to erase', async () => {
    const file = desk.file('erase.json');
    const basis = ['--basis', 'LED_ART_16_2'];
    const begun = await liaise(
      'erase',
      thread,
      ...basis,
      '--state',
      'XA',
      '--out',
      file,
      ...key('dora'),
    );
    expect([begun.code, begun.out]).toEqual([0, expect.stringMatching('1 signature')]);
    const signed = await liaise('erase', '--cosign', file, ...key('eli'));
    expect([signed.code, signed.out]).toEqual([0, expect.stringMatching('2 signatures')]);
    expect(grant('erase.json')).toMatchObject({
      parsed: {
        kind: 'erase',
        chain: 'retention',
        state: 'XA',
        body: { thread, basis: 'LED_ART_16_2' },
      },
    });
    const wrong = await liaise('hold', '--cosign', file, ...key('eli'));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching('holds erase')]);
    const at = ['--url', desk.server.origin, '--ca', desk.file('ca.crt')];
    const sent = await liaise('erase', '--submit', file, ...at);
    expect([sent.code, sent.out]).toEqual([0, expect.stringMatching('version 1 of retention')]);
    expect(desk.server.last('POST /api/v1/directory/entries').json()).toMatchObject({
      chain: 'retention',
      signatures: [expect.any(String), expect.any(String)],
    });
  });

  it('holds a thread with a reason and a basis, as codes and never as text', async () => {
    const out = ['--state', 'XA', '--out', desk.file('hold.json'), ...key('dora')];
    for (const codes of [
      ['--basis', 'CPC_ART_12'],
      ['--basis', 'CPC_ART_12', '--reason', 'court order of Monday'],
      ['--basis', 'art 12', '--reason', 'COURT_ORDER'],
    ]) {
      const { code, err } = await liaise('hold', thread, ...codes, ...out);
      expect([code, err]).toEqual([2, expect.stringMatching('a code of capital letters')]);
    }
    const good = await liaise('hold', thread, '--reason', 'COURT_ORDER', '--basis', 'CPC', ...out);
    expect(good.code).toBe(0);
    expect(grant('hold.json').parsed.body).toMatchObject({
      thread,
      reason: 'COURT_ORDER',
      basis: 'CPC',
    });
  });

  it('lists what stands and lifts a hold of the list, by verified orders alone', async () => {
    await desk.logIn();
    expect((await liaise('list')).err).toMatch('Nothing is held');
    await ordered();
    const list = await liaise('list');
    expect(list.out).toMatch(
      new RegExp(`HOLD +${shortId(hold)} +${shortId(thread)} .*COURT_ORDER`),
    );
    expect(list.out).toMatch(new RegExp(`ERASE +- +${shortId(aThreadId('two'))} .*LED_ART_16_2`));
    const out = ['--out', desk.file('lift.json'), ...key('dora')];
    const none = await liaise('lift', aHoldId('two'), '--basis', 'CPC', ...out);
    expect([none.code, none.err]).toEqual([2, expect.stringMatching('no such hold stands')]);
    expect((await liaise('lift', hold, '--basis', 'CPC', ...out)).code).toBe(0);
    expect(grant('lift.json').parsed).toMatchObject({
      kind: 'hold-lifted',
      body: { hold, thread },
    });
  });

  it('believes no order that administrators did not sign', async () => {
    await desk.logIn();
    const { xa } = desk;
    const body = { thread, basis: 'LED_ART_16_2' };
    const { entries } = desk.directoryServer.served('retention', 'XA');
    for (const signers of [
      [xa.officer('dora').key],
      [xa.officer('ana').key, xa.officer('dora').key],
    ]) {
      entries.splice(0, entries.length, await xa.entry('erase', body, signers));
      const { code, err } = await liaise('list');
      expect([code, err]).toEqual([4, expect.stringMatching('CLI_DIRECTORY_INVALID')]);
    }
  });

  it('says what the gateway refuses: a hold beats an erasing', async () => {
    desk.server.on('POST /api/v1/directory/entries', (_asked, reply) =>
      refuse(reply, 409, 'RETENTION_HELD'),
    );
    const file = desk.file('erase.json');
    await liaise('erase', thread, '--basis', 'LED', '--state', 'XA', '--out', file, ...key('dora'));
    const at = ['--url', desk.server.origin, '--ca', desk.file('ca.crt')];
    const { code, err } = await liaise('erase', '--submit', file, ...at);
    expect([code === 0, err]).toEqual([false, expect.stringMatching('RETENTION_HELD')]);
  });
});
