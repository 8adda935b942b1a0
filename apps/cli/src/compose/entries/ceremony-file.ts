import type { Fingerprint, StateCode } from '#kernel';
import { DirectoryChain, readCard, TrustError, writeCard, type Card } from '#trust';
import type { SignedEntry } from '#wire';
import { say } from '#language/console';
import { bytes, closed, list, readContent } from '../../api/shape.js';
import { CliError } from '../../errors.js';
import { briefly } from '../../print/explain.js';

export interface CeremonyFile {
  readonly card: Card;
  readonly directory: readonly SignedEntry[];
}

export const mostEntries = 256;

export async function verifiedChain(
  state: StateCode,
  root: Fingerprint,
  entries: readonly SignedEntry[],
): Promise<DirectoryChain> {
  if (entries.length > mostEntries)
    throw new CliError(
      'CLI_FILE_INVALID',
      say('entriesCeremony.directoryMostEntries', { mostEntries }),
    );
  const chain = new DirectoryChain(state, root);
  for (const entry of entries) await chain.extend(entry);
  return chain;
}

const form = closed({
  card: bytes,
  directory: list(closed({ entry: bytes, signatures: list(bytes, 4) }), mostEntries),
});
const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');

export async function formatCeremonyFile({ card, directory }: CeremonyFile): Promise<string> {
  const file = {
    card: base64(await writeCard(card)),
    directory: directory.map(({ entry, signatures }) => ({
      entry: base64(entry),
      signatures: signatures.map(base64),
    })),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

async function cardIn(file: string, read: Uint8Array, typ: Card['typ']): Promise<Card> {
  try {
    return await readCard(read, typ);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    const text = say('program.named', { name: file, text: briefly(error) });
    throw new TrustError(error.code, text, error);
  }
}

/**
 * Parses an invitation or acceptance and verifies the directory in it. The card names the directory's root and newest entry.
 * @throws CliError CLI_FILE_INVALID; TrustError CEREMONY_INVALID; errors of `DirectoryChain.extend`
 */
export async function parseCeremonyFile(
  file: string,
  content: string,
  typ: Card['typ'],
): Promise<CeremonyFile> {
  const read = readContent(file, content, form);
  const card = await cardIn(file, read.card, typ);
  const { heads } = await verifiedChain(card.state, card.rootFingerprint, read.directory);
  const point = heads.point();
  if (point?.version !== card.directory.version || point.head !== card.directory.head)
    throw new CliError('CLI_FILE_INVALID', say('entriesCeremony.directoryNotOneCard', { file }));
  return { card, directory: read.directory };
}
