import { parseFingerprint, parseStateCode, type Fingerprint, type StateCode } from '#kernel';
import { DirectoryChain } from '#trust';
import type { SignedEntry } from '#wire';
import { say } from '#language/console';
import { bytes, list, object } from '../api/shape.js';
import { CliError } from '../errors.js';
import { messageOf } from '../print/message-of.js';

const form = object({
  state: parseStateCode,
  root: parseFingerprint,
  entries: list(object<SignedEntry>({ entry: bytes, signatures: list(bytes, 4) }), 50_000),
});

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');

export function directoryText(
  state: string,
  root: Fingerprint,
  entries: readonly SignedEntry[],
): string {
  const said = entries.map(({ entry, signatures }) => ({
    entry: base64(entry),
    signatures: signatures.map(base64),
  }));
  return `${JSON.stringify({ state, root, entries: said }, undefined, 1)}\n`;
}

/**
 * Entries in the file, not verified. Only checks that the file's root is the root that the auditor knows.
 * @throws CliError CLI_DIRECTORY_INVALID
 */
export function entriesIn(
  file: string,
  text: string,
  root: Fingerprint,
): { readonly state: StateCode; readonly entries: readonly SignedEntry[] } {
  try {
    const read = form(JSON.parse(text));
    if (read.root === root) return read;
  } catch (error) {
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('program.named', { name: file, text: messageOf(error) }),
      error,
    );
  }
  throw new CliError('CLI_DIRECTORY_INVALID', say('directory.anotherRoot', { file }));
}

/**
 * Verifies the file's entries from the root that the auditor knows, never from the root in the file.
 * @throws CliError CLI_DIRECTORY_INVALID
 */
export async function readDirectory(
  file: string,
  text: string,
  root: Fingerprint,
): Promise<DirectoryChain> {
  const { state, entries } = entriesIn(file, text, root);
  try {
    const chain = new DirectoryChain(state, root);
    for (const entry of entries) await chain.extend(entry);
    return chain;
  } catch (error) {
    throw new CliError(
      'CLI_DIRECTORY_INVALID',
      say('program.named', { name: file, text: messageOf(error) }),
      error,
    );
  }
}
