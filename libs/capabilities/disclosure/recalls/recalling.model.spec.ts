import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentId, aDocumentOf, bodyOf } from '../../../../test/support/builders.js';
import {
  type Handling,
  documentKinds,
  kinds,
  type Body,
  handlingCodes,
  trafficLights,
  parseBody,
  parseDocument,
  signersOf,
  mayReplyTo,
} from '#kernel';
import { isEvidential } from '#capabilities/evidence/evidential-kinds.model';
import {
  laxerMember,
  narrowedBy,
  narrowedOn,
  type Narrowing,
} from '../handling/narrowing.model.js';
import { isAboutRecall, mayBeRecalled, recalling } from './recalling.model.js';

const recall = bodyOf.recall();
const handling = { codes: ['H1', 'H2'], restrictions: '', retentionMonths: 6 } as const;
const items = (n: number) => Array.from({ length: n }, (_, i) => aDocumentId(`item ${i}`));
const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;

describe('a recall', () => {
  it.each([
    ['one document', { ...recall }],
    ['as many as it may name', { ...recall, items: items(32) }],
    ['narrows with a handling', { ...recall, what: 'NARROW', handling }],
    [
      'with words for H3',
      { ...recall, what: 'NARROW', handling: { ...handling, codes: ['H3'], restrictions: 'No.' } },
    ],
  ])('%s', (_, body) => {
    expect(parseBody('recall', body)).toEqual(body);
  });

  it.each([
    ['nothing', { ...recall, items: [] }],
    ['more than it may name', { ...recall, items: items(33) }],
    ['one document twice', { ...recall, items: [...recall.items, ...recall.items] }],
    ['no reason', { ...recall, reason: '' }],
    ['something else', { ...recall, what: 'FORGET' }],
    ['a narrowing without a handling', { ...recall, what: 'NARROW' }],
    ['a recall with one', { ...recall, handling }],
    ['no code', { ...recall, what: 'NARROW', handling: { ...handling, codes: [] } }],
    ['H3 without words', { ...recall, what: 'NARROW', handling: { ...handling, codes: ['H3'] } }],
    [
      'another evaluation',
      { ...recall, what: 'NARROW', handling: { ...handling, evaluation: { source: 'A' } } },
    ],
    ['a narrowing with an effect', { ...recall, what: 'NARROW', handling, effect: 'None.' }],
    ['no effect at all', { ...recall, effect: '' }],
    ['no months', { ...recall, what: 'NARROW', handling: { ...handling, retentionMonths: 0 } }],
  ])('of %s is refused', (_, body) => {
    expect(() => parseBody('recall', body)).toThrow(invalid);
  });

  it('replies to one of the documents that it names, and does not name itself', () => {
    const named = [...recall.items, aDocumentId('another')];
    const body: Body<'recall'> = { ...recall, items: named };
    for (const inReplyTo of named)
      expect(parseDocument(aDocumentOf('recall', { body, inReplyTo }))).toMatchObject({ body });
    const stray = aDocumentOf('recall', { body, inReplyTo: aDocumentId('stray') });
    expect(() => parseDocument(stray)).toThrow(invalid);
    const { id } = aDocumentOf('recall');
    const itself = aDocumentOf('recall', { body: { ...body, items: [...named, id] } });
    expect(() => parseDocument(itself)).toThrow(invalid);
    const correction = aDocumentOf('correction', { inReplyTo: aDocumentId('stray') });
    expect(() => parseDocument(correction)).toThrow(invalid);
  });

  it('of a consent to evidential use says its effect, and is signed by who may consent', () => {
    const body: Body<'recall'> = { ...recall, effect: 'What was read out stays.' };
    expect(parseBody('recall', body)).toEqual(body);
    expect(signersOf(aDocumentOf('recall', { body }))).toEqual(kinds['evidence-consent'].signers);
    for (const kind of documentKinds)
      expect(signersOf(aDocumentOf(kind))).toEqual(kinds[kind].signers);
  });

  it('and a correction say what they are about; nothing else is about anything', () => {
    for (const kind of documentKinds) {
      const about = recalling(aDocumentOf(kind));
      const act = { recall: 'RECALL', correction: 'CORRECT' }[kind as string];
      expect([kind, about?.act]).toEqual([kind, act]);
      if (about !== null) expect(about.items).toEqual(recall.items);
    }
    const narrow = aDocumentOf('recall', { body: { ...recall, what: 'NARROW', handling } });
    expect(recalling(narrow)).toMatchObject({ act: 'NARROW', handling });
  });
});

describe('a recall-answer', () => {
  it.each([
    { outcome: 'COMPLIED', reason: '' },
    { outcome: 'CANNOT', reason: 'It stands in an indictment.' },
  ])('%j', (body) => {
    expect(parseBody('recall-answer', body)).toEqual(body);
  });

  it.each([
    { outcome: 'COMPLIED', reason: 'Gladly.' },
    { outcome: 'CANNOT', reason: '' },
    { outcome: 'CANNOT', reason: ' \n' },
    { outcome: 'LATER', reason: 'Wait.' },
  ])('%j is refused', (body) => {
    expect(() => parseBody('recall-answer', body)).toThrow(invalid);
  });

  it('answers a recall or a correction, and these have no other answer', () => {
    for (const parent of documentKinds) {
      const recalls = parent === 'recall' || parent === 'correction';
      expect(mayReplyTo('recall-answer', parent)).toBe(recalls);
    }
    for (const kind of documentKinds) {
      expect([kind, mayReplyTo(kind, 'recall')]).toEqual([kind, kind === 'recall-answer']);
      expect([kind, mayReplyTo(kind, 'recall-answer')]).toEqual([kind, false]);
      // A correction holds information, which may need a recall too.
      const about = isAboutRecall(kind) || kind === 'forward-consent-request';
      if (!isEvidential(kind))
        expect([kind, mayReplyTo(kind, 'correction')]).toEqual([kind, about]);
    }
    expect(documentKinds.filter((kind) => !mayBeRecalled(kind))).toEqual([
      'recall',
      'recall-answer',
      'halt',
      'resume',
      'exculpatory-notice',
      'central-authority-notice',
      'data-subject-request',
      'data-subject-answer',
      'data-subject-withdrawal',
    ]);
  });
});

describe('a narrowing', () => {
  const words = fc.constantFrom('', 'Not to the press.', 'Not to the press. Nor to XC.', 'No.');
  const narrowing = fc.record<Narrowing>({
    codes: fc.subarray([...handlingCodes], { minLength: 1 }),
    restrictions: words,
    retentionMonths: fc.integer({ min: 1, max: 60 }),
    tlp: fc.option(fc.constantFrom(...trafficLights), { nil: undefined }),
  });
  const rank = ({ tlp }: Pick<Handling, 'tlp'>): number =>
    tlp === undefined ? -1 : trafficLights.indexOf(tlp);
  const evaluation: Handling['evaluation'] = { source: 'B', information: '2' };

  it('never allows more than before, however many follow each other', () => {
    let kept = 0;
    fc.assert(
      fc.property(narrowing, fc.array(narrowing, { maxLength: 12 }), (first, tried) => {
        const said: Handling = { ...first, evaluation };
        let now = said;
        let together: Narrowing | undefined;
        for (const each of tried)
          if (laxerMember(now, each) === undefined) {
            expect(rank(narrowedBy(now, each))).toBeGreaterThanOrEqual(rank(now));
            now = narrowedBy(now, each);
            together = narrowedOn(together, each);
            kept += 1;
          }
        expect(now.codes).toEqual(expect.arrayContaining([...said.codes]));
        expect(now.retentionMonths).toBeLessThanOrEqual(said.retentionMonths);
        expect(now.restrictions.startsWith(said.restrictions)).toBe(true);
        expect(now.evaluation).toEqual(evaluation);
        // Reading all of them later gives the same result.
        if (together !== undefined) expect(narrowedBy(said, together)).toEqual(now);
      }),
    );
    expect(kept).toBeGreaterThan(0);
  });

  it('to the same is not laxer, and each member is looked at', () => {
    const before: Narrowing = { codes: ['H1', 'H3'], restrictions: 'No.', retentionMonths: 6 };
    expect(laxerMember(before, before)).toBeUndefined();
    expect(laxerMember(before, { ...before, codes: ['H1', 'H2', 'H3'] })).toBeUndefined();
    expect(laxerMember(before, { ...before, codes: ['H1', 'H2'] })).toBe('codes');
    expect(laxerMember(before, { ...before, retentionMonths: 7 })).toBe('retentionMonths');
    expect(laxerMember(before, { ...before, restrictions: 'Yes. No.' })).toBe('restrictions');
    const amber: Narrowing = { ...before, tlp: 'AMBER' };
    for (const tlp of ['AMBER', 'AMBER+STRICT', 'RED'] as const)
      expect([
        laxerMember(amber, { ...before, tlp }),
        laxerMember(before, { ...before, tlp }),
      ]).toEqual([undefined, undefined]);
    for (const tlp of ['CLEAR', 'GREEN'] as const)
      expect(laxerMember(amber, { ...before, tlp })).toBe('tlp');
    // A missing member changes nothing, as sent by earlier releases.
    expect(laxerMember(amber, before)).toBeUndefined();
    expect(narrowedBy({ ...amber, evaluation }, before).tlp).toBe('AMBER');
  });
});
