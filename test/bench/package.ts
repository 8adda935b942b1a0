import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assess, draftProfile } from '#admissibility';
import { assemble, examinePackage } from '#package';
import { checkShapes, jsonLdOf, provenanceGraph } from '#provenance';
import { canonicalJson, sha512 } from '#wire';
import { readOntology } from '../../apps/cli/src/packages/ontology.js';
import { TestPackage } from '../support/package.js';
import { figure, type Figure } from './figures.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const verifier = join(repository, 'dist/programs/liaise-verify.mjs');
const rounds = 3;
// Peak memory of the program alone: `maxRSS` of a child begins at what its parent had when it forked.
const peak = `/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status'))[1]`;
const saying = `data:text/javascript,import{readFileSync}from'node:fs';process.on('exit',()=>process.stderr.write('rss '+${peak}))`;

async function timed<T>(run: () => T | Promise<T>): Promise<readonly [T, number]> {
  const begin = performance.now();
  const result = await run();
  return [result, performance.now() - begin];
}

export function verified(folder: string): Promise<{ readonly ms: number; readonly mib: number }> {
  const begin = performance.now();
  const args = ['--import', saying, verifier, 'package.asice', '--roots', 'roots.txt'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      const kib = /rss (\d+)$/.exec(said)?.[1];
      if (code !== 0 || kib === undefined) failed(new Error(`verifier: ${code ?? ''} ${said}`));
      else done({ ms: performance.now() - begin, mib: Number(kib) / 1_024 });
    });
  });
}

export async function packageFigures(events = 1_000): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-bench-'));
  // One event a second, the last one not in the future.
  const test = await TestPackage.make({ reads: events, ageSeconds: events + 600 });
  try {
    const whole = await test.assemble();
    writeFileSync(join(folder, 'package.asice'), whole);
    writeFileSync(join(folder, 'roots.txt'), test.rootsFile());
    const profile = { bytes: draftProfile, signature: undefined };
    const shapes = await readOntology();
    const measured = { assembled: [], ms: [], mib: [], judged: [], told: [] } as Record<
      string,
      number[]
    >;
    for (let round = 0; round < rounds; round += 1) {
      const [, assembled] = await timed(() =>
        assemble(test.build, { seal: '', cms: new Uint8Array() }, new Uint8Array()),
      );
      const { ms, mib } = await verified(folder);
      const reader = test.reader();
      const examined = await examinePackage(whole, reader);
      const { facts } = examined;
      if (facts === undefined) throw new Error('not read');
      const asked = { sha512: sha512(whole), at: reader.at };
      const [, judged] = await timed(() => assess(examined, profile, asked));
      const [findings, graphMs] = await timed(() => {
        const nodes = provenanceGraph(facts, { size: whole.length, sha512: sha512(whole) });
        canonicalJson(jsonLdOf(nodes));
        return checkShapes(nodes, shapes);
      });
      if (findings.length > 0) throw new Error('the graph does not meet its shapes');
      for (const [name, value] of Object.entries({ assembled, ms, mib, judged, told: graphMs }))
        measured[name]?.push(value);
    }
    const by = `package of ${events} reads`;
    const of = (name: string): number[] => measured[name] ?? [];
    return [
      figure('package assembled', by, 'ms', of('assembled')),
      figure('package verified, whole process', by, 'ms', of('ms')),
      figure('package verified, memory', by, 'MiB', of('mib')),
      figure('package judged by the rules', by, 'ms', of('judged')),
      figure('provenance told and compared with its shapes', by, 'ms', of('told')),
    ];
  } finally {
    test.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
