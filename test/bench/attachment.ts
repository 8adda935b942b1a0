import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateEncryptionKey } from '#seal';
import { carry, sha256OfFile, writeRandomFile, type Carried } from '../e2e/fixtures/carry.js';
import { OwnMemoryWatch, peakMiB } from '../e2e/fixtures/memory.js';
import { Office } from '../support/office.js';
import { figure, type Figure } from './figures.js';
import { openpgpStream } from './openpgp-stream.js';
import { treeCpu } from './process-tree.js';
import { RunningStates } from './running-states.js';

const mb = 1_000_000;
const gib = 1024 ** 3;
const patience = 600;
const by = 'two States';
const other = 'openpgp.js stream';

async function permit(running: RunningStates, bytes: number): Promise<void> {
  for (const state of running.states) {
    await state.halt();
    const file = state.layout.settings;
    const settings = JSON.parse(readFileSync(file, 'utf8')) as { limits?: object };
    settings.limits = { ...settings.limits, attachmentBytes: bytes };
    writeFileSync(file, JSON.stringify(settings, null, 2));
    await state.start();
  }
}

function offices(running: RunningStates): Promise<[Office, Office]> {
  const [a, b] = running.states.map((state) => {
    const { officer } = state.script.officer;
    return Office.openFrom(state.person(officer).profile, state.keyOf(officer));
  });
  if (a === undefined || b === undefined) throw new Error('not two States');
  return Promise.all([a, b]);
}

// Peak memory (MiB) of every process; of a database, the greatest private memory of one of its processes.
async function peaks(running: RunningStates, work: () => Promise<void>): Promise<Figure[]> {
  const watches = new Map(
    [...running.pids]
      .filter(([name]) => name.endsWith('postgres'))
      .map(([name, pid]) => [name, new OwnMemoryWatch(pid)]),
  );
  await work();
  return [...running.pids].map(([name, pid]) =>
    figure('memory at its peak', name, 'MiB', [watches.get(name)?.stop() ?? peakMiB(pid)]),
  );
}

const speeds = (bytes: number, { upload, transfer, download }: Carried): Figure[] =>
  Object.entries({ upload, transfer, download }).map(([what, seconds]) =>
    figure(what, by, 'MB/s', [bytes / mb / seconds]),
  );

export async function attachmentFigures(bytes = gib): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-bench-file-'));
  const file = (name: string): string => join(folder, name);
  const running = await RunningStates.start();
  try {
    await permit(running, bytes);
    const sent = await writeRandomFile(file('sent'), bytes);
    const [from, to] = await offices(running);
    const figures: Figure[] = [];
    const pids = [...running.pids.values()];
    const memory = await peaks(running, async () => {
      const cpu = treeCpu(pids);
      const times = await carry(from, to, file('sent'), file('received'), patience);
      const seconds = times.upload + times.transfer + times.download;
      figures.push(
        ...speeds(bytes, times),
        figure('the whole way', by, 'MB/s', [bytes / mb / seconds], other),
        figure(
          'CPU of the whole way',
          by,
          'ms/MB',
          [((treeCpu(pids) - cpu) * 1_000 * mb) / bytes],
          other,
        ),
      );
    });
    from.close();
    to.close();
    if ((await sha256OfFile(file('received'))) !== sent) throw new Error('not the same file');
    return [...figures, ...(await beside(bytes, file)), ...memory];
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function beside(bytes: number, file: (name: string) => string): Promise<Figure[]> {
  const key = await generateEncryptionKey({ userId: 'bench', at: new Date() });
  const paths = [file('sent'), file('sealed'), file('opened')] as const;
  const { encrypt, decrypt } = await openpgpStream(key.certificate, key.privateKey, paths);
  const seconds = encrypt.seconds + decrypt.seconds;
  const cpu = encrypt.cpuSeconds + decrypt.cpuSeconds;
  return [
    figure('encrypt', other, 'MB/s', [bytes / mb / encrypt.seconds]),
    figure('decrypt', other, 'MB/s', [bytes / mb / decrypt.seconds]),
    figure('the whole way', other, 'MB/s', [bytes / mb / seconds]),
    figure('CPU of the whole way', other, 'ms/MB', [(cpu * 1_000 * mb) / bytes]),
  ];
}
