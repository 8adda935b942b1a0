import type { MessageId } from '#kernel';

export interface LinkAlarm {
  readonly messageId: MessageId | null;
  readonly seq: number | null;
  /** Of `REFUSALS_MANY`: how many of a day (UTC) are kept with an entry each, and how many more were only counted by then. */
  readonly refused?: {
    /** How far they had come: SEALED, OPENED, ALARM. */
    readonly kind: string;
    readonly day: string;
    readonly kept: number;
    readonly counted: number;
    readonly countedBytes: number;
  };
}
