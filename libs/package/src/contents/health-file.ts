import { closed, forms, isCoded, list, schemaParser } from '#kernel';
import { canonicalJson, parseCanonicalJson } from '#wire';

export interface HealthEntry {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Maximum of entries per file: about half a year with one entry per hour. The file stays below 32 MiB. */
export const mostHealth = 4_096;

interface Line {
  readonly index: number;
  readonly leaf: string;
  readonly proof: readonly string[];
}

const parse = schemaParser<Line>(
  closed({ index: forms.count, leaf: forms.base64(5_464), proof: list(forms.base64Of32, 63) }),
  'VALUE_INVALID',
);
const limits = { bytes: 16_384, depth: 3 } as const;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new RangeError('not base64');
  return bytes;
}

export const healthText = (entries: readonly HealthEntry[]): Uint8Array =>
  Buffer.from(
    entries
      .map(({ index, leaf, proof }) => {
        const line = { index, leaf: base64(leaf), proof: proof.map(base64) };
        return `${Buffer.from(canonicalJson(line)).toString('utf8')}\n`;
      })
      .join(''),
  );

function entriesIn(file: Uint8Array): HealthEntry[] {
  const lines = Buffer.from(file).toString('latin1').split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > mostHealth)
    throw new RangeError('lines');
  let last = -1;
  return lines.map((text) => {
    const { index, leaf, proof } = parse(parseCanonicalJson(Buffer.from(text, 'latin1'), limits));
    if (index <= last) throw new RangeError('order');
    last = index;
    return { index, leaf: bytesOf(leaf), proof: proof.map(bytesOf) };
  });
}

export function readHealth(file: Uint8Array): readonly HealthEntry[] | undefined {
  try {
    return entriesIn(file);
  } catch (error) {
    if (!isCoded(error) && !(error instanceof RangeError)) throw error;
    return undefined;
  }
}
