import { describe, expect, it } from '@jest/globals';
import { aDocumentOf } from '../../../../test/support/builders.js';
import { isOpening } from './is-kind.js';
import { documentKinds, kinds } from './kinds.js';
import { openersOf, openingsOf } from './signers.js';
import { threadTypeOf } from '../thread/thread.js';

describe('who may have a thread in hand at the desk that opened it', () => {
  it('is who may sign what opens it', () => {
    const opening = documentKinds.map((kind) => aDocumentOf(kind)).filter(isOpening);
    expect(opening.map(({ kind }) => kind).sort()).toEqual([
      'data-subject-request',
      'forward',
      'request',
      'spontaneous-information',
    ]);
    for (const document of opening)
      expect([document.kind, openersOf(threadTypeOf(document))]).toEqual([
        document.kind,
        kinds[document.kind].signers,
      ]);
  });
});

describe('about what an officer has threads at the desk that opens them', () => {
  it('is anything for who asks, decides on evidence, or looks for a person in all of them', () => {
    for (const role of [
      ...(['LIAISON_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'] as const),
      'DATA_PROTECTION_OFFICER' as const,
    ])
      expect([role, openingsOf(['DUTY_OFFICER', role])]).toEqual([role, undefined]);
  });

  it('is what is told or handed on for a duty officer who is nothing else', () => {
    expect(openingsOf(['DUTY_OFFICER', 'AUDITOR'])).toEqual(['SPONTANEOUS_INFORMATION']);
    expect(openingsOf(['AUDITOR', 'SUPERVISOR'])).toEqual([]);
  });
});
