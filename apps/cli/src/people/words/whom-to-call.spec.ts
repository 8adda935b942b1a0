import { aState } from '../../../../../test/support/state.js';
import { Directory } from '#capabilities/directory/trust.model';
import { parseAuthorityId, timestamp } from '#kernel';
import type { AuthorityProfile } from '#capabilities/directory/authority-profile.schema';
import { DirectoryChain } from '#trust';
import { whomToCall } from './whom-to-call.js';

const guard = parseAuthorityId('coast-guard');
const spoc = parseAuthorityId('spoc');
const profile: AuthorityProfile = {
  ...{ bodies: [], functions: [], competences: [], languages: ['en'], roundTheClock: true },
  ...{ phone: '+385 1 555 00', email: '', requirements: '', untocAsLegalBasis: false },
  ...{ interpolChannelAccepted: false, lawLinks: [] },
};

describe('whom to call', () => {
  it('is the duty desk, the authority, then the contact point of its State, by its signed directory', async () => {
    const state = await aState('XB').authority('coast-guard').also('spoc', {}).build();
    const at = timestamp(state.at);
    const read = async (): Promise<Directory> => {
      const chain = DirectoryChain.resume(state.state, state.rootFingerprint, []);
      for (const entry of state.directory) await chain.extend(entry);
      return chain.directory;
    };
    expect(whomToCall(await read(), guard, at)).toEqual([]);
    const { registrars } = state;
    const roster = { authority: guard, contact: '+385 1 555 01', periods: [] };
    await state.add('duty-roster', roster, registrars.slice(0, 1));
    await state.add('authority-profile', { authority: guard, ...profile }, registrars);
    await state.add(
      'authority-profile',
      { ...profile, authority: spoc, phone: '+385 1 1' },
      registrars,
    );
    await state.add('contact-point', { authority: spoc, ...state.validity }, [state.root]);
    expect(whomToCall(await read(), guard, at)).toEqual([
      { who: 'duty desk of coast-guard of XB', number: '+385 1 555 01' },
      { who: 'coast-guard of XB', number: '+385 1 555 00' },
      { who: 'spoc, the contact point of XB', number: '+385 1 1' },
    ]);
    // An authority that is its own contact point is named once.
    expect(whomToCall(await read(), spoc, at)).toHaveLength(1);
  });
});
