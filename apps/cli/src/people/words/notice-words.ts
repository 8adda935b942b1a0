import type { DeskNotice } from '#capabilities/assignment/desk-notices.contract';
import { printable } from '../printable.js';

/** What a notice says, in a line. Pure. */
export function noticeWords({ what, officer, reason }: DeskNotice): string {
  const why = reason === null ? '' : `: ${printable(reason)}`;
  switch (what) {
    case 'ASKED_ABOUT':
      return 'another desk asked about what you work on';
    case 'TAKEN_OVER':
      return `${officer ?? 'another officer'} has taken it over from you${why}`;
    case 'GLASS_BROKEN':
      return `${officer ?? 'an officer'} who is not on the roster has broken the glass${why}`;
    case 'GLASS_BROKEN_THERE':
      return `an officer there who is not on the roster has broken the glass${why}`;
    case 'GLASS_BROKEN_BEYOND':
      return 'an officer of a State to which it was handed on, who is not on the roster, has broken the glass';
    case 'EXPIRED':
      return 'the deadline passed without an answer';
    case 'ESCALATED':
      return 'risk to life: nobody had it in hand; escalated';
    case 'RECALL_OWED':
      return 'a recall or correction had no answer in time';
    case 'RECALL_UNSAID':
      return 'a recall or correction never came to the neighbour: say it again';
    case 'NOTICE_OWED':
      return 'the notice that the central authority knows did not come in time';
  }
}
