import type { Waiting } from '#mailbox';

/** A queue of which every row may be claimed. */
export const nothingWaits: Waiting = {
  peers: new Map(),
  formal: false,
  aside: { codes: new Map(), due: [] },
};
