import type { KeyObject } from 'node:crypto';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { folderSource } from '../../apps/cli/src/log/folder-source.js';
import { cellOf, names, notesPath } from '../../apps/cli/src/log/layout.js';
import { TreeWriter } from '../../apps/cli/src/log/tree-writer.js';
import type { GeneratedLog, Makers } from './generated-log.js';
import { eventKeyName, type Judge, type LogSource } from '#custody';
import { makeSigner } from '#tlog';

/** A log in the files of an export, in memory. */
export function filesOf({ leaves, notes }: GeneratedLog): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const writer = new TreeWriter();
  for (const { path, bytes } of [...writer.take(leaves), ...writer.edgeFiles()])
    files.set(path, Buffer.from(bytes));
  for (const { size, note } of notes) {
    const path = notesPath(cellOf(size));
    files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), Buffer.from(note)]));
  }
  files.set(names.checkpoint, Buffer.from(notes.at(-1)?.note ?? ''));
  return files;
}

export const sourceOf = (files: ReadonlyMap<string, Uint8Array>): Promise<LogSource> =>
  folderSource({ name: 'copy', read: (path) => Promise.resolve(files.get(path)) });

const services = ['requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit'] as const;

/** Keys of a State for a generated log. */
export function someMakers(origin = 'xa.example/log'): Makers {
  const key = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
  return {
    log: makeSigner(origin, key(), 'note'),
    witness: makeSigner('xb.example/witness', key(), 'cosignature'),
    eventKeys: new Map(services.map((service) => [service, key()])),
    at: new Date('2026-03-01T00:00:00.000Z'),
  };
}

/** A judge who knows these keys. */
export function judgeOf({ log, witness, eventKeys }: Makers): Judge {
  const keys = new Map(
    [...eventKeys].map(([service, key]) => {
      const publicKey = createPublicKey(key);
      return [service, new Map([[eventKeyName(publicKey), publicKey]])] as const;
    }),
  );
  return {
    logs: [log.verifier],
    witnesses: [witness.verifier],
    eventKeys: (service) => keys.get(service) ?? new Map(),
    stands: () => true,
    skewMs: 60_000,
  };
}
