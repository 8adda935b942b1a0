import { describe, expect, it } from '@jest/globals';
import { aDocumentId } from '../../../test/support/builders.js';
import { nextAfter } from './dispatch-rows.queries.js';

describe('a page of dispatches', () => {
  it('says where to go on exactly when something follows', () => {
    const shown = [{ dispatch: aDocumentId('1') }, { dispatch: aDocumentId('2') }];
    expect(nextAfter(shown, shown, false)).toBeNull();
    expect(nextAfter(shown, shown, true)).toBe(aDocumentId('2'));
    expect(nextAfter(shown, [...shown, {}], false)).toBe(aDocumentId('2'));
    expect(nextAfter([], [], false)).toBeNull();
  });
});
