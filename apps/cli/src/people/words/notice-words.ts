import type { DeskNotice } from '#capabilities/assignment/desk-notices.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';

type Said = (notice: DeskNotice, why: string) => string;

const said: Readonly<Record<DeskNotice['what'], Said>> = {
  ASKED_ABOUT: () => say('notice.askedAbout'),
  TAKEN_OVER: ({ officer }, why) =>
    say('notice.takenOver', { officer: officer ?? say('notice.anotherOfficer'), why }),
  GLASS_BROKEN: ({ officer }, why) =>
    say('notice.glassBroken', { officer: officer ?? say('notice.anOfficer'), why }),
  GLASS_BROKEN_THERE: (_, why) => say('notice.glassBrokenThere', { why }),
  GLASS_BROKEN_BEYOND: () => say('notice.glassBrokenBeyond'),
  EXPIRED: () => say('notice.expired'),
  ESCALATED: () => say('notice.escalated'),
  RECALL_OWED: () => say('notice.recallOwed'),
  RECALL_UNSAID: () => say('notice.recallUnsaid'),
  PACKAGE_UNTOLD: () => say('notice.packageUntold'),
  ERASURE_STOPPED: () => say('notice.erasureStopped'),
  TERM_ENDING: () => say('notice.termEnding'),
  TERM_ENDED: () => say('notice.termEnded'),
  NOTICE_OWED: () => say('notice.noticeOwed'),
};

export function noticeWords(notice: DeskNotice): string {
  const { what, reason } = notice;
  return said[what](
    notice,
    reason === null ? '' : say('notice.why', { reason: printable(reason) }),
  );
}
