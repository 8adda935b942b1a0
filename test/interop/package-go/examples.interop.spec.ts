import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timestamp } from '#kernel';
import { assess, draftProfile } from '#admissibility';
import { examinePackage, names, parseRoots, paths, readZip, verifyPackage } from '#package';
import { TestPackage } from '../../support/package.js';
import { ScriptRuns } from './script-runs.js';
import { SecondVerifier, verdictsOf } from './second-verifier.js';

const folder = fileURLToPath(new URL('../../../proto/examples/package', import.meta.url));
const file = (name: string): string => join(folder, name);

// `PACKAGE_EXAMPLES=record` makes new packages with new keys; their hashes must then be published anew.
const isRecording = process.env['PACKAGE_EXAMPLES'] === 'record';

interface Expected {
  readonly at: string;
  readonly packages: Readonly<
    Record<string, { readonly sha512: string; readonly exit: number; readonly checks: unknown }>
  >;
}

async function record(): Promise<void> {
  const test = await TestPackage.make();
  const good = await test.assemble();
  const changed = Buffer.from(good);
  const at = changed.indexOf('"requestType":"VESSEL"');
  changed.write('v', at + '"requestType":"'.length);
  const photograph = paths.message(1, 'attachments/1');
  const incomplete = await test.forged((files) => files.delete(photograph));
  const reader = test.reader();
  const packages: Record<string, unknown> = {};
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries({ good, changed, incomplete })) {
    writeFileSync(file(`${name}.asice`), bytes);
    const { exit, checks } = await verifyPackage(bytes, reader);
    packages[`${name}.asice`] = { sha512: hashOf(bytes), exit, checks };
  }
  writeFileSync(file('roots.txt'), test.rootsFile());
  const script = readZip(good).find(({ name }) => name === names.script);
  writeFileSync(join(folder, '../../verify.sh'), script?.content ?? '');
  const expected = { at: timestamp(reader.at), packages };
  writeFileSync(file('expected.json'), `${JSON.stringify(expected, undefined, 2)}\n`);
  test.remove();
}
const hashOf = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');

describe('the example packages of the protocol', () => {
  let go: SecondVerifier;
  let expected: Expected;
  beforeAll(async () => {
    if (isRecording) await record();
    go = new SecondVerifier();
    expected = JSON.parse(readFileSync(file('expected.json'), 'utf8')) as Expected;
  }, 240_000);
  afterAll(() => go.remove());

  it('have the verdicts that stand beside them, by both verifiers', async () => {
    const at = new Date(expected.at);
    const roots = parseRoots(readFileSync(file('roots.txt'), 'utf8'));
    for (const [name, { exit, checks, sha512 }] of Object.entries(expected.packages)) {
      const bytes = readFileSync(file(name));
      expect([name, hashOf(bytes)]).toEqual([name, sha512]);
      const ours = await verifyPackage(bytes, { roots, at });
      expect({ exit: ours.exit, checks: ours.checks }).toEqual({ exit, checks });
      const asked = ['--roots', file('roots.txt'), '--at', expected.at, '--json'];
      const ran = go.runVerifier('verify', file(name), ...asked);
      expect(ran.exit).toBe(exit);
      expect(verdictsOf(JSON.parse(ran.out) as typeof ours)).toEqual(verdictsOf(ours));
    }
  });

  it('have the same exit code by the script that is published beside them, which is that of packages', async () => {
    const good = readFileSync(file('good.asice'));
    const script = readFileSync(join(folder, '../../verify.sh'));
    expect(readZip(good).find(({ name }) => name === names.script)?.content).toEqual(script);
    const runs = new ScriptRuns(good, readFileSync(file('roots.txt'), 'utf8'));
    try {
      for (const [name, { exit }] of Object.entries(expected.packages))
        expect([name, await runs.exitOf({ name, bytes: readFileSync(file(name)) })]).toEqual([
          ...[name, exit],
        ]);
    } finally {
      runs.remove();
    }
  });

  it('have clocks that agree with the tokens', async () => {
    const bytes = readFileSync(file('good.asice'));
    const [at, roots] = [new Date(expected.at), readFileSync(file('roots.txt'), 'utf8')];
    const examined = await examinePackage(bytes, { roots: parseRoots(roots), at });
    const profile = { bytes: draftProfile, signature: undefined };
    const { rules } = await assess(examined, profile, { sha512: null, at });
    // Test States have no outside clock.
    expect(rules.find(({ rule }) => rule === 'TIM-03')?.code).toBe('OFFSET_UNKNOWN');
  });

  it('are a good one, a changed one and an incomplete one', () => {
    const exits = Object.entries(expected.packages).map(([name, { exit }]) => [name, exit]);
    expect(exits).toEqual([
      ['good.asice', 0],
      ['changed.asice', 1],
      ['incomplete.asice', 2],
    ]);
  });
});
