import { alerts } from '#capabilities/deadlines/escalation.model';

/**
 * Kinds of notice to officers. `ASKED_ABOUT`: somebody, not named, searched for the same matter; `TAKEN_OVER`: a colleague
 * took over a request, told to the earlier holder.
 */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
