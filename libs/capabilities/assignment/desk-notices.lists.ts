import { alerts } from '#capabilities/deadlines/escalation.model';

/**
 * Kinds of notice. `ASKED_ABOUT`: somebody else asked about the same matter; `TAKEN_OVER`: a colleague took over the
 * recipient's request.
 */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
