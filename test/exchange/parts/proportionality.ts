import { beforeAll, describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { parseBroadcastId, type RequestBody } from '#kernel';
import { aRequestBody } from '../../support/builders.js';
import type { TestGateway } from '../../support/gateway.js';
import { Halting } from '../fixtures/halting.js';
import { codeOf } from '../fixtures/recalling.js';
import type { ThreeStates } from '../fixtures/three-states.js';
import { sharedLine } from './line.js';

describe('what is asked of several States', () => {
  let three: ThreeStates;
  let at: Halting;
  beforeAll(async () => {
    three = await sharedLine();
    at = new Halting(three);
  }, 90_000);

  const said = {
    subjectLine: 'Asked of each alone',
    facts: 'A boat without a name.',
    subjects: [],
  };
  const ask = (to: TestGateway, more: Partial<RequestBody> = {}): Promise<string> =>
    codeOf(at.ask(to, { body: aRequestBody({ ...said, ...more }) }));
  const broadcast = () => ({
    broadcast: { id: parseBroadcastId(v7()), proportionality: 'It may be in either.' },
  });

  it('is one broadcast with its reasons, not the same words one by one', async () => {
    const { a, b, c } = three;
    expect(await ask(a)).toBe('done');
    expect(await ask(c)).toBe('BROADCAST_NEEDED');
    // A refused request is not kept: it is refused again, and the first State may be asked again.
    expect(await ask(c)).toBe('BROADCAST_NEEDED');
    expect(await ask(a)).toBe('done');
    expect(await ask(c, { facts: 'A boat with a name.' })).toBe('done');
    expect(await ask(c, broadcast())).toBe('done');
    const life = { requestType: 'RISK_TO_LIFE' } as const;
    for (const to of [a, c]) expect(await ask(to, life)).toBe('done');
    // After a day it counts as another request.
    const other = { facts: 'A boat of yesterday.' };
    expect(await ask(a, other)).toBe('done');
    expect(await ask(c, other)).toBe('BROADCAST_NEEDED');
    await b.sql(
      `update cases.likeness set opened_at = opened_at - interval '25 hours' where type = 'WORDS'`,
    );
    expect(await ask(c, other)).toBe('done');
  }, 60_000);

  it('shows in no list as a thread about the same', async () => {
    const { b } = three;
    const [row] = await b.sql<{ words: number; tokens: number }>(
      `select count(*)::int as words, count(distinct token)::int as tokens from cases.likeness where type = 'WORDS'`,
    );
    expect(row?.words).toBeGreaterThan(row?.tokens ?? 0);
    const session = b.session('ana');
    const shown = await b.asking.listThreads(session, { limit: 50, before: null }, 'INVESTIGATION');
    const alike = shown.filter(({ subjectLine }) => subjectLine === said.subjectLine);
    expect(alike.length).toBeGreaterThan(5);
    expect(alike.flatMap(({ duplicates }) => duplicates)).toEqual([]);
  }, 60_000);
});
