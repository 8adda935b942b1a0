import { parseAuthorityId, parseBroadcastId, parseStateCode, type AuthorityAddress } from '#kernel';
import { aRequestBody } from '../../../../test/support/builders.js';
import { broadcastDrafts, type BroadcastPlan } from './broadcast.js';
import type { OpeningDraft } from './draft.js';

const id = parseBroadcastId('0198c9d2-7c1e-7a51-9d3b-0f6b6a1c2d3e');
const to = (state: string, authority = 'coast-guard'): AuthorityAddress => ({
  state: parseStateCode(state),
  authority: parseAuthorityId(authority),
});
const draft: OpeningDraft<'request'> = {
  kind: 'request',
  to: to('XB'),
  purpose: 'INVESTIGATION',
  handling: {
    ...{ codes: ['H1'], restrictions: '', retentionMonths: 6 },
    evaluation: { source: 'X', information: '4' },
  },
  body: aRequestBody(),
};
const drafts = (plan: Partial<BroadcastPlan>) =>
  broadcastDrafts(draft, {
    ...{ id, proportionality: 'Nobody knows.', sayToWhom: false },
    ...{ alsoTo: [to('XC'), to('XD')], ...plan },
  });

describe('a request to several States', () => {
  it('is the same to each, and names no other', () => {
    const made = drafts({});
    expect(made.map(({ to: { state } }) => state)).toEqual(['XB', 'XC', 'XD']);
    for (const { body } of made)
      expect(body).toEqual({ ...draft.body, broadcast: { id, proportionality: 'Nobody knows.' } });
  });

  it('names the other States to each when its officer wants that', () => {
    const made = drafts({ sayToWhom: true, alsoTo: [to('XC'), to('XC', 'customs')] });
    expect(made.map(({ body }) => body.broadcast?.alsoSentTo)).toEqual([
      [{ state: 'XC' }],
      [{ state: 'XB' }],
      [{ state: 'XB' }],
    ]);
  });

  it.each<[string, Partial<BroadcastPlan>]>([
    ['without a reason', { proportionality: undefined }],
    ['with a blank one', { proportionality: '  ' }],
    ['to an authority twice', { alsoTo: [to('XB')] }],
    ['to more than eight', { alsoTo: 'ABCDEFGH'.split('').map((letter) => to(`Y${letter}`)) }],
  ])('is not made %s', (_, plan) => {
    expect(() => drafts(plan)).toThrow(expect.objectContaining({ code: 'CLI_USAGE' }) as Error);
  });
});
