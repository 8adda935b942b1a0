import type { OfficerId } from '#kernel';
import { directoryFile, readProfile } from '../people/profile.js';
import { readKept, resume } from './kept.js';

export interface KeptOfficers {
  readonly ids: readonly OfficerId[];
  readonly names: ReadonlyMap<OfficerId, string>;
}

const none: KeptOfficers = { ids: [], names: new Map() };

async function read(file: string): Promise<KeptOfficers> {
  const profile = await readProfile(file);
  if (profile === undefined) return none;
  const keptFile = directoryFile(file);
  const kept = await readKept(keptFile, profile.root);
  if (kept.own.length === 0) return none;
  const { own, peers } = resume(keptFile, profile.state, profile.root, kept);
  const ids = own.directory.officers().map(({ officer }) => officer);
  return { ids: [...new Set(ids)], names: peers.peers.displayNames() };
}

/**
 * Officers of this State, with the display names, as the profile last verified them; none where nothing usable is kept. What
 * verifies a directory reports its flaws.
 */
export const keptOfficers = (file: string): Promise<KeptOfficers> => read(file).catch(() => none);
