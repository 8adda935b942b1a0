import { disclosureDigest, parseCanonicalJson, readDisclosure } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { paths } from '../container/layout.js';

const limits = { bytes: 131_072, depth: 2 } as const;

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

/** Disclosed values belong to digests of their leaf. */
export function checkDisclosures({ events, files }: Facts, found: Findings<'V05'>): void {
  for (const { index, said } of events) {
    const where = paths.disclosure(index);
    const bytes = files.get(where);
    if (bytes === undefined || said === undefined) continue;
    const shown = shownIn(bytes);
    const belongs = shown?.every(
      (each) => readDisclosure(each) !== undefined && said.digests.includes(disclosureDigest(each)),
    );
    if (belongs !== true) found.add('DISCLOSURE_FOREIGN', where);
  }
}
