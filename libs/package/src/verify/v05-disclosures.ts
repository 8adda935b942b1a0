import { disclosureDigest, parseCanonicalJson, readDisclosure } from '#wire';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { paths } from '../container/layout.js';
import type { ShownEvent } from '../reading/shown-event.js';

const limits = { bytes: 131_072, depth: 2 } as const;

export function shownIn(bytes: Uint8Array): readonly string[] | undefined {
  try {
    const { shown, ...rest } = parseCanonicalJson(bytes, limits);
    const isList = Array.isArray(shown) && shown.length > 0 && Object.keys(rest).length === 0;
    if (!isList || !shown.every((each): each is string => typeof each === 'string'))
      return undefined;
    return shown.every((each, i) => i === 0 || each > (shown[i - 1] ?? each)) ? shown : undefined;
  } catch {
    // Bytes that cause any failure disclose nothing.
    return undefined;
  }
}

const isAsIndexed = (
  digests: readonly string[],
  { values }: ShownEvent,
  opened: ReadonlySet<string>,
): boolean => digests.every((digest, i) => opened.has(digest) === (values[i] === null));

function flawOf(
  event: ShownEvent,
  digests: readonly string[],
  bytes: Uint8Array | undefined,
): 'DISCLOSURE_FOREIGN' | 'DISCLOSURE_DIFFERS' | undefined {
  if (event.values.length !== digests.length) return 'DISCLOSURE_DIFFERS';
  if (bytes === undefined) return undefined;
  const shown = shownIn(bytes);
  const belongs = shown?.every(
    (each) => readDisclosure(each) !== undefined && digests.includes(disclosureDigest(each)),
  );
  if (belongs !== true) return 'DISCLOSURE_FOREIGN';
  const opened = new Set(shown?.map(disclosureDigest));
  return isAsIndexed(digests, event, opened) ? undefined : 'DISCLOSURE_DIFFERS';
}

export function checkDisclosures({ events, files }: Facts, found: Findings<'V05'>): void {
  for (const event of events) {
    if (event.said === undefined) continue;
    const where = paths.disclosure(event.index);
    const bytes = files.get(where);
    const flaw = flawOf(event, event.said.digests, bytes);
    if (flaw !== undefined) found.add(flaw, bytes === undefined ? event.where : where);
  }
}
