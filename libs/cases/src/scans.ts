import type { Scan } from '#model';
import type { Tx } from '#store';
import type { AttachmentRecord } from './rows.js';

/** As it stands in its row. */
export const scanRow = (scan: Scan | null | undefined): string | null =>
  scan ? JSON.stringify(scan) : null;

/** Keeps what the scanner said of an attachment, with the version of its signatures, in place of what it said before. */
export function keepScan(
  tx: Tx,
  { dispatch, position }: Pick<AttachmentRecord, 'dispatch' | 'position'>,
  scan: Scan,
): void {
  tx.send(`update cases.attachment set scan = $3 where dispatch = $1 and position = $2`, [
    dispatch,
    position,
    scanRow(scan),
  ]);
}
