import { crc32 } from 'node:zlib';
import { asicManifest, cmsManifest, statedByAsic, statedByBag } from '../container/asic.js';
import { anchorSizes, type Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import {
  allowedFiles,
  demandedFiles,
  type Files,
  fixedFiles,
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
  sealedByCms,
  StatedDigests,
  tagManifest,
} from '../container/manifests.js';
import { isMemberName, type ReadMember } from '../container/zip.js';

type Shown = Pick<Facts, 'members' | 'files' | 'digests'>;

/** A list of hashes as it stands in the package, and as the files give it. */
interface HashList {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly text: string;
  readonly expected: string;
  /** The list that files with these hashes give. */
  readonly write: (digests: Digests) => string;
  readonly stated: ReadonlyMap<string, string>;
  /** Files that it must list. */
  readonly scope: ReadonlySet<string>;
}

const textOf = (files: Files, name: string): string =>
  Buffer.from(files.get(name) ?? '').toString('latin1');

function listsOf(files: Files, digests: Digests): readonly HashList[] {
  const payload = [...files.keys()].filter(isPayload);
  const list = (
    { name, algorithm, write }: Pick<HashList, 'name' | 'algorithm' | 'write'>,
    statedBy: (text: string) => ReadonlyMap<string, string>,
    scope: Iterable<string>,
  ): HashList => {
    const [text, expected] = [textOf(files, name), write(digests)];
    const stated = statedBy(text);
    return { name, algorithm, write, text, expected, stated, scope: new Set(scope) };
  };
  const bags = (['sha256', 'sha512'] as const).map((algorithm) => {
    const write = (by: Digests): string => payloadManifest(files, algorithm, by);
    return list({ name: names[algorithm], algorithm, write }, statedByBag, payload);
  });
  const asic = (by: Digests): string => asicManifest(files.keys(), by);
  const sealed = (): HashList => {
    const write = (by: Digests): string => cmsManifest(files.keys(), by);
    const of = { name: names.cmsManifest, algorithm: 'sha512', write } as const;
    return list(of, statedByAsic, sealedByCms(files.keys()));
  };
  return [
    ...bags,
    list({ name: names.tags, algorithm: 'sha512', write: tagManifest }, statedByBag, tagFiles),
    list(
      { name: names.asic, algorithm: 'sha512', write: asic },
      statedByAsic,
      asserted(files.keys()),
    ),
    ...(files.has(names.cmsManifest) ? [sealed()] : []),
  ];
}

/**
 * A file is to blame when every list that has it states another hash; a list that the files give is none. One list alone has the CMS
 * seal, so its checksum says which of the two it is.
 */
function changedFiles(lists: readonly HashList[], { files, digests, members }: Shown): string[] {
  const right = lists.filter(({ text, expected }) => text === expected).map(({ name }) => name);
  const isIntact = (name: string): boolean =>
    members.some((each) => each.name === name && crc32(each.content) === each.crc);
  return [...files.keys()].filter((name) => {
    if (right.includes(name) || (name === names.cms && isIntact(name))) return false;
    const stated = lists.flatMap((list) => {
      const hash = list.scope.has(name) ? list.stated.get(name) : undefined;
      return hash === undefined ? [] : [hash === digests.of(name, list.algorithm).toString('hex')];
    });
    return stated.length > 0 && !stated.includes(true);
  });
}

/** Whether nothing but the hashes of changed files makes a list other than expected. */
function isExplained(list: HashList, changed: readonly string[], digests: Digests): boolean {
  const stated = new Map<string, string>();
  for (const name of changed) {
    const hash = list.stated.get(name);
    if (hash !== undefined) stated.set(name, hash);
  }
  return list.write(new StatedDigests(digests, stated)) === list.text;
}

/** Files that lists have and the package has not, and the other way round. */
function compareNames(lists: readonly HashList[], files: Files, found: Findings<'V02'>): void {
  for (const list of lists) {
    const other = otherLengths(list);
    // What is no name at all is the list's fault: it differs, and a finding shows no text that somebody chose.
    for (const name of list.stated.keys())
      if (isMemberName(name) && !files.has(name) && !other.has(name.length))
        found.add('FILE_GONE', name);
  }
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

/** Lengths of names that one changed byte of a list can have made: the right one is missing there, though its file is here. */
const otherLengths = ({ scope, stated }: HashList): ReadonlySet<number> =>
  new Set([...scope].filter((right) => !stated.has(right)).map(({ length }) => length));

function checkSums(members: readonly ReadMember[], found: Findings<'V02'>): void {
  const told = new Set(found.all.map(({ where }) => where));
  for (const { name, content, crc } of members)
    if (crc32(content) !== crc && !told.has(name)) found.add('FILE_HASH', name);
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
  // A leaf that is missing, or none, may have named any size.
  const unread = events.some(({ withheld, read }) => withheld === null && read === undefined);
  const allowed = new Set([
    ...demandedFiles(record, index, anchorSizes(events)),
    ...allowedFiles,
    ...[...fixedFiles(record), names.mimetype],
  ]);
  for (const name of files.keys())
    if (!allowed.has(name) && !(unread && name.startsWith('data/custody/consistency/')))
      found.add('FILE_UNEXPECTED', name);
}
