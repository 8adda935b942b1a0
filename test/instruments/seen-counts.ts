type Counts = Readonly<Record<string, number>>;

/**
 * Number of items that each instrument must find, so that none silently checks less. Groups ending in `in entries` or `at
 * least` hold minima.
 */
export const seenCounts: Readonly<Record<string, Counts>> = {
  'audit expectations': {
    steps: 116,
    'steps that record': 85,
    'kinds that steps record': 162,
    calls: 123,
    'calls that record': 113,
    'kinds of events': 99,
  },
  'plans of the carriage': {
    'due to leave': 2,
    'not seen': 2,
    'to be opened': 2,
  },
  'plans at a desk': {
    'the newest': 2,
    'a page further back': 6,
    'by time left': 2,
    unclaimed: 2,
    'unclaimed, by time left': 2,
    'in hand': 2,
    'in hand, by time left': 2,
    'late within a day': 2,
    'late within a day, in hand': 2,
    'the first that were late, in hand': 2,
    'the newest of the first that were late': 2,
    'a page further back of the first that were late': 6,
    'a word that stands everywhere': 6,
    'match keys of a line': 2,
  },
  rights: {
    'tables and views': 108,
    'on tables of requests': 111,
    'attacks on a table': 22,
    'attacks elsewhere': 121,
    'on tables of inbox': 92,
    'on tables of sealer': 145,
    'on tables of opener': 102,
    'on tables of exchange': 46,
    'on tables of audit': 92,
    'on tables of evidence': 56,
    'tables with triggers': 48,
  },
  'row walls': {
    'tables of an authority or a thread': 46,
    policies: 148,
    'tables behind walls': 46,
    'tables with rows of requests': 5,
    'tables with rows of inbox': 5,
    'tables with rows of sealer': 6,
    'tables with rows of opener': 4,
    'tables with rows of exchange': 3,
    'tables with rows of audit': 3,
  },
  'functions with rights of the owner': {
    functions: 28,
    callers: 65,
  },
  'routes and rights': {
    routes: 127,
    'routes with a session': 117,
    rows: 131,
    calls: 123,
    'calls with purposes': 67,
    'calls with roles': 118,
  },
  'cuts in entries': {
    'audit/judge-checkpoint-offer': 7,
    'audit/judge-cosignature': 5,
    'audit/judge-reconciliation': 1,
    'audit/offer-checkpoint': 1,
    'audit/sequence-journal': 3,
    'exchange/accept-delivery': 7,
    'exchange/relay-outbox': 4,
    'inbox/claim-request': 6,
    'inbox/read-item': 12,
    'inbox/read-thread': 16,
    'inbox/submit-dispatch': 12,
    'opener/open-delivery': 31,
    'requests/append-entry': 10,
    'requests/close-session': 4,
    'requests/open-session': 7,
    'requests/read-item': 11,
    'requests/read-thread': 16,
    'requests/submit-dispatch': 8,
    'requests/upload-attachment': 4,
    'sealer/erase-threads': 36,
    'sealer/issue-receipts': 7,
    'sealer/move-threads': 1,
    'sealer/note-silence': 1,
    'sealer/notify-desks': 1,
    'sealer/resolve-gaps': 1,
    'sealer/seal-outbox': 13,
    'sealer/send-directory': 4,
    'sealer/send-log-statements': 3,
    'sealer/watch-clocks': 3,
    'sealer/watch-notices': 1,
    'sealer/watch-recalls': 1,
  },
  'kinds of records in entries': {
    'audit/judge-cosignature': 1,
    'exchange/accept-delivery': 1,
    'exchange/relay-outbox': 1,
    'inbox/claim-request': 1,
    'inbox/read-item': 1,
    'inbox/read-thread': 1,
    'inbox/submit-dispatch': 2,
    'opener/note-subkeys': 1,
    'opener/open-delivery': 5,
    'requests/append-entry': 3,
    'requests/close-session': 1,
    'requests/open-session': 1,
    'requests/read-item': 1,
    'requests/read-thread': 1,
    'requests/submit-dispatch': 2,
    'requests/upload-attachment': 1,
    'sealer/erase-threads': 1,
    'sealer/seal-outbox': 1,
  },
  'cuts of three items at once in entries': {
    'exchange/accept-delivery': 7,
    'exchange/relay-outbox': 3,
    'opener/open-delivery': 24,
    'sealer/issue-receipts': 3,
    'sealer/seal-outbox': 11,
  },
  'items in entries': {
    'submit-dispatch': 60,
    'seal-outbox': 60,
    'seal-outbox, numbers of a link': 2,
    'relay-outbox': 60,
    'accept-delivery': 60,
    'open-delivery': 60,
    'issue-receipts': 120,
    'issue-receipts, numbers of a link': 2,
    'accept-receipts': 120,
    'accept-receipts, what is closed': 60,
    'erase-threads': 30,
    'sequence-journal': 600,
    'sequence-journal, numbers of the log': 2,
    'any, chains of events': 600,
  },
  'cuts of one look': {
    clocks: 11,
    desks: 5,
    notices: 8,
    recalls: 8,
    retention: 13,
    silence: 7,
    'stop-words': 14,
  },
  // A proof reads more or fewer tiles of the log as it has grown meanwhile.
  'cuts of one look at least': {
    moves: 65,
  },
};

const remedy = (name: string): string =>
  `in test/instruments/seen-counts.ts under '${name}', and say why in the commit`;

export function seenFlaws(
  name: string,
  committed: Counts | undefined,
  seen: Counts,
  atLeast = false,
): string[] {
  if (committed === undefined || Object.keys(committed).length === 0)
    return [`nothing is committed: record ${JSON.stringify(seen)}`];
  const flaws = Object.entries(committed).flatMap(([what, count]) => {
    const now = seen[what] ?? 0;
    return now < count
      ? [`'${what}' fell from ${count} to ${now}: find what is not seen any more, or lower it`]
      : [];
  });
  if (atLeast) return flaws;
  const more = Object.entries(seen).flatMap(([what, now]) => {
    const count = committed[what] ?? 0;
    return now > count ? [`'${what}' rose from ${count} to ${now}: record it`] : [];
  });
  return [...flaws, ...more];
}

// Counts of such a group may rise without a record of it.
const isMinimum = (name: string): boolean => / (?:in entries|at least)$/.test(name);

function compare(name: string, seen: Counts, only?: readonly string[]): void {
  const all = seenCounts[name];
  const committed =
    all === undefined || only === undefined
      ? all
      : Object.fromEntries(Object.entries(all).filter(([what]) => only.includes(what)));
  const flaws = seenFlaws(name, committed, seen, isMinimum(name));
  if (flaws.length > 0) throw new Error(`${name}: ${flaws.join('; ')}, ${remedy(name)}`);
}

export const assertSeen = (name: string, seen: Counts): void => compare(name, seen);

export const assertSeenOf = (name: string, seen: Counts): void =>
  compare(name, seen, Object.keys(seen));

export const isSeenAtLeast = (name: string, seen: Counts): boolean =>
  seenFlaws(name, seenCounts[name], seen, true).length === 0;
