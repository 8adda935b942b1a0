import { describe, expect, it } from '@jest/globals';
import { aRequestBody } from '../../../../../test/support/builders.js';
import { nearestWord } from '../edit-distance.js';
import { parseAnswerDraft, parseOpeningDraft } from '../draft.js';
import { speak } from '#language/speak';
import { bodyFlaws, bodyIn } from './flaws.js';

const thrown = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { detail?: string }).detail ?? '';
  }
  return '';
};

describe('the flaws of a body', () => {
  it('name in the language of the reader the law that asks for a missing item', async () => {
    const { necessityAndProportionality: _, ...body } = aRequestBody();
    const said = (): unknown => bodyIn('request', body);
    const item = '/necessityAndProportionality';
    expect(said).toThrow(`${item} (art. 4(3), first sentence)`);
    await speak('fr');
    try {
      expect(said).toThrow(`${item} (art. 4(3), première phrase)`);
    } finally {
      await speak('en');
    }
  });

  it('name the member, what is allowed and what is near, all at once', () => {
    const { subjects: _, ...body } = aRequestBody({ requestType: 'RISK_TO_LIFE' });
    const wrong = {
      ...{ ...body, subjets: [], language: 'English', subjectLine: '' },
      ...{ urgent: true, urgencyGrounds: ['THREAT_LIFE_INTEGRTY'], urgencyReasons: 'now' },
      details: { situation: 'SEE', place: 1, children: 'YES', persons: -1, rescueInformed: 'NO' },
    };
    const lines = bodyFlaws('request', wrong).join('\n');
    for (const said of [
      /^subjects: missing$/m,
      /^body: unknown member "subjets"; nearest: subjects; allowed: requestType, subjectLine/m,
      /^language: must be a language of two or three small letters, such as en$/m,
      /^subjectLine: must not be empty$/m,
      /^urgencyGrounds\/0: nearest: THREAT_LIFE_INTEGRITY; allowed: THREAT_/m,
      /^details\/situation: nearest: SEA; allowed: SEA, /m,
      /^details\/place: must be a text in quotation marks$/m,
      /^details\/persons: must be at least 0$/m,
    ])
      expect(lines).toMatch(said);
    expect(lines).not.toMatch(/must NOT|anyOf/);
  });

  it('of a whole file are told together, with its other members and the articles of missing items', () => {
    const { facts: _, ...body } = aRequestBody();
    const file = { hendling: {}, purpose: 'INVESTIGATON', to: { state: 'xb' }, body };
    const said = thrown(() => parseOpeningDraft('request', 'r.json', JSON.stringify(file)));
    expect(said.split('\n    ')).toEqual([
      'r.json: ',
      expect.stringMatching(/^unknown member "hendling"; nearest: handling; allowed: to, purpose/),
      expect.stringMatching(/^to: state/),
      expect.stringMatching(/^purpose: nearest: INVESTIGATION; allowed: /),
      expect.stringMatching(/^missing: .*facts.*art\. 4\(3\)\(b\)/),
    ]);
  });

  it('say in words what a text must be, with yes and no as people type them', () => {
    const answer = { outcome: 'REFUSED', ground: 'DUAL_CRIMINALITY', reasons: ' ', conditions: '' };
    const formal = { ...answer, executingAuthority: 'P', items: [] };
    expect(bodyFlaws('formal-answer', formal)).toEqual(['reasons: must not be empty']);
    expect(bodyFlaws('transfer-notice', { authority: 'Harbour', reason: 'x' })).toEqual([
      'authority: must be 2 to 32 small letters, digits or dashes, such as coast-guard',
    ]);
    expect(bodyFlaws('response', { final: 'perhaps', information: 'x' })).toEqual([
      'final: must be yes or no (in JSON true or false)',
    ]);
  });

  it('are bounded, and show no control character', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x\u001b${i}`, i]));
    const file = JSON.stringify({ kind: 'response', purpose: 'PREVENTION', body: many });
    const said = thrown(() => parseAnswerDraft('a.json', file)).split('\n');
    expect([said.length, said.at(-1)]).toEqual([22, expect.stringMatching(/and \d+ more$/)]);
    expect(said.join('')).not.toMatch('\u001b');
  });

  it('of a kind that is mistyped name the nearest', () => {
    expect(thrown(() => parseAnswerDraft('a.json', '{"kind": "responce"}'))).toMatch(
      'kind: nearest: response; allowed: ',
    );
    expect(nearestWord('quite else', ['response', 'refusal'])).toBeUndefined();
  });
});
