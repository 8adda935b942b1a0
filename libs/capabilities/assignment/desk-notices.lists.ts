import { alerts } from '#capabilities/deadlines/escalation.model';

/**
 * Kinds of notice to officers. `ASKED_ABOUT`: another officer, not named, searched for the same matter; `TAKEN_OVER`: tells
 * the earlier holder that a colleague took over a request.
 */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
