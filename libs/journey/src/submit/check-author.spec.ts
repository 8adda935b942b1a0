import { describe, expect, it } from '@jest/globals';
import { aDocument, aDocumentOf } from '../../../../test/support/builders.js';
import type { Session } from '#access';
import {
  isCoded,
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  timestamp,
  type Document,
  type Side,
  type StateCode,
} from '#kernel';
import { checkAuthor } from './check-author.js';

const request = aDocument();
const answer = aDocumentOf('response');
const { from, signer } = request;
const own: Session = {
  ...from,
  fingerprint: signer,
  roles: ['LIAISON_OFFICER'],
  compartments: ['ENFORCEMENT'],
  expiresAt: timestamp(new Date('2026-01-05T08:00:00.000Z')),
};
const minute = 60_000;

interface Given {
  readonly session?: Session;
  readonly side?: Side;
  readonly minutes?: number;
  readonly state?: StateCode;
}

const judged = (
  document: Document,
  { session = own, side = 'ASKING', minutes = 0, state = from.state }: Given = {},
): string => {
  const now = new Date(Date.parse(document.composedAt) + minutes * minute);
  try {
    checkAuthor({ session, side, document, now }, state);
    return 'taken';
  } catch (error) {
    return isCoded(error) ? error.code : String(error);
  }
};

describe('the author of a document', () => {
  it.each<[string, Partial<Session>]>([
    ['officer', { officer: parseOfficerId('zoe') }],
    ['authority', { authority: parseAuthorityId('other-police') }],
    ['key', { fingerprint: parseFingerprint('B'.repeat(40)) }],
  ])('is the officer of the session: of another %s it is refused', (_, other) => {
    expect(judged(request)).toBe('taken');
    expect(judged(request, { session: { ...own, ...other } })).toBe('NOT_THE_SIGNER');
  });

  it('is of this State', () => {
    expect(judged(request, { state: parseStateCode('XZ') })).toBe('NOT_THE_SIGNER');
  });

  it.each([
    [-5, 'taken'],
    [-5.1, 'COMPOSED_TIME_INVALID'],
    [24 * 60, 'taken'],
    [24 * 60 + 0.1, 'COMPOSED_TIME_INVALID'],
  ])('hands it in within a day: %d minutes later', (minutes, outcome) => {
    expect(judged(request, { minutes })).toBe(outcome);
    expect(judged(answer, { minutes })).toBe(outcome);
  });

  it('opens threads of the own compartments alone, and only where this side asks', () => {
    const session = { ...own, compartments: ['DATA_PROTECTION'] as const };
    expect(judged(request, { session })).toBe('PERMISSION_DENIED');
    expect(judged(request, { side: 'ASKED' })).toBe('PARENT_MISMATCH');
    expect(judged(answer, { session, side: 'ASKED' })).toBe('taken');
  });
});
