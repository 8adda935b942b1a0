import { directoryText, paths } from '#package';
import { chainHead, type SignedEntry } from '#wire';
import type { Change, TestPackage } from '../../support/package.js';
import { aState } from '../../support/state.js';
import type { Case } from './agreement.js';

function headOf(entries: readonly SignedEntry[]) {
  let head = null as ReturnType<typeof chainHead> | null;
  for (const [i, signed] of entries.entries()) head = chainHead(head, i, signed);
  if (head === null) throw new Error('no entry');
  return { version: entries.length, head };
}

/**
 * Makes attack packages of a State that has stolen a neighbour's former root key. Each case names the root that its reader
 * trusts.
 */
export async function formerRootsOf(test: TestPackage): Promise<readonly Case[]> {
  const { neighbour } = test;
  const renewed = await aState('XB').before(4).build();
  const former = neighbour.rootFingerprint;
  const now = renewed.rootFingerprint;
  if (former === now) throw new Error('the root is the same');
  const formerRoots = test.rootsFile();
  const currentRoots = formerRoots.replace(`root XB ${former}`, `root XB ${now}`);
  const body = {
    fingerprint: now,
    certificate: Buffer.from(renewed.root.certificate).toString('base64'),
  };
  const [names, both, key] = [
    await neighbour.entry('root', body, [neighbour.root]),
    await neighbour.entry('root', body, [neighbour.root, renewed.root]),
    await neighbour.entry(
      'state-key',
      {
        ...{ purpose: 'signing', fingerprint: neighbour.keys.signing.fingerprint },
        certificate: Buffer.from(neighbour.keys.signing.certificate).toString('base64'),
        ...neighbour.validity,
      },
      [neighbour.root],
    ),
  ];
  const resting =
    (root: typeof now, entries: readonly SignedEntry[]): Change =>
    ({ record, files }) => {
      record.directories = record.directories.map((each) =>
        each.state === neighbour.state ? { ...each, root, ...headOf(entries) } : each,
      );
      files.set(paths.directory(neighbour.state), Buffer.from(directoryText(entries)));
    };
  const { directory } = neighbour;
  const rests: Readonly<Record<string, readonly [string, Change]>> = {
    'a former root': [currentRoots, resting(former, directory)],
    'a former root that names the new one': [formerRoots, resting(former, [...directory, names])],
    'one of which both sign the new one': [formerRoots, resting(former, [...directory, both])],
    'the new root, which the former names': [currentRoots, resting(now, [...directory, both])],
    'the new root in name': [currentRoots, resting(now, directory)],
    'the new root, and entries of the former': [
      currentRoots,
      resting(now, [...renewed.directory, key]),
    ],
    'the new root, under which nothing was signed': [currentRoots, resting(now, renewed.directory)],
  };
  const cases: Case[] = [];
  for (const [name, [roots, change]] of Object.entries(rests))
    cases.push({ name, roots, bytes: await test.assemble(test.changed(change)) });
  return cases;
}
