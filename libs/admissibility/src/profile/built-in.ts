import untoc from '../../profiles/untoc.json' with { type: 'json' };
import { profileBytes } from './profile.js';

/** Profile by which a State judges that has none of its own: a draft, signed by nobody. */
export const draftProfile = profileBytes(untoc);

/** Profiles that come with the program, by their ids: drafts, signed by nobody. */
export const builtInProfiles: ReadonlyMap<string, Uint8Array> = new Map([[untoc.id, draftProfile]]);
