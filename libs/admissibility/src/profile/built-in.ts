import untoc from '../../profiles/untoc.json' with { type: 'json' };
import { profileBytes } from './profile.js';

/** Profiles that come with the program, by their ids: drafts, signed by nobody. */
export const builtInProfiles: ReadonlyMap<string, Uint8Array> = new Map([
  [untoc.id, profileBytes(untoc)],
]);
