export const journeySteps: readonly string[] = [
  'session',
  'submit-dispatch',
  'seal-outbox',
  'sequence-journal',
  'relay-outbox',
  'accept-delivery',
  'open-delivery',
  'issue-receipts',
  'notify-desks',
  '(wake-ups)',
];

export const timedSteps: readonly string[] = [
  ...['accept-objects', 'relay-objects', 'sweep-uploads', 'read-services', 'start'],
  ...['accept-stamps', 'post-stamps', 'request-stamps'],
  ...['ask-witnesses', 'offer-checkpoint', 'judge-checkpoint-offer', 'judge-cosignature'],
  ...['accept-outside', 'offer-outside', 'post-offers'],
  ...['judge-reconciliation', 'open-reconciliation', 'send-log-statements'],
  ...['heartbeat', 'links', 'note-links', 'note-silence', 'resolve-gaps'],
  ...['erase-threads', 'rewrap-threads', 'until-erased', 'move-threads', 'carry-stop-words'],
  ...['note-keys', 'note-subkeys', 'note-failure', 'keep-chain-note', 'send-directory'],
  ...[
    'build-package',
    'record-health',
    'record-refusals',
    'tell-refusals',
    'record-beginning',
    'check-durability',
  ],
  ...[
    'watch-clocks',
    'watch-ends',
    'watch-log',
    'watch-notices',
    'watch-packages',
    'watch-reading',
  ],
  ...['watch-recalls', 'watch-retention', 'watch-time', 'watch-troubles', 'look-for-work'],
];

export const isOfJourney = (step: string): boolean => !timedSteps.includes(step);
