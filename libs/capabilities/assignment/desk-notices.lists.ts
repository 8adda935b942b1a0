import { alerts } from '#capabilities/deadlines/escalation.model';

/** Kinds of notices. `ASKED_ABOUT`: an unnamed desk searched for the same; `TAKEN_OVER`: sent to the earlier holder. */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
