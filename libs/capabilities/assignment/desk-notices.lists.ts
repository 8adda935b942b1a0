import { alerts } from '#capabilities/deadlines/escalation.model';

/**
 * Kinds of notices: another desk asked about what one of one's own threads is about, and who, nobody is told; a request
 * was taken over from the officer who reads it; or what is an alert of a thread.
 */
export const noticeKinds = ['ASKED_ABOUT', 'TAKEN_OVER', ...alerts] as const;
export type NoticeKind = (typeof noticeKinds)[number];
