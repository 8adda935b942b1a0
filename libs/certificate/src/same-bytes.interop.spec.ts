import { readFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCertificate, shippedFonts } from './fixtures/a-certificate.js';
import { sha256 } from '#wire';
import { bundled, nodes } from '../../../test/support/programs.js';
import { makeCertificate } from './make-certificate.js';
import { fontFiles } from './pages/fonts.js';

const run = promisify(execFile);
const fonts = fileURLToPath(new URL('../fonts/', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liaise-certificate-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (library: string): string => `
import { readFileSync, writeFileSync } from 'node:fs';
import { makeCertificate } from ${JSON.stringify(library)};
const [file, out, umask] = process.argv.slice(2);
process.umask(Number.parseInt(umask, 8));
const font = (name) => readFileSync(${JSON.stringify(fonts)} + name);
const fonts = { latin: font('${fontFiles.latin.file}'), arabic: font('${fontFiles.arabic.file}') };
const made = await makeCertificate(JSON.parse(readFileSync(file, 'utf8')), fonts);
writeFileSync(out, made.pdf);
writeFileSync(out + '.json', made.machineForm);
process.stdout.write(process.version + ' ' + new Date(0).toString());
`;

describe('the same facts', () => {
  it('give the same bytes in any time zone, locale, umask and folder, on both Nodes', async () => {
    const library = await bundled('libs/certificate/src/index.ts', folder);
    const script = join(folder, 'make.mjs');
    await writeFile(script, program(pathToFileURL(library).href));
    const certificate = aCertificate('ar');
    const input = join(folder, 'facts.json');
    await writeFile(input, JSON.stringify(certificate));
    const made = await makeCertificate(certificate, shippedFonts(readFileSync));
    const places = [
      { node: nodes.recommended, TZ: 'UTC', LANG: 'C', umask: '022' },
      { node: nodes.oldest, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', umask: '077' },
    ];
    const said = new Set<string>();
    const versions = new Set<string | undefined>();
    for (const [i, { node, umask, ...env }] of places.entries()) {
      const out = join(folder, `out-${i}.pdf`);
      const options = { cwd: i === 0 ? folder : tmpdir(), env: { ...process.env, ...env } };
      const { stdout } = await run(node, [script, input, out, umask], options);
      said.add(stdout);
      versions.add(stdout.split('.')[0]);
      expect(sha256(await readFile(out))).toBe(sha256(made.pdf));
      expect(sha256(await readFile(`${out}.json`))).toBe(sha256(made.machineForm));
    }
    expect(said.size).toBe(2);
    expect([...versions].sort()).toEqual(['v20', 'v24']);
  }, 240_000);
});
