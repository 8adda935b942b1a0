import untoc from '../../profiles/untoc.json' with { type: 'json' };
import { profileBytes } from './profile.js';

export const draftProfile = profileBytes(untoc);

export const builtInProfiles: ReadonlyMap<string, Uint8Array> = new Map([[untoc.id, draftProfile]]);
