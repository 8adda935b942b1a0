import { describe, expect, it } from '@jest/globals';
import { aFingerprint, aLinkId, anAuthority, aState } from '../../../../test/support/builders.js';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { routeTo } from './document.js';
import { nearest, recipientNamed } from './recipient.js';

const authority = (state: string, name: string, called: string, linked = true): AuthorityView => ({
  state: aState(state),
  authority: anAuthority(name),
  name: called,
  profile: null,
  link: linked ? aLinkId() : null,
  keys: [{ compartment: 'ENFORCEMENT', fingerprint: aFingerprint(name) }],
});
const known = [
  authority('XA', 'coast-guard', 'Coast Guard', false),
  authority('XB', 'border-police', 'Border Police'),
  authority('XB', 'coast-guard', 'Coast Guard'),
  authority('XB', 'customs', 'Customs'),
  authority('XC', 'coast-guard', 'Garde-Côte'),
];
const unknown = (detail: RegExp): unknown =>
  expect.objectContaining({
    code: 'CLI_NO_RECIPIENT',
    detail: expect.stringMatching(detail) as unknown,
  });

describe('a recipient', () => {
  it.each(['XB/coast-guard', 'xb/coast-guard', ' XB/Coast-Guard '])('is found by %s', (text) =>
    expect(recipientNamed(text, known)).toEqual({ state: 'XB', authority: 'coast-guard' }),
  );

  it.each([
    ['XB/cost-gard', /^XB\/cost-gard is not known; nearest: XB\/coast-guard, /],
    ['XB coast guard', /nearest: XB\/coast-guard, /],
    ['XB/coastguard', /nearest: XB\/coast-guard, /],
    ['border police', /nearest: XB\/border-police, /],
    ['garde-cote', /nearest: XC\/coast-guard, /],
    ['', /nearest: /],
  ])('is none, and the nearest are named: %s', (text, detail) => {
    expect(() => recipientNamed(text, known)).toThrow(unknown(detail));
  });

  it('is never suggested without a confirmed link, and three are enough', () => {
    const names = nearest('XA/coast-guard', known);
    expect(names).toHaveLength(3);
    expect(names).not.toContain('XA/coast-guard');
    expect(() => recipientNamed('XB/coast', known.slice(0, 1))).toThrow(
      unknown(/no authority of a neighbour with a confirmed link is known$/),
    );
  });

  it('of a file is told the nearest, too', () => {
    const to = { state: aState('XB'), authority: anAuthority('cost-guard') };
    expect(() => routeTo(to, 'ENFORCEMENT', known)).toThrow(
      unknown(/^XB\/cost-guard is not known; nearest: XB\/coast-guard, /),
    );
  });

  it('is not compared for ever', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      authority('XB', `authority-${i}`, 'x'.repeat(200)),
    );
    const text = 'y'.repeat(100_000);
    expect(nearest(text, many)).toHaveLength(3);
    expect(() => recipientNamed(text, many)).toThrow(unknown(/^y{80} is not known/));
  });
});
