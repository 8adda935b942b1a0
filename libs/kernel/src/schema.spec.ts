import { describe, expect, it } from '@jest/globals';
import { aDocument, aRequestBody, aSubject } from '../../../test/support/builders.js';
import { parseBody, parseDocument } from './documents/parse.js';

const detailOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { readonly detail: string }).detail;
  }
  return 'taken';
};

const wrong = {
  ...aRequestBody({ requestType: 'RISK_TO_LIFE', language: 'english', urgencyGrounds: [] }),
  details: { situation: 'SPACE', place: 'x', children: 'PERHAPS', rescueInformed: 'NO' },
  stray: 1,
};

describe('a body that an officer has written', () => {
  it('is told all that is wrong with it at once, and no value', () => {
    const detail = detailOf(() => parseBody('request', wrong));
    for (const member of [
      '/ must NOT have additional properties',
      '/language must match',
      '/urgencyGrounds must NOT have fewer than 1 items',
      '/details/situation must be equal to one of',
      '/details/children must be equal to one of',
    ])
      expect(detail).toContain(member);
    expect(detail).not.toMatch(/english|SPACE|PERHAPS|stray|"then"|"else"/);
    const said = detail.split('; ');
    expect(new Set(said).size).toBe(said.length);
  });

  it('is told twenty things at most', () => {
    const subjects = Array.from({ length: 100 }, () => ({ ...aSubject(), type: 'SHIP' }));
    const said = detailOf(() => parseBody('request', { ...aRequestBody(), subjects })).split('; ');
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe('and 80 more');
  });
});

describe('a document that came', () => {
  it('is judged until the first error', () => {
    const document = { ...aDocument(), body: wrong };
    expect(detailOf(() => parseDocument(document)).split('; ')).toHaveLength(1);
  });
});
