import { neverScanned, scanKept } from '#capabilities/attachments/scans/scan.model';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import type { AttachmentRecord } from './rows.js';
import type { Tx } from '#store';

export const scanRow = (scan: Scan | null | undefined): string | null =>
  scan ? JSON.stringify(scan) : null;

/** Stores either `now` or the earlier scan result, as `scanKept` decides, and returns it. */
export async function keepScan(
  tx: Tx,
  { dispatch, position }: Pick<AttachmentRecord, 'dispatch' | 'position'>,
  now: Scan,
): Promise<Scan> {
  const [row] = await tx.query<{ scan: Scan | null }>(
    'select scan from cases.attachment where dispatch = $1 and position = $2 for update',
    [dispatch, position],
  );
  const scan = scanKept(row?.scan ?? neverScanned, now);
  tx.send(`update cases.attachment set scan = $3 where dispatch = $1 and position = $2`, [
    dispatch,
    position,
    scanRow(scan),
  ]);
  return scan;
}
