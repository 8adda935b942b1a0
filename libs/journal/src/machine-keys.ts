import type { Tx } from '#store';
import { parseLeaf } from './leaf/leaf.js';

export interface MachineKey {
  readonly use: string;
  readonly fingerprint: string;
}

const maxEvents = 4_096;

export async function machineKeys(tx: Tx, service: string): Promise<MachineKey[]> {
  const rows = await tx.query<{ typ: string; leaf: Buffer }>(
    `select typ, leaf from journal.event
     where service = $1 and typ in ('key.enrolled', 'key.revoked') order by id desc limit ${maxEvents}`,
    [service],
  );
  const standing = new Map<string, MachineKey>();
  for (const { typ, leaf } of rows.reverse()) {
    const { use, fingerprint, entrySha256 } = parseLeaf(leaf).data;
    if (typeof use !== 'string' || typeof fingerprint !== 'string' || entrySha256 !== null)
      continue;
    const name = `${use} ${fingerprint}`;
    if (typ === 'key.enrolled') standing.set(name, { use, fingerprint });
    else standing.delete(name);
  }
  return [...standing.values()];
}
