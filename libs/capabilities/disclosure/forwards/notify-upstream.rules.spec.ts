import { describe, expect, it } from '@jest/globals';
import {
  aDocumentId,
  aHash,
  aLinkId,
  aMessageId,
  aState,
  at,
  base64Of,
} from '../../../../test/support/builders.js';
import { aThread } from '../../../../test/support/case-facts.js';
import { accessListLimits } from '#capabilities/access-lists/access-lists.lists';
import type { Receipt } from '#kernel';
import { canonicalJson, sha512 } from '#wire';
import { messageOf, type CameBefore, type EmergencyAccessFacts } from './notify-upstream.facts.js';
import { decideUpstreamNotices, type Onward } from './notify-upstream.rules.js';

const from = { linkId: aLinkId('c'), peer: aState('XC'), own: aState('XB') };
const thread = aThread({ peer: aState('XA'), linkId: aLinkId('a') });
const [went, came] = [aMessageId('went'), aMessageId('came')];
const place: CameBefore = {
  ...{ by: went, forward: aDocumentId('forward'), thread },
  ...{ linkId: thread.linkId, messageId: came },
};
const sealed = {
  ...{ linkId: place.linkId, messageId: came, size: 9 },
  ...{ ciphertextSha256: aHash('sent'), ciphertextSha512: sha512(Buffer.from('sent')) },
};
const factsOf = (members: Partial<EmergencyAccessFacts> = {}): EmergencyAccessFacts => ({
  ...{ places: [place], reportCounts: new Map(), received: new Map([[messageOf(place), sealed]]) },
  ...members,
});
const report = (
  members: Partial<Pick<Receipt, 'stage' | 'code' | 'messageId'>> = {},
  way?: readonly string[],
): Receipt => ({
  ...{ rseq: 1, stage: way === undefined ? 'BREAK_GLASS' : 'BREAK_GLASS_ONWARD', at: at() },
  ...{ messageId: went, code: 'SUPERVISION', ciphertextSha256: aHash('went') },
  ...{
    leaf: base64Of(canonicalJson({ data: { way: way ?? [] } })),
    proof: [],
    index: 0,
    ...members,
  },
});
const tells = (
  news: readonly Receipt[],
  members: Partial<EmergencyAccessFacts> = {},
  before: readonly Pick<Onward, 'due'>[] = [],
) => decideUpstreamNotices(from, news, factsOf(members), before);
const most = accessListLimits.emergenciesPassedOnPerDay;
const many = (count: number): Receipt[] => Array.from({ length: count }, () => report());

describe('emergency access to what was handed on', () => {
  it('is told to the State which the document came from, with its way and by the message of that State', () => {
    const { onward, more } = tells([report(), report({}, ['XD'])]);
    expect(more).toBe(false);
    expect(onward.map(({ draft }) => draft.data.way)).toEqual([['XC'], ['XD', 'XC']]);
    expect(onward[0]).toMatchObject({
      ...{ thread: { id: thread.id }, draft: { typ: 'case.glass.told', reason: 'SUPERVISION' } },
      due: {
        ...{ linkId: thread.linkId, messageId: came, ciphertextSha256: sealed.ciphertextSha256 },
        ...{ stage: 'BREAK_GLASS_ONWARD', code: 'SUPERVISION', reportedBy: from.linkId },
      },
    });
    expect(JSON.stringify(onward[0]?.draft.data)).not.toContain(place.forward);
  });

  it('is not told of without a reason or a way that can be, nor of what nothing is kept', () => {
    const nothing = { onward: [], more: false };
    expect(tells([report({ code: 'CURIOSITY' })])).toEqual(nothing);
    expect(tells([report({}, ['XA'])])).toEqual(nothing);
    expect(tells([report({ stage: 'OPENED' })])).toEqual(nothing);
    expect(tells([report({ messageId: aMessageId('other') })])).toEqual(nothing);
    expect(tells([report()], { received: new Map() })).toEqual(nothing);
  });

  it('is told a bounded number of times a day, within one batch and within one transaction too', () => {
    const all = tells(many(most + 1));
    expect([all.onward.length, all.more]).toEqual([most, true]);
    const reportCounts = new Map([[messageOf(place), most - 1]]);
    expect(tells(many(3), { reportCounts })).toMatchObject({ onward: [{}], more: true });
    // Statements of one transaction: reports of the first are in no row yet.
    const { onward: first } = tells(many(most - 1));
    const second = tells(many(3), {}, first);
    expect([second.onward.length, second.more]).toEqual([1, true]);
    const another = first.map(({ due }) => ({ due: { ...due, reportedBy: aLinkId('d') } }));
    expect(tells(many(3), {}, another)).toMatchObject({ onward: [{}, {}, {}], more: false });
  });

  it('counts each message by itself, also where two neighbours have chosen the same id', () => {
    const other = aThread({ peer: aState('XE'), linkId: aLinkId('e') }, 'other');
    const beside: CameBefore = { ...place, thread: other, linkId: other.linkId };
    const received = new Map([place, beside].map((each) => [messageOf(each), sealed]));
    const reportCounts = new Map([[messageOf(place), most]]);
    const { onward, more } = tells([report()], { places: [place, beside], received, reportCounts });
    expect(onward.map(({ due }) => due.linkId)).toEqual([other.linkId]);
    expect(more).toBe(true);
  });
});
