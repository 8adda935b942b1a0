import type { DeskNotice } from '#capabilities/assignment/desk-notices.contract';
import { printable } from '../printable.js';

type Said = (notice: DeskNotice, why: string) => string;

const said: Readonly<Record<DeskNotice['what'], Said>> = {
  ASKED_ABOUT: () => 'another desk asked about what you work on',
  TAKEN_OVER: ({ officer }, why) =>
    `${officer ?? 'another officer'} has taken it over from you${why}`,
  GLASS_BROKEN: ({ officer }, why) =>
    `${officer ?? 'an officer'} who is not on the roster has broken the glass${why}`,
  GLASS_BROKEN_THERE: (_, why) =>
    `an officer there who is not on the roster has broken the glass${why}`,
  GLASS_BROKEN_BEYOND: () =>
    'an officer of a State to which it was handed on, who is not on the roster, has broken the glass',
  EXPIRED: () => 'the deadline passed without an answer',
  ESCALATED: () => 'risk to life: nobody had it in hand; escalated',
  RECALL_OWED: () => 'a recall or correction had no answer in time',
  RECALL_UNSAID: () => 'a recall or correction never came to the neighbour: say it again',
  PACKAGE_UNTOLD: () =>
    'something became of an evidence package: a central or judicial authority on the roster records who has it, and tells them',
  ERASURE_STOPPED: () => 'its erasure waits: the case is open, and administrators decide on a hold',
  TERM_ENDING: () => 'three quarters of its term are over',
  TERM_ENDED: () => 'its term has ended',
  NOTICE_OWED: () => 'the notice that the central authority knows did not come in time',
};

export function noticeWords(notice: DeskNotice): string {
  const { what, reason } = notice;
  return said[what](notice, reason === null ? '' : `: ${printable(reason)}`);
}
