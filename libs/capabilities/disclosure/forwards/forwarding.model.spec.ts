import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aDocumentOf, aRequestBody, aState, aThreadId } from '../../../../test/support/builders.js';
import {
  type Document,
  type Handling,
  documentKinds,
  isOfDataSubject,
  purposes,
  isKind,
  parseDocument,
} from '#kernel';
import {
  leastHandling,
  looserThanEnclosed,
  mayBeForwarded,
  needsConsent,
} from './forwarding.model.js';
import { isAboutRelease } from '../releases/consents.model.js';
import { evidentialKinds } from '#capabilities/evidence/evidential-kinds.model';

const invalid = expect.objectContaining({ code: 'DOCUMENT_INVALID' }) as unknown;
const document = aDocumentOf('request');

describe('the need of a consent', () => {
  it('is needed for what is bound, and for any other purpose', () => {
    const { handling } = document;
    fc.assert(
      fc.property(fc.constantFrom(...purposes), fc.constantFrom(...purposes), (purpose, wanted) => {
        const given = { ...document, purpose };
        expect(needsConsent(given, handling, wanted)).toBe(purpose !== wanted);
        expect(needsConsent(given, { ...handling, codes: ['H2'] }, wanted)).toBe(true);
        expect(needsConsent(given, { ...handling, tlp: 'RED' }, wanted)).toBe(true);
        // A document that passed another State needs the release of its originator.
        expect(needsConsent(aDocumentOf('forward', { purpose }), handling, wanted)).toBe(true);
      }),
    );
  });

  it('is not needed to save a life where its State has said that one is at risk, and nowhere else', () => {
    const { handling, thread, from } = document;
    const risk = aDocumentOf('request', {
      thread,
      body: aRequestBody({ requestType: 'RISK_TO_LIFE' }),
    });
    const said = aDocumentOf('clarification', { thread });
    const forLife = (one: Document, ...beside: readonly Document[]) =>
      !needsConsent(one, handling, 'SAFETY_OF_LIFE', beside);
    expect(forLife(risk)).toBe(true);
    expect(forLife(said, risk)).toBe(true);
    expect(needsConsent(risk, handling, 'DETECTION')).toBe(true);
    expect(needsConsent(risk, { ...handling, codes: ['H2'] }, 'SAFETY_OF_LIFE')).toBe(true);
    // No proof: a purpose alone, another type, another thread, another State, or a forward of it.
    expect(forLife(said)).toBe(false);
    expect(forLife(document)).toBe(false);
    expect(forLife(said, document)).toBe(false);
    expect(forLife(said, { ...risk, thread: aThreadId('another') })).toBe(false);
    expect(forLife(said, { ...risk, from: { ...from, state: aState('XD') } })).toBe(false);
    expect(forLife(aDocumentOf('forward', { thread }), risk)).toBe(false);
  });
});

describe('a forward', () => {
  it('encloses information, also what came through another State, and nothing that is about documents', () => {
    const not = ['recall', 'recall-answer', 'forward-consent-request', 'forward-consent'];
    expect(documentKinds.filter((kind) => !mayBeForwarded(kind))).toEqual([
      ...not,
      ...evidentialKinds,
      ...documentKinds.filter(isOfDataSubject),
    ]);
    expect(documentKinds.filter(isAboutRelease)).toEqual(not.slice(2));
  });

  it('opens a thread, with one document at least', () => {
    const forward = aDocumentOf('forward');
    expect(parseDocument(forward)).toEqual(forward);
    expect(isKind(forward, 'forward') && forward.inReplyTo).toBeNull();
    const body = { ...forward.body, enclosed: [] };
    expect(() => parseDocument({ ...forward, body })).toThrow(invalid);
  });

  it('is handled as strictly as all that it encloses together', () => {
    const { handling } = document;
    const bound = { ...handling, codes: ['H2'], retentionMonths: 3 } as const;
    const item = (each: Handling, consent: Handling | null = null) => ({ handling: each, consent });
    expect(looserThanEnclosed(handling, [item(handling)])).toBeUndefined();
    expect(looserThanEnclosed(handling, [item(handling), item(bound)])).toBe('codes');
    const both = { ...handling, codes: ['H1', 'H2'], retentionMonths: 3 } as const;
    expect(looserThanEnclosed(both, [item(handling), item(bound)])).toBeUndefined();
    // A release adds its codes and restrictions; its own months and evaluation do not apply to the document.
    const evaluation = { source: 'X', information: '4' } as const;
    const consent = { ...handling, codes: ['H0'], retentionMonths: 1, evaluation } as const;
    expect(leastHandling(item(handling, consent))).toEqual({ ...handling, codes: ['H0', 'H1'] });
    const demands: Handling = { ...consent, codes: ['H3'], restrictions: 'Not to the press.' };
    expect(looserThanEnclosed(handling, [item(handling, demands)])).toBe('codes');
  });
});
