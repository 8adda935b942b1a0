import { describe, expect, it } from '@jest/globals';
import { aState } from '../../../test/support/state.js';
import { later } from '../../../test/support/test-state.js';
import { timestamp } from '#kernel';
import { dutyState } from './duty-state.rules.js';
import { DirectoryChain } from '#trust';

describe('a State without a contact point', () => {
  it('is noticed: none was named, or what names it ends within a week', async () => {
    const state = await aState('XA').build();
    const { at, root } = state;
    const lacks = async (days: number): Promise<number> => {
      const chain = new DirectoryChain(state.state, state.rootFingerprint);
      for (const entry of state.directory) await chain.extend(entry);
      return dutyState(chain.directory, later(at, days)).noContactPoint;
    };
    expect(await lacks(0)).toBe(1);
    const { authority } = state.officer('ana');
    const life = { from: timestamp(at), to: timestamp(later(at, 20)) };
    await state.add('contact-point', { authority, ...life }, [root]);
    expect(await Promise.all([0, 12, 14, 21].map(lacks))).toEqual([0, 0, 1, 1]);
  });

  it('copies nothing where no authority exchanges about investigations', async () => {
    const state = await aState('XA').build();
    const { directory } = new DirectoryChain(state.state, state.rootFingerprint);
    expect(dutyState(directory, state.at)).toMatchObject({ noContactPoint: 0, withGaps: 0 });
  });
});
