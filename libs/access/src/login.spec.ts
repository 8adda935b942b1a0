import { describe, expect, it } from '@jest/globals';
import { aState } from '../../../test/support/state.js';
import { readLogin } from './login.js';

describe('a login statement for another place', () => {
  it('is refused by the name of the member alone: anybody may send one, and nothing is signed yet', async () => {
    const state = await aState('XA').build();
    const other = await aState('XB').build();
    const place = { state: state.state, origin: 'https://gateway.internal:8443', now: state.at };
    const refused = (login: Uint8Array): unknown => {
      try {
        return readLogin(login, place);
      } catch (error) {
        return error;
      }
    };
    const elsewhere = await state.login('ana', 'https://evil.example');
    expect(refused(elsewhere.login)).toMatchObject({ code: 'LOGIN_OTHER_PLACE', detail: 'origin' });
    const foreign = await other.login('ana', place.origin);
    expect(refused(foreign.login)).toMatchObject({ code: 'LOGIN_OTHER_PLACE', detail: 'state' });
  });
});
