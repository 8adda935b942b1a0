import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#wire';
import { TestPackage } from '../../../test/support/package.js';
import { bundled, nodes } from '../../../test/support/programs.js';
import { bytesToCertify, bytesToSeal, bytesToStamp } from './assemble.js';
import { names } from './container/layout.js';
import { readZip } from './container/zip.js';

const run = promisify(execFile);
let test: TestPackage;
let folder: string;

beforeAll(async () => {
  test = await TestPackage.make();
  folder = await mkdtemp(join(tmpdir(), 'liaise-package-'));
}, 60_000);

afterAll(async () => {
  test.remove();
  await rm(folder, { recursive: true, force: true });
});

const program = (library: string): string => `
import { readFileSync, writeFileSync } from 'node:fs';
import { assemble } from ${JSON.stringify(library)};
const [file, out, umask] = process.argv.slice(2);
process.umask(Number.parseInt(umask, 8));
const { record, index, files, seal, cms, token } = JSON.parse(readFileSync(file, 'utf8'));
const bytes = (text) => Buffer.from(text, 'base64');
const build = { record, index, files: new Map(files.map(([name, text]) => [name, bytes(text)])) };
writeFileSync(out, assemble(build, { seal, cms: bytes(cms) }, bytes(token)));
process.stdout.write(process.version + ' ' + new Date(0).toString() + (1234.5).toLocaleString());
`;

describe('the same build', () => {
  it('gives the same bytes in any time zone, locale, umask and folder, on both Nodes, in whatever order its files come', async () => {
    const library = await bundled('libs/package/src/index.ts', folder);
    const script = join(folder, 'assemble.mjs');
    await writeFile(script, program(pathToFileURL(library).href));
    const made = await test.assemble();
    const whole = readZip(made);
    const of = (name: string): Buffer =>
      Buffer.from(whole.find((member) => member.name === name)?.content ?? '');
    const seal = of(names.seal).toString('latin1');
    const seals = { seal, cms: of(names.cms) };
    expect(Buffer.compare(bytesToCertify(test.build, seal), of(names.cmsManifest))).toBe(0);
    expect(Buffer.compare(bytesToSeal(test.build), of(names.sha512))).toBe(0);
    expect(Buffer.compare(bytesToStamp(test.build, seals), of(names.asic))).toBe(0);
    const { record, index } = test.build;
    const files = [...test.build.files].map(([name, bytes]) => [
      ...[name, Buffer.from(bytes).toString('base64')],
    ]);
    const token = of(names.token).toString('base64');
    const cms = of(names.cms).toString('base64');
    const said = new Set<string>();
    const versions = new Set<string | undefined>();
    const hashes = new Set<string>();
    const places = [
      { node: nodes.recommended, TZ: 'UTC', LANG: 'C', umask: '022' },
      { node: nodes.oldest, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', umask: '077' },
      { node: nodes.recommended, TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', umask: '000' },
    ];
    for (const [i, { node, umask, ...env }] of places.entries()) {
      const input = join(folder, `build-${i}.json`);
      const turned = i === 1 ? [...files].reverse() : files;
      await writeFile(input, JSON.stringify({ index, record, files: turned, seal, cms, token }));
      const out = join(folder, `out-${i}.asice`);
      const options = { cwd: i === 2 ? tmpdir() : folder, env: { ...process.env, ...env } };
      const { stdout } = await run(node, [script, input, out, umask], options);
      said.add(stdout);
      versions.add(stdout.split('.')[0]);
      hashes.add(sha256(await readFile(out)));
    }
    expect(said.size).toBe(places.length);
    expect([...versions].sort()).toEqual(['v20', 'v24']);
    expect([...hashes]).toEqual([sha256(made)]);
  });
});
