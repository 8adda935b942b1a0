import type { Sha256, Timestamp } from '#kernel';

export interface TimeStamped {
  readonly authority: string;
  readonly size: number;
  readonly root: string;
  readonly genTime: Timestamp;
  readonly policy: string;
  readonly serial: string;
  readonly tokenSha256: Sha256;
  readonly signerSha256: Sha256;
  readonly offsetMs: readonly [number, number];
}

export interface ClockAlarm {
  readonly source: string;
  readonly offsetMs: readonly [number, number];
  readonly limitMs: number;
  readonly blocks: boolean;
}
