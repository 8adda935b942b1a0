import type { Entry } from '#capabilities/directory/directory.schema';
import { decodeEntry } from '#wire';
import { say } from '#language/console';
import { bytes, list, object, readContent } from '../../api/shape.js';
import { CliError } from '../../errors.js';
import { mostEntries } from './ceremony-file.js';

export interface Grant {
  readonly entry: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly directory?: readonly SignedBytes[];
}
interface SignedBytes {
  readonly entry: Uint8Array;
  readonly signatures: readonly Uint8Array[];
}

const mostSigners = 4;

const signed = object<SignedBytes>({ entry: bytes, signatures: list(bytes, mostSigners) });
const withDirectory = object<Required<Grant>>({
  entry: bytes,
  signatures: list(bytes, mostSigners),
  directory: list(signed, mostEntries),
});

export function parseGrant(file: string, content: string): Grant & { readonly parsed: Entry } {
  return readContent(file, content, (value) => {
    const whole = typeof value === 'object' && value !== null && 'directory' in value;
    const grant = whole ? withDirectory(value) : signed(value);
    return { ...grant, parsed: decodeEntry(grant.entry) };
  });
}

const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64');
const asText = ({ entry, signatures }: SignedBytes) => ({
  entry: base64(entry),
  signatures: signatures.map(base64),
});

export const grantMembers = (grant: Grant): object => ({
  ...asText(grant),
  ...(grant.directory && { directory: grant.directory.map(asText) }),
});

export const formatGrant = (grant: Grant): string =>
  `${JSON.stringify(grantMembers(grant), undefined, 2)}\n`;

/**
 * Returns the grant with one more signature. `file`: file name for the error message. @throws CliError CLI_FILE_INVALID if
 * the grant already has the maximum number of signatures
 */
export function addSignature<T extends Grant>(file: string, grant: T, signature: Uint8Array): T {
  if (grant.signatures.length >= mostSigners)
    throw new CliError('CLI_FILE_INVALID', say('grant.mostSignatures', { file, mostSigners }));
  return { ...grant, signatures: [...grant.signatures, signature] };
}
