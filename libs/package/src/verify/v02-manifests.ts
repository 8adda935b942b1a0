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

interface HashList {
  readonly name: string;
  readonly algorithm: Algorithm;
  readonly text: string;
  readonly expected: string;
  readonly write: (digests: Digests) => string;
  readonly stated: ReadonlyMap<string, string>;
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

/** Names of the files whose hash is wrong in every list that contains them. */
function changedFiles(lists: readonly HashList[], { files, digests, members }: Shown): string[] {
  const right = lists.filter(({ text, expected }) => text === expected).map(({ name }) => name);
  const isIntact = (name: string): boolean =>
    members.some((each) => each.name === name && crc32(each.content) === each.crc);
  return [...files.keys()].filter((name) => {
    if (right.includes(name) || (name === names.cms && isIntact(name))) return false;
    const stated = lists.flatMap((list) => {
      const hash = list.scope.has(name) ? list.stated.get(name) : undefined;
      return hash === undefined
        ? []
        : [hash === digests.digestOf(name, list.algorithm).toString('hex')];
    });
    return stated.length > 0 && !stated.includes(true);
  });
}

function isExplained(list: HashList, changed: readonly string[], digests: Digests): boolean {
  const stated = new Map<string, string>();
  for (const name of changed) {
    const hash = list.stated.get(name);
    if (hash !== undefined) stated.set(name, hash);
  }
  return list.write(new StatedDigests(digests, stated)) === list.text;
}

function compareNames(lists: readonly HashList[], files: Files, found: Findings<'V02'>): void {
  for (const list of lists) {
    const other = otherLengths(list);
    // An invalid name is the list's fault; a finding never shows text chosen by an attacker.
    for (const name of list.stated.keys())
      if (isMemberName(name) && !files.has(name) && !other.has(name.length))
        found.add('FILE_GONE', name);
  }
  const listed = new Set(lists.flatMap(({ stated }) => [...stated.keys()]));
  const known: ReadonlySet<string> = new Set([...tagFiles, ...Object.values(names)]);
  // A list without a mandatory file is itself wrong.
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

/** Lengths of file names that the list should contain but lacks. Unknown names of equal length may be these names, damaged. */
const otherLengths = ({ scope, stated }: HashList): ReadonlySet<number> =>
  new Set([...scope].filter((right) => !stated.has(right)).map(({ length }) => length));

function checkSums(members: readonly ReadMember[], found: Findings<'V02'>): void {
  const reportedPlaces = new Set(found.all.map(({ where }) => where));
  for (const { name, content, crc } of members)
    if (crc32(content) !== crc && !reportedPlaces.has(name)) found.add('FILE_HASH', name);
}

export function checkHashes(shown: Shown, found: Findings<'V02'>): void {
  compareLists(shown, found);
  checkSums(shown.members, found);
}

export function checkDerived(facts: Facts, found: Findings<'V02'>): void {
  const { files, record, index, events } = facts;
  const derived: readonly (readonly [string, string])[] = [
    [names.bagit, bagit],
    [names.bagInfo, bagInfo(record, files)],
    [names.roots, rootsText(record)],
  ];
  for (const [name, expected] of derived)
    if (files.has(name) && textOf(files, name) !== expected) found.add('RECORD_FORM', name);
  // A missing or unreadable leaf may have named any size.
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
