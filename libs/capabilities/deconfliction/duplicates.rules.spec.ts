import { describe, expect, it } from '@jest/globals';
import {
  aDocument,
  aRequestBody,
  aThreadId,
  anAuthority,
  anOfficer,
  at,
} from '../../../test/support/builders.js';
import { aThread, refusedBy } from '../../../test/support/case-facts.js';
import type { RequestBody } from '#kernel';
import type { End, Item } from '#capabilities/capability';
import type { Session } from '#access';
import type { DuplicateFacts } from './duplicates.facts.js';
import { decideSeen, duplicateRules } from './duplicates.rules.js';
import type { HashedMatchKeys, MatchingThread, DeconflictionResult } from './deconfliction.rows.js';

const session = {
  ...{ officer: anOfficer('lin'), authority: anAuthority(), roles: ['LIAISON_OFFICER'] },
} as unknown as Session;
const matchKeys: HashedMatchKeys = {
  ...{ compartment: 'ENFORCEMENT', types: ['PERSON'], tokens: [Buffer.alloc(3)] },
  asked: Buffer.alloc(1),
};
const thread = aThread({}, 'own');
const other = aThreadId('other');
const like = (id = other, onRoster = true): MatchingThread => ({
  ...{ ...aThread({ id, onRoster }), by: ['PERSON'] },
});
const alone: DeconflictionResult = { otherDesk: false };
const withOtherDesk: DeconflictionResult = { otherDesk: true };

interface Given {
  readonly like?: readonly MatchingThread[];
  readonly deconfliction?: DeconflictionResult | null;
  readonly given?: Item['given'];
  readonly body?: Partial<RequestBody>;
}
function judged({ like: found = [], deconfliction: by = alone, given = {}, body = {} }: Given) {
  const request = aDocument({ body: aRequestBody(body) });
  const item: Item = {
    ...{ document: request, thread, direction: 'OUT', at: at(), session, given },
    ...(by !== null && { deconflictionResult: by }),
  };
  const facts: DuplicateFacts = {
    compared: new Map([[request.id, { request, matchKeys, like: found }]]),
  };
  return { item, facts, request };
}
function judge(given: Given, end: End = 'INTAKE'): string {
  const { item, facts } = judged(given);
  return refusedBy(duplicateRules, item, facts, end);
}
function follow(given: Given) {
  const { item, facts, request } = judged(given);
  return { ...decideSeen(item, facts), request };
}
const life = { requestType: 'RISK_TO_LIFE' } as const;

describe('a request about the same as others', () => {
  it('leaves when its officer says to have seen them', () => {
    expect(judge({})).toBe('passes');
    expect(judge({ like: [like()] })).toBe(`DUPLICATE_NOT_SEEN thread ${other}`);
    expect(judge({ like: [like()], given: { duplicatesSeen: [thread.id] } })).toBe(
      `DUPLICATE_NOT_SEEN thread ${other}`,
    );
    expect(judge({ like: [like()], given: { duplicatesSeen: [other] } })).toBe('passes');
    expect(judge({ like: [like(thread.id)] })).toBe('passes');
  });

  it('tells of other desks what the look has told, and never more', () => {
    const hidden = [like(other, false)];
    expect(judge({ like: hidden })).toBe('passes');
    expect(judge({ like: hidden, deconfliction: null })).toBe('passes');
    expect(judge({ deconfliction: withOtherDesk })).toBe('DUPLICATE_NOT_SEEN another desk');
    expect(judge({ deconfliction: withOtherDesk, given: { otherDeskSeen: true } })).toBe('passes');
    expect(judge({ deconfliction: withOtherDesk, like: [like()] })).toBe(
      `DUPLICATE_NOT_SEEN thread ${other}, another desk`,
    );
  });

  it('names what is unseen as data, for programs', () => {
    const { item, facts } = judged({
      deconfliction: withOtherDesk,
      like: [like(), like(thread.id)],
    });
    expect(duplicateRules[0]?.judge(item, facts, 'INTAKE')).toMatchObject({
      facts: { threads: [other], otherDesk: true },
    });
  });

  it('leaves at once where a life is at risk, and is asked of the officer alone', () => {
    expect(judge({ deconfliction: withOtherDesk, like: [like()], body: life })).toBe('passes');
    for (const end of ['SEALING', 'FILING'] as const)
      expect(judge({ deconfliction: withOtherDesk, like: [like()] }, end)).toBe('passes');
  });

  it('is of nothing that nobody compares', () => {
    const { item } = judged({ deconfliction: withOtherDesk, like: [like()] });
    expect(refusedBy(duplicateRules, item, { compared: new Map() }, 'INTAKE')).toBe('passes');
    expect(decideSeen(item, { compared: new Map() })).toEqual({ drafts: [] });
  });
});

describe('what is on record of it', () => {
  const passed = (data: object) => ({ typ: 'duplicates.passed', data });

  it('is what it was sent in spite of', () => {
    expect(follow({}).drafts).toEqual([]);
    const seen = follow({ like: [like()], given: { duplicatesSeen: [other] } });
    const data = { document: seen.request.id, otherDesk: false, looked: true, before: true };
    expect(seen.drafts).toMatchObject([passed({ ...data, found: 1 })]);
    expect(seen.effect).toBeUndefined();
    const late = follow({ deconfliction: withOtherDesk, like: [like()], body: life });
    expect(late.drafts).toMatchObject([
      passed({ ...data, found: 1, otherDesk: true, before: false }),
    ]);
  });

  it('is first what was told now', () => {
    const event = { typ: 'duplicates.checked' } as NonNullable<DeconflictionResult['event']>;
    expect(follow({ deconfliction: { ...alone, event } }).drafts).toEqual([event]);
    const both = follow({
      deconfliction: { ...withOtherDesk, event },
      given: { otherDeskSeen: true },
    }).drafts;
    expect(both.map(({ typ }) => typ)).toEqual(['duplicates.checked', 'duplicates.passed']);
  });

  it('is that nobody looked, and the desks are told', () => {
    const unlooked = follow({ deconfliction: null });
    expect(unlooked.effect).toEqual({ asker: session, matchKeys });
    expect(unlooked.drafts).toMatchObject([passed({ found: 0, looked: false, before: true })]);
  });
});
