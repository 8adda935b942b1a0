export const frenchCommandsAudit = {
  'audit.auditDescription': 'Ce que contient le journal de garde, et ses preuves.',

  'auditDrill.drillDescription':
    "Abîmer de toutes les façons une copie privée d'une exportation ; tout doit être trouvé.",
  'auditDrill.drillExportArgument': "dossier d'une exportation ; il est seulement lu",
  'auditDrill.drillKeptOption': 'un point de contrôle de ce journal que vous avez gardé',
  'auditDrill.drillCountOption': 'combien de changements',
  'auditDrill.drillSeedOption': 'la même graine donne les mêmes changements',
  'auditDrill.drillHelp': `Bits inversés ; feuilles supprimées, insérées, échangées, doublées ; fichiers tronqués et supprimés ; journal tronqué, et récrit
par le propriétaire de la base de données, sans et avec la clé du journal. Code de sortie 0 seulement si chaque changement a été trouvé
à son endroit.`,
  'auditDrill.triedOf': 'Essais : {done} sur {count}{detail}',
  'auditDrill.seed': 'graine {seed} : {what}',
  'auditDrill.all': 'total',
  'auditDrill.logLeaves': 'Un journal de {leaves} feuilles',
  'auditDrill.foundGood': 'jugé bon',
  'auditDrill.missed': 'MANQUÉ {number} : {what} : {said}',

  'log.exportDescription':
    'Écrire dans un dossier le journal entier, ou ce qui est nouveau : un miroir à vérifier.',
  'log.exportFolderArgument':
    'un nouveau dossier, ou un dossier qui contient une exportation de ce journal',
  'log.exportHelp': `Les tuiles sont construites ici et comparées à la racine signée. Une exportation interrompue reprend là où elle s'est arrêtée. Un
journal qui ne contient plus ce qu'a le dossier est refusé (code de sortie 4), et le dossier reste tel quel.`,
  'log.fetchingLeaf': 'Réception : feuille {leaves} sur {size}{detail}',
  'log.leavesThemNew': '{dir} : {size} feuilles, dont {added} nouvelles',
  'log.noExport':
    "{dir} : pas une exportation d'un journal de garde, {name} y manque ; liaise audit export en fait une",
  'log.root': 'Racine {root}',
  'log.rootOption': "racine de l'État ; par défaut : celle du profil",
  'log.policyOption': "votre propre règle des témoins ; par défaut : celle de l'exportation",
  'log.skewOption': 'de combien les heures peuvent reculer',
  'log.theDirectory': "l'annuaire",
  'log.leaf': 'feuille {index}',
  'log.event': 'événement {event}',
  'log.checkpointSize': 'point de contrôle de taille {size}',
  'log.leavesNoEventsElse':
    ' ; feuilles qui ne sont pas des événements : {count} ; tout le reste est bon',
  'log.thenAt': ' ; puis {message}, endroit : {place}',
  'log.at': '{message}, endroit : {place}{beyond}',
  'log.checkedLeaves': 'Feuilles contrôlées : {done}',
  'log.link': '  liaison {link} : {seq}',
  'log.goodLeavesCheckpointsUntil':
    "Bon : {size} feuilles et {checkpoints} points de contrôle de {origin}, jusqu'au {until}",
  'log.noCosignatureAskedNothing':
    "Aucune contresignature n'était exigée : le journal seul témoigne de son histoire.",
  'log.policyMetUpSize': "La règle des témoins est remplie jusqu'à la taille {cosigned}.",
  'log.numbersNeighboursNotAccepted':
    "Numéros de voisins qui n'ont pas été acceptés : {holesCount}",

  'mend.dirOption': "dossier de l'installation",
  'mend.putBackDescription':
    "Remettre en place des inscriptions qui manquent à l'annuaire de l'État, qui doit tourner.",
  'mend.putBackExportArgument':
    "dossier de l'exportation du journal de cet État, faite par un auditeur",
  'mend.putBackHelp': `Pour TRUST_CHAIN_BROKEN : des inscriptions de l'annuaire ont été supprimées de la base de données. Seul ce qui fait suite aux
inscriptions présentes est remis en place, chacune vérifiée depuis la racine ; les services reprennent d'eux-mêmes dès que l'annuaire
est de nouveau celui que disent la note et le journal.`,
  'mend.adoptNoteDescription':
    "Récrire la note des têtes de chaîne quand toute copie est perdue ; l'État doit tourner.",
  'mend.adoptNoteHelp': `Pour TRUST_NOTE_MISSING, quand il ne reste aucune copie de checkpoint/chains. Écrit la dernière que contient la base de données. Qui
peut changer la base de données et supprimer le fichier pourrait cacher ainsi ce que le journal de garde ne nomme pas non plus : faites
vérifier le journal par l'auditeur.`,
  'mend.writtenLetAuditorVerify':
    '{file} : écrit. Faites vérifier le journal par un auditeur : liaise audit verify --live',
  'mend.of': '{file} : de {state}',
  'mend.words':
    '{count, plural, one{{count} inscription remise} other{{count} inscriptions remises}}',
  'mend.putBackSeeLiaise': '{words} en place. Voir liaise status --dir {dir}',

  'proof.proofDescription': "Obtenir la preuve d'un événement et la vérifier.",
  'proof.proofEventArgument': "identifiant de l'événement, pris dans la chronologie (timeline)",
  'proof.proofVkeyOption':
    "fichier de la clé de vérification du journal ; par défaut : celle de l'annuaire",
  'proof.proofOutOption':
    "écrire NAME.leaf, NAME.proof et, s'il y en a un, NAME.second, pour `audit verify` ou un autre programme",
  'proof.proofHelp':
    "Sans --vkey, la clé du journal est celle que nomme l'annuaire signé, vérifiée depuis la racine du profil.",
  'proof.directoryNamesNoLog': "l'annuaire ne nomme aucune clé du journal",
  'proof.proofAnotherEntryGateway':
    "la preuve est celle d'une autre inscription que ne le dit la passerelle",
  'proof.after': '  après  {at} par {by}, point de contrôle {size}',
  'proof.before': '  avant  {at} par {by}, point de contrôle {size}',
  'proof.seen': '  vu     {at} par {by}, point de contrôle {size}',
  'proof.outsideTimeGatewaySays': 'Temps extérieur, selon la passerelle : {state}',

  'questions.thread': 'identifiant du fil, pris dans une liste',
  'questions.item': "identifiant d'un document ou d'un message, ou SHA-256 d'un document",
  'questions.officer': "identifiant de l'agent",
  'questions.state': "code de l'État",
  'questions.says':
    "Montrer ce qui fut fait dans un fil, dans l'ordre ; avec --all, chaque événement.",
  'questions.saysSawOpenedSent':
    'Montrer qui a vu, ouvert, envoyé ou emporté un élément, quand, pourquoi et sur quel écran.',
  'questions.saysEverythingOfficerPeriod': "Montrer tout ce qu'un agent a fait dans une période.",
  'questions.saysEverythingSentReceived':
    'Montrer tout ce qui fut envoyé à un État ou reçu de lui dans une période, et ses accusés.',
  'questions.fromOption': 'premier moment, UTC ; par défaut : le début du journal',
  'questions.toOption': 'premier moment après la période, UTC ; par défaut : maintenant',
  'questions.allOption': 'chaque événement, avec son identifiant et sa place dans le journal',
  'questions.openDifferencesDescription': "Montrer ce qui n'est pas réglé avec les voisins.",
  'questions.healthDescription': 'Montrer comment va le journal : tailles, âges, témoins, arrêts.',
  'questions.itemIdDispatchMessage': "item : identifiant d'un envoi ou d'un message, ou un SHA-256",
  'questions.moments': '{option} : 2026-01-31 ou 2026-01-31T23:59:59.123Z',
  'questions.moreFollowAskShorter':
    "D'autres suivent après {next} : demandez une période plus courte.",
  'questions.noOpenDifferences': 'Aucun écart ouvert.',
  'questions.themReleased': '{size}, dont {released} fixées hors de la base de données',
  'questions.noneYet': 'aucun encore',
  'questions.sizeBy': 'taille {size}, {age}, par {witness}',
  'questions.nobodyYet': 'par personne encore',
  'questions.firstSince': ', le premier depuis {waitingAge} s',
  'questions.secondsAgo': 'il y a {seconds} s',

  'statistics.statisticsDescription':
    "Compter les demandes d'une année selon l'art. 18, par. 2, de la directive (UE) 2023/977.",
  'statistics.statisticsYearOption': 'année où les agents ont signé les demandes, UTC',
  'statistics.statisticsPeerOption': 'seulement les demandes à ce voisin et de ce voisin',
  'statistics.statisticsOutOption':
    'écrire ce qui a été compté, demande par demande, pour le voisin',
  'statistics.statisticsCompareOption':
    "le fichier écrit par le voisin : montrer ce qu'il compte autrement",
  'statistics.statisticsHelp': `Tout est compté d'après le journal de garde. Un fait compte dès que l'État destinataire a signé qu'il l'a ; les deux États comptent
donc la même chose ; avec --compare, le code de sortie est 1 s'ils ne le font pas.`,
  'statistics.compareNeedsPeer': '--compare exige --peer',
  'statistics.noRequests': 'Aucune demande en {year}.',
  'statistics.moreRequestsAskPeer':
    'plus de 200 000 demandes : comptez séparément pour chaque --peer',
  'statistics.isOfFrom': '{path} est de {state}, à partir du {from}',
  'statistics.requests': 'demandes',
  'statistics.answered': 'répondues',
  'statistics.refused': 'refusées : {ground}',
  'statistics.lateJudicialAuthorisation': 'retard : autorisation judiciaire',
  'statistics.notDeliveredNotCounted': 'non livrées, et non comptées',
  'statistics.weAsk': 'NOUS DEMANDONS À {peer}',
  'statistics.bothStatesCountSame': 'Les deux États comptent la même chose.',
  'statistics.nothing': 'rien',
  'statistics.hereThere': '{request}  {what} : ici {ours}, là-bas {their}',
  'statistics.asksUs': '{peer} NOUS DEMANDE',

  'auditVerify.verifyDescription':
    'Vérifier une exportation, un journal en service, ou un événement et sa preuve.',
  'auditVerify.verifyExportArgument':
    "dossier d'une exportation ; ou fichier des octets exacts d'un événement",
  'auditVerify.verifyProofArgument': 'fichier de la preuve (tlog-proof) de cet événement',
  'auditVerify.verifyLiveOption':
    "vérifier plutôt le journal de la passerelle, tel qu'il est maintenant ; exige --purpose",
  'auditVerify.verifyKeptOption':
    'un point de contrôle de ce journal que vous avez gardé : le journal doit le contenir',
  'auditVerify.verifyVkeyOption':
    "pour une preuve : fichier de la clé de vérification du journal, reçue de l'État lui-même",
  'auditVerify.verifySecondOption':
    "pour une preuve : seconde note de son point de contrôle, pour un témoin qui n'en prend pas d'autre",
  'auditVerify.verifyHelp': `Une exportation est jugée hors ligne, par la racine, la règle des témoins et les points de contrôle gardés, eux seuls. Le premier
défaut est nommé avec son endroit (code de sortie 4).`,
  'auditVerify.liveNeedsPurpose': '--live exige --purpose',
  'auditVerify.nameExportLeafProof':
    'nommez une exportation, ou une feuille et sa preuve, ou --live',
  'auditVerify.vkeyLog': '--vkey : donnez la clé du journal',

  'witnesses.witnessOption': "clé de vérification d'un témoin ; peut être donnée plusieurs fois",
} as const;
