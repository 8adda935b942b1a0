import { createHash } from 'node:crypto';
import { parseCanonicalJson } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { paths } from '../container/layout.js';

const limits = { bytes: 131_072, depth: 2 } as const;

/** Digest that stands for an encoded value in a leaf (RFC 9901 section 4.2.1). */
const digestOf = (encoded: string): string =>
  createHash('sha256').update(encoded, 'utf8').digest('base64url');

/** Encoded values of a disclosure file; undefined for another form. */
export function shownIn(bytes: Uint8Array): readonly string[] | undefined {
  try {
    const { shown, ...rest } = parseCanonicalJson(bytes, limits);
    const isList = Array.isArray(shown) && shown.length > 0 && Object.keys(rest).length === 0;
    if (!isList || !shown.every((each): each is string => typeof each === 'string'))
      return undefined;
    return shown.every((each, i) => i === 0 || each > (shown[i - 1] ?? each)) ? shown : undefined;
  } catch {
    // Whatever these bytes make fail, they disclose nothing.
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a text is a salt, a name and a value, in the one spelling of base64: another has the digest and says something else. */
function isEncoded(text: string): boolean {
  try {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.toString('base64url') !== text) return false;
    const parts: unknown = JSON.parse(utf8.decode(bytes));
    return Array.isArray(parts) && parts.length === 3 && typeof parts[1] === 'string';
  } catch {
    return false;
  }
}

/** Disclosed values belong to digests of their leaf. */
export function checkDisclosures({ events, files }: Facts, found: Findings<'V05'>): void {
  for (const { index, said } of events) {
    const where = paths.disclosure(index);
    const bytes = files.get(where);
    if (bytes === undefined || said === undefined) continue;
    const shown = shownIn(bytes);
    const belongs = shown?.every(
      (each) => isEncoded(each) && said.digests.includes(digestOf(each)),
    );
    if (belongs !== true) found.add('DISCLOSURE_FOREIGN', where);
  }
}
