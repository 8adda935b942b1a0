import { isEntry, type Entry } from '#capabilities/directory/directory.schema';
import { verifyDetached, type Certificate } from '#seal';
import { decodeEntry, encodeEntry, type SignedEntry } from '#wire';
import { say } from '#language/console';
import { bytes, list, object, readContent } from '../../api/shape.js';
import { CliError } from '../../errors.js';
import { composeExtension, isExtendable } from './extension.js';

export interface ExtensionFile {
  readonly certified: readonly SignedEntry[];
  readonly entries: readonly SignedEntry[];
}

// Greatest age (ms) of a root entry at its signature.
const weekMs = 7 * 24 * 3_600_000;

// Bounds for thirty years of a State with 64 authorities and 64 registrars.
const most = { certified: 8_192, entries: 512 } as const;

const signed = object<SignedEntry>({ entry: bytes, signatures: list(bytes, 1) });
const form = object<ExtensionFile>({
  certified: list(signed, most.certified),
  entries: list(signed, most.entries),
});

export const parseExtension = (file: string, content: string): ExtensionFile =>
  readContent(file, content, form);

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const asText = ({ entry, signatures }: SignedEntry) => ({
  entry: base64(entry),
  signatures: signatures.map(base64),
});

export const formatExtension = ({ certified, entries }: ExtensionFile): string =>
  `${JSON.stringify({ certified: certified.map(asText), entries: entries.map(asText) }, undefined, 2)}\n`;

export const certifiedIn = (chain: readonly SignedEntry[]): SignedEntry[] =>
  chain.filter(({ entry }) => isExtendable(decodeEntry(entry)));

/**
 * Returns the decoded `entries` if they only extend entries that the root signed. A changed file could otherwise add a key.
 * @throws CliError CLI_FILE_INVALID
 */
export async function requireSame(
  file: string,
  { certified, entries }: ExtensionFile,
  root: Certificate,
  now: Date,
): Promise<readonly Entry[]> {
  const invalid = (why: string, cause?: unknown): CliError =>
    new CliError('CLI_FILE_INVALID', say('entriesExtension.notSign', { file, why }), cause);
  const known = certified.map(({ entry }) => decodeEntry(entry));
  for (const { entry, signatures } of certified) {
    const [signature = new Uint8Array()] = signatures;
    await verifyDetached(entry, signature, root, now).catch((cause: unknown) => {
      throw invalid(say('entriesExtension.holdsEntryRootNot'), cause);
    });
  }
  const asked = entries.map(({ entry }) => decodeEntry(entry));
  const first = asked.find(isExtendable);
  if (first === undefined) throw invalid(say('entriesExtension.nothingSign'));
  const at = new Date(first.issuedAt);
  if (Math.abs(now.getTime() - at.getTime()) > weekMs)
    throw invalid(say('entriesExtension.composedMoreDaysMachines', { issuedAt: first.issuedAt }));
  const again = asked.flatMap((each) => (isEntry(each, 'registrar') ? [each.body.registrar] : []));
  const { state } = first;
  const due = composeExtension({ state, at, certified: known, again });
  const same =
    known.every((each) => each.state === state) &&
    due.entries.length === asked.length &&
    due.entries.every((each, i) =>
      Buffer.from(encodeEntry(each)).equals(entries[i]?.entry ?? new Uint8Array()),
    );
  if (!same) throw invalid(say('entriesExtension.asksMoreOtherSame'));
  return asked;
}
