import { alerts } from '#capabilities/deadlines/escalation.model';

/**
 * Kinds of notice to officers. `ASKED_ABOUT`: an unnamed officer searched for the same matter; `TAKEN_OVER`: a colleague took
 * over the recipient's request.
 */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
