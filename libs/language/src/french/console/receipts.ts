export const frenchReceipts = {
  'confirm.listedNotSigned': 'dans la liste mais non signé : {foreign}',
  'confirm.signedNotListed': 'signé mais absent de la liste : {withheld}',
  'confirm.listAuthoritiesNoEnd': "la liste des autorités n'a pas de fin",
  'confirm.pagesListNotFit': "les pages d'une liste ne s'accordent pas",
  'confirm.of': '{authority} de {state}',
  'confirm.officerOf': '{officer} de {authority}',
  'confirm.noEntryMakesKey':
    'aucune inscription ne fait de {fingerprint} la clé de {officer} auprès de {authority} de {state}',

  'fetchChain.versionSeen': '{name} : version {reached}, déjà vue {version}',
  'fetchChain.pagesNotFitTogether': "{name} : les pages ne s'accordent pas",
  'fetchChain.name': '{chain} de {state}',
  'fetchChain.moreEntries': '{name} : plus de {longestChain} inscriptions',

  'kept.anotherRootProfile': "{file} : d'une autre racine que celle du profil",

  'verifiedDirectory.entry': '{name}, inscription {version}',
  'verifiedDirectory.anotherHistoryOneSeen': '{name} : un autre historique que celui vu ici',
  'verifiedDirectory.directoryOf': 'annuaire de {state}',
  'verifiedDirectory.directoryNotOneSigned':
    'annuaire de {state} : pas celui que {state} a signé comme version {version}',
  'verifiedDirectory.ownName': 'annuaire de {state}',
  'verifiedDirectory.administrators': 'administrateurs',
  'verifiedDirectory.empty': '{name} : vide',
  'verifiedDirectory.peersOf': 'voisins de {state}',
  'verifiedDirectory.name': 'annuaire de {peer} sous son ancienne racine',
  'verifiedDirectory.directoryNotKnown': 'annuaire de {state} : inconnu',

  'verifiedRetention.where': 'conservation de {state}, inscription {version}',
  'verifiedRetention.retentionAnotherHead': 'conservation de {state} : une autre empreinte finale',

  'provenThread.noReceipt': "il n'y a pas d'accusé",
  'provenThread.directoryStateNotKnown': "l'annuaire de cet État n'est pas connu",
  'provenThread.gatewayGivesNoProof': 'la passerelle ne donne pas de preuve : {code}',
  'provenThread.of': '{stage} de {dispatch} : {problem}',
  'provenThread.document': '{dispatch} : {problem}',

  'verifyDocument.anotherDocument': "c'est un autre document",
  'verifyDocument.shownAnotherOne': 'il est présenté comme un autre',
  'verifyDocument.wentAnotherWay': 'il a suivi un autre chemin',
  'verifyDocument.anotherAuthorityThread': "il est d'une autre autorité que le fil",
  'verifyDocument.directoryStateNotKnown': "l'annuaire de cet État n'est pas connu",
  'verifyDocument.envelopeNamesAnotherDirectory':
    'son enveloppe nomme un autre annuaire que celui qui est montré',
  'verifyDocument.directoryDayNotKnown': "l'annuaire de son jour n'est pas connu",
  'verifyDocument.cannotRead': 'il est illisible : {message}',
  'verifyDocument.of': '{dispatch} : {problem}',
  'verifyDocument.beforeSigned': '{dispatch} : le mandat a pris fin avant sa signature',
  'verifyDocument.mandateEnded': '{dispatch} : le mandat a pris fin le {suspendedFrom}',

  'verifyEnclosed.problem': "ce qu'il inclut ne tient pas : {message}",

  'verifyReceipt.statementNoReceipts': "la déclaration n'a pas d'accusés",
  'verifyReceipt.statementOtherAddresses': "la déclaration a d'autres adresses",
  'verifyReceipt.theStatement': 'la déclaration',
  'verifyReceipt.directoryNamesNoLog': "l'annuaire ne nomme aucune clé du journal",
  'verifyReceipt.logEntryNotSay': "l'inscription au journal ne le dit pas : {flaw}",
  'verifyReceipt.statementNotHoldReceipt': 'la déclaration ne contient pas cet accusé',
  'verifyReceipt.receiptSaysAnotherStage':
    "l'accusé dit une autre étape, une autre heure ou un autre code que ce qui est montré",
  'verifyReceipt.receiptAnotherMessage': "l'accusé est d'un autre message",
  'verifyReceipt.neighbourOpenedAnotherEnvelope': 'le voisin a ouvert une autre enveloppe',
  'verifyReceipt.cannotRead': 'il est illisible : {message}',
} as const;
