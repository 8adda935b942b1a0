import type { DeskNotice } from '#capabilities/assignment/desk-notices.contract';
import { say } from '#language/console';
import type { Shown } from '../../print/style.js';
import { printable } from '../printable.js';

type Said = (who: string | undefined, why: string) => string;

const said: Readonly<Record<DeskNotice['what'], Said>> = {
  ASKED_ABOUT: () => say('notice.askedAbout'),
  TAKEN_OVER: (who, why) =>
    say('notice.takenOver', { officer: who ?? say('notice.anotherOfficer'), why }),
  GLASS_BROKEN: (who, why) =>
    say('notice.glassBroken', { officer: who ?? say('notice.anOfficer'), why }),
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

export function noticeWords({ what, officer, reason }: DeskNotice, { who }: Shown): string {
  return said[what](
    officer === null ? undefined : who(officer),
    reason === null ? '' : say('notice.why', { reason: printable(reason) }),
  );
}
