import type { Sha256, Timestamp } from '#kernel';

/** An outside authority has put its time under a checkpoint of this log; token, certificates and lists are kept. */
export interface TimeStamped {
  readonly authority: string;
  readonly size: number;
  readonly root: string;
  /** The authority's own time. */
  readonly genTime: Timestamp;
  readonly policy: string;
  /** Of the token among all of the authority's, hexadecimal. */
  readonly serial: string;
  readonly tokenSha256: Sha256;
  readonly signerSha256: Sha256;
  /** By how much the database's clock was ahead, at least and at most. */
  readonly offsetMs: readonly [number, number];
}

/** An outside clock says that ours is wrong. `blocks`: too far for a formal act. */
export interface ClockAlarm {
  readonly source: string;
  readonly offsetMs: readonly [number, number];
  readonly limitMs: number;
  readonly blocks: boolean;
}
