export const receipts = {
  'confirm.listedNotSigned': 'listed but not signed: {foreign}',
  'confirm.signedNotListed': 'signed but not listed: {withheld}',
  'confirm.listAuthoritiesNoEnd': 'the list of authorities has no end',
  'confirm.pagesListNotFit': 'the pages of a list do not fit together',
  'confirm.of': '{authority} of {state}',
  'confirm.officerOf': '{officer} of {authority}',
  'confirm.noEntryMakesKey':
    'no entry makes {fingerprint} the key of {officer} at {authority} of {state}',

  'fetchChain.versionSeen': '{name}: version {reached}, seen {version}',
  'fetchChain.pagesNotFitTogether': '{name}: the pages do not fit together',
  'fetchChain.name': '{chain} of {state}',
  'fetchChain.moreEntries': '{name}: more than {longestChain} entries',

  'kept.anotherRootProfile': '{file}: of another root than the profile',

  'verifiedDirectory.entry': '{name}, entry {version}',
  'verifiedDirectory.anotherHistoryOneSeen': '{name}: another history than the one seen here',
  'verifiedDirectory.directoryOf': 'directory of {state}',
  'verifiedDirectory.directoryNotOneSigned':
    'directory of {state}: not the one that {state} signed as version {version}',
  'verifiedDirectory.ownName': 'directory of {state}',
  'verifiedDirectory.administrators': 'administrators',
  'verifiedDirectory.empty': '{name}: empty',
  'verifiedDirectory.peersOf': 'peers of {state}',
  'verifiedDirectory.name': 'directory of {peer} under its former root',
  'verifiedDirectory.directoryNotKnown': 'directory of {state}: not known',

  'verifiedRetention.where': 'retention of {state}, entry {version}',
  'verifiedRetention.retentionAnotherHead': 'retention of {state}: another head',

  'provenThread.noReceipt': 'there is no receipt',
  'provenThread.directoryStateNotKnown': 'the directory of that State is not known',
  'provenThread.gatewayGivesNoProof': 'the gateway gives no proof: {code}',
  'provenThread.of': '{stage} of {dispatch}: {problem}',
  'provenThread.document': '{dispatch}: {problem}',

  'verifyDocument.anotherDocument': 'it is another document',
  'verifyDocument.shownAnotherOne': 'it is shown as another one',
  'verifyDocument.wentAnotherWay': 'it went another way',
  'verifyDocument.anotherAuthorityThread': 'it is of another authority than the thread',
  'verifyDocument.directoryStateNotKnown': 'the directory of that State is not known',
  'verifyDocument.envelopeNamesAnotherDirectory':
    'its envelope names another directory than is shown',
  'verifyDocument.directoryDayNotKnown': 'the directory of its day is not known',
  'verifyDocument.cannotRead': 'it cannot be read: {message}',
  'verifyDocument.of': '{dispatch}: {problem}',
  'verifyDocument.beforeSigned': '{dispatch}: the mandate ended before it was signed',
  'verifyDocument.mandateEnded': '{dispatch}: the mandate ended at {suspendedFrom}',

  'verifyEnclosed.problem': 'what it encloses does not hold: {message}',

  'verifyReceipt.statementNoReceipts': 'the statement has no receipts',
  'verifyReceipt.statementOtherAddresses': 'the statement has other addresses',
  'verifyReceipt.theStatement': 'the statement',
  'verifyReceipt.directoryNamesNoLog': 'the directory names no log key',
  'verifyReceipt.logEntryNotSay': 'the log entry does not say it: {flaw}',
  'verifyReceipt.statementNotHoldReceipt': 'the statement does not hold this receipt',
  'verifyReceipt.receiptSaysAnotherStage':
    'the receipt says another stage, time or code than is shown',
  'verifyReceipt.receiptAnotherMessage': 'the receipt is of another message',
  'verifyReceipt.neighbourOpenedAnotherEnvelope': 'the neighbour has opened another envelope',
  'verifyReceipt.cannotRead': 'it cannot be read: {message}',
} as const;
