import type { PurposefulRead, OfficerId, ThreadId, Timestamp } from '#kernel';
import type { Alert } from '#capabilities/deadlines/escalation.model';

/**
 * What of a notice it is: another desk asked about what one of one's own threads is about, and who, nobody is told; a request
 * was taken over from the officer who reads it; or what is an alert of a thread.
 */
export type NoticeKind = 'ASKED_ABOUT' | 'TAKEN_OVER' | Alert;

export interface DeskNotice {
  readonly notice: string;
  readonly thread: ThreadId;
  readonly what: NoticeKind;
  /** Who has taken it over, or broken the glass here; null of everything else. */
  readonly officer: OfficerId | null;
  /** Why, of the same, and of a glass that was broken there or further on. */
  readonly reason: string | null;
  readonly at: Timestamp;
}

interface Notices {
  in: PurposefulRead & {
    readonly limit: number;
    /** The last notice already seen; null for the first page. */
    readonly before: string | null;
  };
  /** Newest first. */
  out: { readonly notices: readonly DeskNotice[]; readonly next: string | null };
}

export interface NoticeCalls {
  'requests.notices': Notices;
  'inbox.notices': Notices;
}
