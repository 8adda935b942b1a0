/** One attack, or one control that must be accepted; every implementation can run it. */
export interface Vector {
  /** Also the name of its file. */
  readonly name: string;
  readonly description: string;
  /**
   * verify: does `signature` hold over `bytes` by `certificate`. open: does `ciphertext` open with `privateKey`.
   * certificate: is `certificate` accepted.
   */
  readonly operation: 'verify' | 'open' | 'certificate';
  /** The time that counts, ISO 8601. */
  readonly at: string;
  /** Base64. */
  readonly inputs: Readonly<Record<string, string>>;
  /** An error code of the library, or `ACCEPTED`. */
  readonly expect: string;
}

type Told = Pick<Vector, 'name' | 'description' | 'expect'> & { readonly at?: string };

/** A minute after everything was made. */
const usualTime = '2026-03-01T12:01:00.000Z';
export const madeAt = new Date('2026-03-01T12:00:00.000Z');
/** The same instant as gpg takes it. */
export const gpgTime = '20260301T120000';
/** And as sq takes it. */
export const sqTime = '2026-03-01T12:00:00Z';

export function vector(
  operation: Vector['operation'],
  { name, description, expect, at = usualTime }: Told,
  inputs: Readonly<Record<string, Uint8Array | string>>,
): Vector {
  const encoded = Object.entries(inputs).map(([key, value]) => [
    key,
    Buffer.from(value as Uint8Array).toString('base64'),
  ]);
  return {
    name,
    description,
    operation,
    at,
    inputs: Object.fromEntries(encoded) as Record<string, string>,
    expect,
  };
}
