import { parseAuthorityId, parseStateCode } from '#kernel';
import type { PolicyPack } from '#capabilities/policy/policy.schema';

const border = parseAuthorityId('border-police');

/** Of XA: nothing about a child goes to XC, what is asked of a bank goes through the central authority. */
export const aPolicyPack = (members: Partial<PolicyPack> = {}): PolicyPack => ({
  state: parseStateCode('XA'),
  version: 1,
  title: 'Pack of a test',
  rules: [
    {
      ...{ id: 'no-child-to-xc', verdict: 'FORBIDDEN', law: 'Child Protection Act, art. 9' },
      when: { categories: ['UNACCOMPANIED_CHILD'], states: [parseStateCode('XC')] },
    },
  ],
  formalRoute: [
    {
      ...{ id: 'bank', law: 'Banking Act, art. 17', channel: 'CENTRAL_AUTHORITY_NOTICE' },
      when: { powers: ['BANK_DATA'] },
    },
  ],
  cases: [
    {
      name: 'a child, to XC',
      facts: {
        categories: ['UNACCOMPANIED_CHILD'],
        peer: { state: parseStateCode('XC'), authority: border },
      },
      ...{ forbidden: ['no-child-to-xc'], formalRoute: [] },
    },
    {
      name: 'a bank account, of XB',
      facts: { powers: ['BANK_DATA'], peer: { state: parseStateCode('XB'), authority: border } },
      ...{ forbidden: [], formalRoute: ['bank'] },
    },
  ],
  ...members,
});
