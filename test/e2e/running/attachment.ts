import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentLimits } from '#kernel';
import { carry, sha256OfFile, writeRandomFile } from '../fixtures/carry.js';
import { processes, until } from '../../support/installation.js';
import { OwnMemoryWatch, peakMiB } from '../fixtures/memory.js';
import { Office, type SignedOne } from '../../support/office.js';
import type { RunningStates } from '../../support/running-states.js';
import { runningStates } from './states.js';

const mib = 1024 * 1024;
const second = 1_000;
// Memory bound (MiB) of every process of a State.
const mostMiB = 300;
let two: RunningStates;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-large-'));
  two = await runningStates();
}, 180 * second);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
}, 60 * second);

async function offices(): Promise<[Office, Office]> {
  return [
    await Office.openFrom(two.profile(two.a, 'ana'), two.key(two.a, 'ana')),
    await Office.openFrom(two.profile(two.b, 'ben'), two.key(two.b, 'ben')),
  ];
}

async function peaks(work: () => Promise<void>): Promise<Map<string, number>> {
  const watches = [two.a, two.b].map((at) => {
    const pid = at.pid('postgres');
    if (pid === undefined) throw new Error(`${at.state} has no database`);
    return { name: `${at.state} postgres`, watch: new OwnMemoryWatch(pid) };
  });
  await work();
  const found = new Map(watches.map(({ name, watch }) => [name, watch.stop()]));
  for (const at of [two.a, two.b])
    for (const name of processes.filter((each) => each !== 'postgres'))
      found.set(`${at.state} ${name}`, peakMiB(at.pid(name) ?? 0));
  return found;
}

describe('an attachment of 200 MB', () => {
  it(
    'travels through both States byte for byte while every process stays small',
    async () => {
      const [ana, ben] = await offices();
      const [file, out] = [join(folder, 'sent.bin'), join(folder, 'received.bin')];
      const sent = await writeRandomFile(file, 200 * mib);
      const most = await peaks(async () => {
        await carry(ana, ben, file, out, 150);
      });
      expect(await sha256OfFile(out)).toBe(sent);
      expect([...most].filter(([, peak]) => peak < 1 || peak >= mostMiB)).toEqual([]);
      ana.close();
      ben.close();
    },
    240 * second,
  );
});

describe('a document of the largest permitted size', () => {
  it(
    'is taken over HTTPS, travels, and is read at the other end as it was signed',
    async () => {
      const [ana, ben] = await offices();
      const wide = { facts: '𝕏'.repeat(32_000), informationRequested: '𝕏'.repeat(16_000) };
      const request = (letters: number) => {
        const reasonsInformationAvailable = 'x'.repeat(letters);
        return ana.request('largest', [], { ...wide, reasonsInformationAvailable });
      };
      const bytesOf = ({ body }: SignedOne): Buffer => Buffer.from(body.document, 'base64');
      const room = documentLimits.bytes - bytesOf(await request(1)).length;
      const largest = await request(1 + room);
      expect(bytesOf(largest)).toHaveLength(documentLimits.bytes);
      await ana.submit(largest);
      await until('the document to arrive', 60, () => ben.arrived(largest.thread));
      const { document } = await ben.opener(largest.thread);
      expect(Buffer.from(document).equals(bytesOf(largest))).toBe(true);
      ana.close();
      ben.close();
    },
    90 * second,
  );
});
