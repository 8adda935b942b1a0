import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestPackage } from '../../../test/support/package.js';
import type { Files } from '../../../test/support/package-story.js';
import { flipBit } from '../../../test/support/tlog.js';
import { names, paths } from './container/layout.js';
import { verifyPackage } from './verify-package.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

async function without(
  missing: readonly string[],
  change: (files: Files) => unknown = () => undefined,
  made = test,
): Promise<readonly string[]> {
  const bytes = await made.forged((files) => {
    change(files);
    for (const name of missing) if (!files.delete(name)) throw new Error(`no ${name}`);
  });
  const { exit, checks } = await verifyPackage(bytes, made.reader());
  const found = checks.filter(({ verdict }) => verdict !== 'pass');
  return [`${exit}`, ...found.map(({ check, code }) => `${check} ${code ?? ''}`)];
}

const certificate = (at: number): string =>
  paths.certificate(test.build.index.certificates[at] ?? '');
const list = (at: number, made = test): string =>
  paths.revocationList(made.build.index.lists[at] ?? '');
const event = (): number => test.indexOf('case.opened');
const size = (): number => test.build.index.tokens[0]?.size ?? 0;

describe('a file that the index demands and that is missing', () => {
  it.each<readonly [what: string, open: readonly string[], names: () => readonly string[]]>([
    ['own directory', ['V03', 'V04', 'V05', 'V08', 'V09'], () => [paths.directory('XA')]],
    ['the neighbour’s', ['V03', 'V04', 'V09', 'V11'], () => [paths.directory('XB')]],
    ['a leaf with an anchor', ['V05'], () => [paths.event(test.indexOf('msg.signed'))]],
    ['the checkpoint', ['V06', 'V08', 'V09'], () => [names.checkpoint]],
    ['a checkpoint under a token', ['V08', 'V10'], () => [paths.checkpoint(size())]],
    ['a token and a receipt', ['V10', 'V11'], () => [paths.token(1), paths.receiptProof(1)]],
    ['a certificate', ['V10'], () => [certificate(0)]],
    ['the other one', ['V10'], () => [certificate(1)]],
    ['a list', ['V10'], () => [list(0)]],
    ['the other one', ['V10'], () => [list(1)]],
    [
      'a key, a document, an event, proofs, the policy and roots',
      ['V03', 'V04', 'V05', 'V06', 'V07', 'V09'],
      () => [
        paths.key(test.own.keys.package.fingerprint),
        paths.message(1, 'document.json'),
        paths.message(2, 'original.pgp'),
        ...[paths.event(event()), paths.proof(event()), paths.consistency(size())],
        ...[names.policy, names.roots],
      ],
    ],
  ])('contradicts nothing, and leaves open what needs it: %s', async (_what, open, missing) => {
    const checks = [...open, 'V12'].map((check) => `${check} FILE_MISSING`);
    expect(await without(missing())).toEqual(['2', ...checks]);
  });

  const turned =
    (name: string) =>
    (files: Files): void => {
      const bytes = files.get(name) ?? new Uint8Array();
      files.set(name, flipBit(bytes, bytes.length * 8 - 4));
    };
  it.each<readonly [found: string, missing: () => string, changed: () => string]>([
    ['V04 ENVELOPE_DIFFERS', () => paths.directory('XA'), () => paths.message(1, 'document.sig')],
    ['V11 RECEIPT_LOGGED', () => paths.directory('XB'), () => paths.receiptProof(1)],
    ['V10 TOKEN_INVALID', () => certificate(0), () => paths.token(1)],
    ['V10 TOKEN_INVALID', () => list(0), () => paths.token(1)],
  ])('hides no contradiction: %s', async (found, missing, changed) => {
    const [exit, ...all] = await without([missing()], turned(changed()));
    expect([exit, all]).toEqual(['1', expect.arrayContaining([found])]);
  });

  it('hides no certificate that another list revokes', async () => {
    const later = ({ authority }: Pick<TestPackage, 'authority'>) =>
      authority.revocationLists('good');
    const made = await TestPackage.make({ later });
    try {
      const exits: (string | undefined)[] = [];
      for (const at of [0, 1]) exits.push((await without([list(at, made)], undefined, made))[0]);
      expect(exits.sort()).toEqual(['1', '2']);
    } finally {
      made.remove();
    }
  });
});
