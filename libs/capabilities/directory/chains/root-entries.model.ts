import { phrase, type Detail } from '#kernel';
import { isEntry, type Entry, type EntryBodies } from '../directory.schema.js';

const registrarLife = 366 * 24 * 3600 * 1000;

type MachineKey = EntryBodies['state-key' | 'note-key' | 'event-key'];

const keyOf = (body: MachineKey): string =>
  'vkey' in body ? body.vkey : 'publicKey' in body ? body.publicKey : body.fingerprint;

/** True if `entry` certifies a key that an earlier entry withdrew. An entry withdraws a key when `from` equals `to`. */
function revives(entry: Entry, keys: readonly MachineKey[]): boolean {
  if (!isEntry(entry, 'state-key') && !isEntry(entry, 'note-key') && !isEntry(entry, 'event-key'))
    return false;
  const { body } = entry;
  return (
    body.from !== body.to &&
    keys.some((known) => known.from === known.to && keyOf(known) === keyOf(body))
  );
}

export function rootEntryFlaw(
  entry: Entry,
  registrars: readonly Pick<EntryBodies['registrar'], 'registrar' | 'fingerprint'>[],
  keys: readonly MachineKey[],
): Detail | undefined {
  if (revives(entry, keys)) return phrase`the key was ended, and no key comes back`;
  if (isEntry(entry, 'protocol') && entry.body.min > entry.body.max)
    return phrase`the lowest version is above the highest`;
  if (!isEntry(entry, 'registrar')) return undefined;
  const { registrar, fingerprint, from, to } = entry.body;
  // Otherwise one key could sign as two persons.
  if (registrars.some((r) => r.fingerprint === fingerprint && r.registrar !== registrar))
    return phrase`the key belongs to another registrar`;
  return Date.parse(to) - Date.parse(from) > registrarLife
    ? phrase`a registrar is certified for twelve months at most`
    : undefined;
}
