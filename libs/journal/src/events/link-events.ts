import type { MessageId } from '#kernel';

export interface LinkAlarm {
  readonly messageId: MessageId | null;
  readonly seq: number | null;
  readonly refused?: {
    readonly kind: string;
    readonly day: string;
    readonly kept: number;
    readonly counted: number;
    readonly countedBytes: number;
  };
}
