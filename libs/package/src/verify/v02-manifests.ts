import { crc32 } from 'node:zlib';
import { asicManifest, statedByAsic, statedByBag } from '../container/asic.js';
import { anchorSizes, type Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import {
  allowedDisclosures,
  demandedFiles,
  type Files,
  isPayload,
  names,
  tagFiles,
} from '../container/layout.js';
import {
  type Algorithm,
  asserted,
  bagInfo,
  bagit,
  type Digests,
  payloadManifest,
  rootsText,
  tagManifest,
} from '../container/manifests.js';
import type { ReadMember } from '../container/zip.js';

type Shown = Pick<Facts, 'members' | 'files' | 'digests'>;

/** A list of hashes as it stands in the package, and as the files give it. */
interface HashList {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly text: string;
  readonly expected: string;
  readonly stated: ReadonlyMap<string, string>;
  /** Files that it must list. */
  readonly scope: ReadonlySet<string>;
}

const textOf = (files: Files, name: string): string =>
  Buffer.from(files.get(name) ?? '').toString('latin1');

function listsOf(files: Files, digests: Digests): readonly HashList[] {
  const payload = [...files.keys()].filter(isPayload);
  const bag = (name: string, algorithm: Algorithm, expected: string, scope: Iterable<string>) => {
    const text = textOf(files, name);
    return { name, algorithm, text, expected, stated: statedByBag(text), scope: new Set(scope) };
  };
  const asic = textOf(files, names.asic);
  return [
    ...(['sha256', 'sha512'] as const).map((algorithm) =>
      bag(names[algorithm], algorithm, payloadManifest(files, algorithm, digests), payload),
    ),
    bag(names.tags, 'sha512', tagManifest(digests), tagFiles),
    {
      ...{ name: names.asic, algorithm: 'sha512' as const, text: asic },
      expected: asicManifest(files.keys(), digests),
      ...{ stated: statedByAsic(asic), scope: new Set(asserted(files.keys())) },
    },
  ];
}

/** A file is to blame when every list that has it states another hash; a list that the files give is none. */
function changedFiles(lists: readonly HashList[], { files, digests }: Shown): string[] {
  const right = lists.filter(({ text, expected }) => text === expected).map(({ name }) => name);
  return [...files.keys()].filter((name) => {
    if (right.includes(name)) return false;
    const stated = lists.flatMap((list) => {
      const hash = list.scope.has(name) ? list.stated.get(name) : undefined;
      return hash === undefined ? [] : [hash === digests.of(name, list.algorithm).toString('hex')];
    });
    return stated.length > 0 && !stated.includes(true);
  });
}

/** Whether nothing but the hashes of changed files makes a list other than expected. */
function isExplained(list: HashList, changed: readonly string[], digests: Digests): boolean {
  let text = list.expected;
  for (const name of changed) {
    const stated = list.stated.get(name);
    if (stated === undefined) continue;
    const digest = digests.of(name, list.algorithm);
    const encodings = list.name === names.asic ? (['base64'] as const) : (['hex'] as const);
    for (const encoding of encodings)
      text = text.replace(digest.toString(encoding), Buffer.from(stated, 'hex').toString(encoding));
  }
  return text === list.text;
}

/** Files that lists have and the package has not, and the other way round. */
function compareNames(lists: readonly HashList[], files: Files, found: Findings<'V02'>): void {
  for (const list of lists)
    for (const name of list.stated.keys())
      if (!files.has(name) && !isOtherName(list, name)) found.add('FILE_GONE', name);
  const listed = new Set(lists.flatMap(({ stated }) => [...stated.keys()]));
  const known: ReadonlySet<string> = new Set([...tagFiles, ...Object.values(names)]);
  // A list that lacks a file of every package is to blame itself.
  for (const name of files.keys())
    if (!known.has(name) && !listed.has(name)) found.add('FILE_UNLISTED', name);
}

function compareLists(shown: Shown, found: Findings<'V02'>): void {
  const { files, digests } = shown;
  const lists = listsOf(files, digests);
  const changed = changedFiles(lists, shown);
  for (const name of changed) found.add('FILE_HASH', name);
  compareNames(lists, files, found);
  for (const list of lists)
    if (list.text !== list.expected && !isExplained(list, changed, digests))
      found.add('MANIFEST_DIFFERS', list.name);
}

/** A name that one changed byte of a list made: the right one is missing there, though its file is here. */
const isOtherName = ({ scope, stated }: HashList, name: string): boolean =>
  [...scope].some((right) => !stated.has(right) && right.length === name.length);

function checkSums(members: readonly ReadMember[], found: Findings<'V02'>): void {
  for (const { name, content, crc } of members)
    if (crc32(content) !== crc && !found.all.some(({ where }) => where === name))
      found.add('FILE_HASH', name);
}

/** Hashes and checksums of the container: what can be compared before anything in it is read. */
export function checkHashes(shown: Shown, found: Findings<'V02'>): void {
  compareLists(shown, found);
  checkSums(shown.members, found);
}

/** Checks the files that follow from record and index, and that nothing else is there. */
export function checkDerived(facts: Facts, found: Findings<'V02'>): void {
  const { files, record, index, events } = facts;
  const derived: readonly (readonly [string, string])[] = [
    [names.bagit, bagit],
    [names.bagInfo, bagInfo(record, files)],
    [names.roots, rootsText(record)],
  ];
  for (const [name, expected] of derived)
    if (files.has(name) && textOf(files, name) !== expected) found.add('RECORD_FORM', name);
  const unread = events.some(({ bytes, read }) => bytes !== undefined && read === undefined);
  const allowed = new Set([
    ...demandedFiles(record, index, anchorSizes(events)),
    ...allowedDisclosures(index),
    ...[...tagFiles, names.tags, names.asic, names.token, names.mimetype],
  ]);
  for (const name of files.keys())
    if (!allowed.has(name) && !(unread && name.startsWith('data/custody/consistency/')))
      found.add('FILE_UNEXPECTED', name);
}
