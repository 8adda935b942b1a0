import { isEntry, type Entry, type EntryBodies } from './directory.js';

/** A registrar is certified for a year at most. */
const registrarLife = 366 * 24 * 3600 * 1000;

/** Why what the root says cannot stand; undefined when it can. Pure. */
export function rootEntryFlaw(
  entry: Entry,
  registrars: readonly Pick<EntryBodies['registrar'], 'registrar' | 'fingerprint'>[],
): string | undefined {
  if (isEntry(entry, 'protocol') && entry.body.min > entry.body.max)
    return 'the lowest version is above the highest';
  if (!isEntry(entry, 'registrar')) return undefined;
  const { registrar, fingerprint, from, to } = entry.body;
  // Else one signature would count as two persons.
  if (registrars.some((r) => r.fingerprint === fingerprint && r.registrar !== registrar))
    return 'the key belongs to another registrar';
  return Date.parse(to) - Date.parse(from) > registrarLife
    ? 'a registrar is certified for twelve months at most'
    : undefined;
}
