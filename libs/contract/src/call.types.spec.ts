import { describe, expect, it } from '@jest/globals';
import {
  call,
  isOpenCall,
  keepingRefusals,
  openCall,
  type CallMethodDecorator,
  type OnBus,
} from './call.js';
import { Text } from './members.js';
import { anyone } from './rights.js';
import { Nothing } from './shapes.js';

class Word {
  @Text()
  readonly word: string;
}

const sessionlessCall = openCall('told', Word, Nothing, 'audit');
const asked = call('asked', Word, Nothing, { audit: anyone });

const handles =
  <A, B>(): CallMethodDecorator<A, B> =>
  () =>
    undefined;

class Handlers {
  @handles<Word, Nothing>()
  first(_: never, { word }: Word): Promise<Nothing> {
    return Promise.resolve({ word });
  }

  // @ts-expect-error the member is text, not a number
  @handles<Word, Nothing>()
  second(_: never, word: number): Promise<Nothing> {
    return Promise.resolve({ word });
  }
}

describe('a call', () => {
  it('that is open needs no session, and one service answers it', () => {
    const message: OnBus<typeof sessionlessCall>['in'] = { word: 'x' };
    expect([isOpenCall(sessionlessCall), sessionlessCall.rights]).toEqual([
      true,
      { audit: 'open' },
    ]);
    expect(message).toEqual({ word: 'x' });
  });

  it('of officers carries their session', () => {
    // @ts-expect-error a message of this call carries a session
    const message: OnBus<typeof asked>['in'] = { word: 'x' };
    expect([isOpenCall(asked), message]).toEqual([false, { word: 'x' }]);
    // @ts-expect-error a call without a session is declared by openCall
    const wrong = call('wrong', Word, Nothing, { audit: 'open' });
    expect(isOpenCall(wrong)).toBe(false);
    expect(Object.getOwnPropertyNames(Handlers.prototype)).toHaveLength(3);
  });

  it('may keep its refusals on record itself, and is the same call', () => {
    expect(asked.keepsRefusals).toBeUndefined();
    expect(keepingRefusals(asked)).toEqual({ ...asked, keepsRefusals: true });
  });
});
