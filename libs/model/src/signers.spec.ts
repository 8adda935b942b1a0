import { describe, expect, it } from '@jest/globals';
import { aDocumentOf } from '../../../test/support/builders.js';
import { isOpening } from './is-kind.js';
import { documentKinds, kinds } from './kinds.js';
import { openersOf } from './signers.js';
import { threadTypeOf } from './thread.js';

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
