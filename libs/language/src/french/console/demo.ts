export const frenchDemo = {
  'demoAttachments.attachmentsWhole': 'les pièces jointes sont complètes',
  'demoAttachments.ofParts': '{name} {n} sur {chunks} parties',
  'demoAttachments.notManyAttachmentsSent': "le nombre de pièces jointes diffère de l'envoi",
  'demoAttachments.notFileSent': "{file} : ce n'est pas le fichier envoyé",
  'demoAttachments.bytesSameSendersFile':
    "      {size} octets, identique au fichier de l'expéditeur ; SHA-256 :",

  'court.judgeXaOneFile': 'Une juge de XA en fait faire un seul fichier, pour un tribunal',
  'court.noJudge': 'aucun juge',
  'court.gatheredCosignedXbSealed':
    '  Il est rassemblé, contresigné par XB, scellé et horodaté. Entre-temps :',
  'court.courtGetsFileRoots':
    'Le tribunal reçoit le fichier, et les racines apprises par une autre voie',
  'court.waitingEvidencePackage': 'attente du dossier de preuve',
  'court.evidencePackage': 'le dossier de preuve',
  'court.bytesCourtToldSha':
    '      {size} octets ; le SHA-512 est dit au tribunal par une autre voie :',
  'court.couldNotRun': '{program} : impossible à lancer',
  'court.shaCourtTold': '      le SHA-512 qui a été dit au tribunal',
  'court.oneByteCopyChanged': "  Un octet d'une copie est changé :",
  'court.nowWithoutProgramOurs': '  Maintenant, sans aucun programme à nous :',
  'court.gpg': 'gpg : {status}',
  'court.goodSignatureOverBrunos':
    '      une signature valable de Bruno sur sa réponse, par sa clé',
  'court.whenAuthorityStamped': "      tout était là quand l'autorité l'a horodaté",
  'court.detail':
    "{program} est nécessaire et n'a pas pu être lancé : installez-le (Debian, comme root : apt-get install unzip openssl coreutils gnupg)",
  'court.anotherSha': 'un autre SHA-512',

  'demoState.noLogin': "{officer} n'a pas de connexion",
  'demoState.setUp': '{state} : installé dans {dir}',
  'demoState.endedBeforeEnd': 'la démonstration a été interrompue avant la fin',
  'demoState.isLoggedIn': '{state} : {officer} ({role}) a ouvert une session',
  'demoState.notTwoSigners': "{grant} : il n'y a pas deux signataires",

  'exchange.amalAsks': 'Amal demande',
  'exchange.uploadingPhotographReportMib':
    "envoi d'une photographie et d'un rapport de 20 Mio à sa propre passerelle",
  'exchange.signedAmalsOwnKey':
    "  Signée de la clé d'Amal et mise en file d'attente. XA l'a. Son fil :",
  'exchange.sealedLoggedRelayedDelivered':
    "scellée, inscrite au journal, relayée, livrée, ouverte : on l'attend chez XB",
  'exchange.requestInboxXb': 'la demande dans la boîte de réception de XB',
  'exchange.brunoTakes': 'Bruno la prend en charge',
  'exchange.afterMsLiesInbox':
    "  Après {requestAtDutyOfficer} ms, elle est dans sa boîte de réception. XB l'a.",
  'exchange.heReadsWordWord': "  Il lit, mot pour mot, ce qu'Amal a écrit :",
  'exchange.brunoAnswers': 'Bruno répond',
  'exchange.answerWayXa': 'la réponse est en route vers XA',
  'exchange.answerXa': 'la réponse chez XA',
  'exchange.amalReadsAnswer': 'Amal lit la réponse',
  'exchange.afterMsThreadClosed':
    '  Après {answerAtLiaisonOfficer} ms. Le fil est clos : ANSWERED.',
  'exchange.everyReceiptTime': 'Chaque accusé, avec son heure',
  'exchange.clockStatesFirstThree':
    "  Chacun à l'horloge de son auteur : nous pour les trois premiers, eux ensuite.",
  'exchange.receiptsRequestXa': 'tous les accusés de la demande chez XA',
  'exchange.receiptsAnswerXb': 'tous les accusés de la réponse chez XB',
  'exchange.requestXaKnows': 'La demande, telle que XA la connaît :',
  'exchange.answerXbKnows': 'La réponse, telle que XB la connaît :',
  'exchange.noShown': "aucun document {kind} n'est montré",
  'exchange.notWhatWritten': "le document {kind} n'est pas ce qui a été écrit",

  'folder.notEmpty': '{dir} : dossier non vide',
  'folder.user': '{above}, utilisateur {name}',

  'neighbours.bothSidesReadSame': '  Les deux côtés se lisent les mêmes douze mots au téléphone :',
  'neighbours.noNeighbour': '{state} : aucun voisin',
  'neighbours.linkUp': 'la liaison de {state} est établie',
  'neighbours.linkIsUp': '{state} : la liaison est établie',
  'neighbours.endedBeforeEnd': 'la démonstration a été interrompue avant la fin',

  'outsideWitness.sigsumKeyMadeNo': "sigsum-key n'a créé aucune clé",
  'outsideWitness.witnessOutside': 'le témoin extérieur',

  'ports.noSevenFreePorts': 'pas de suite de sept ports libres entre 20000 et 32000',

  'receipts.queued': "signé par l'agent, en file d'attente ici",
  'receipts.accepted': 'inscrit dans notre journal de garde',
  'receipts.relayed': 'pris par leur frontière',
  'receipts.delivered': 'arrivé ; accusé signé par leur passerelle',
  'receipts.opened': 'ouvert et vérifié ; accusé signé par leur passerelle',
  'receipts.retrieved': 'lu par un agent là-bas ; accusé signé par leur passerelle',

  'timeAuthority.opensslNeeded': 'openssl, nécessaire pour les horodatages',

  'runDemo.twoStatesXaXb':
    'Deux États, XA et XB : à chacun base de données, courtiers, services et clés',
  'runDemo.endedBeforeEnd': 'la démonstration a été interrompue avant la fin',
  'runDemo.makingKeysCertificatesDatabase':
    'création des clés, certificats et bases de données : quelques secondes',
  'runDemo.officersGetRightsTwo':
    'Les agents reçoivent leurs droits de deux registraires, chacun avec sa clé',
  'runDemo.officerOf': '  {state} {authority} : {officer}',
  'runDemo.statesBecomeNeighbours': 'Les États deviennent voisins',
  'runDemo.noWitnessOutsideSigsum':
    '  Pas de témoin extérieur : sigsum-witness manque (Debian : sigsum-go).',
  'runDemo.packageCosignatureXbAlone': '  Le dossier aura la seule contresignature de XB.',
  'runDemo.witnessOutsideCosignsLog':
    '  Un témoin extérieur contresigne aussi le journal de XA : sigsum-witness',
  'runDemo.notOursOwnWord':
    "  (Debian), qui n'est pas de nous et se dit lui-même réservé aux essais.",

  'forgery.somebodyForgesMessage': "Quelqu'un fabrique un faux message",
  'forgery.whoeverHoldsLoginXb':
    "  Ce faussaire a l'accès de XB à la frontière, mais aucune clé de XB ni de Bruno.",
  'forgery.secondAnswerBrunosName':
    '  Une seconde réponse au nom de Bruno part vers XA par la vraie frontière :',
  'forgery.forgedMessageQuarantine': 'le faux message en quarantaine',
  'forgery.evidenceNotMessageSent': "la preuve n'est pas le message envoyé",
  'forgery.stoppedReachedNoOfficer':
    "  Arrêté : {code}. Il n'a atteint aucun agent, et le fil est inchangé.",
  'forgery.keptEvidenceByteByte':
    '  Gardé comme preuve, octet par octet : {size} octets, SHA-256 :',
  'forgery.noAnswerImitate': 'aucune réponse à imiter',
  'forgery.noKeyRecipient': 'aucune clé du destinataire',
  'forgery.noSuchLink': "{link} : cette liaison n'existe pas",
  'forgery.forgedMessageStandsThread': 'le faux message figure dans le fil',

  'storyLife.noShown': "aucun document {kind} n'est montré",
  'storyLife.peopleDangerOneLine': 'Des vies sont en danger : une ligne, avant tout le reste',
  'storyLife.afterDeliveredXbSigned': "  Après {since} : livrée, comme XB l'a signé.",
  'storyLife.riskLifeXb': 'le danger pour la vie chez XB',
  'storyLife.riskLifeCameSomething': 'le danger pour la vie est arrivé comme autre chose',
  'storyLife.answerRiskLifeXa': 'la réponse au danger pour la vie chez XA',
  'storyLife.afterAmalReads': '  Après {answeredMs} s, Amal lit :',
  'storyLife.seconds': '{seconds} s',

  'outage.linkFailsHeals': 'La liaison tombe, puis se rétablit',
  'outage.linkDown': 'la liaison est coupée',
  'outage.borderXbStandsStill':
    '  La frontière de XB est figée, et la ligne coupée. Amal envoie quand même :',
  'outage.sentWithoutLink': 'envoyé sans liaison : {fate}',
  'outage.waitingSignedLoggedQueued':
    '  WAITING : signée, inscrite, en attente chez XA. Non livrée, Amal est avertie.',
  'outage.noBorder': 'pas de frontière',
  'outage.requestWaitedXb': 'la demande qui attendait, chez XB',
  'outage.lineBackMsLater':
    '  Ligne rétablie : {deliveredMs} ms après, elle est chez XB, sans nouvel envoi.',
  'outage.brunoRefusesSaysWhy': 'Bruno refuse, et dit pourquoi',
  'outage.refusalXa': 'le refus chez XA',
  'outage.amalReads': '  Amal lit :',
  'outage.amalRecallsWhatNamed':
    "Amal rappelle la demande, qui nommait le mauvais homme, et XB s'y conforme",
  'outage.recallXb': 'le rappel chez XB',
  'outage.xbsAnswerRecallXa': 'la réponse de XB au rappel, chez XA',
  'outage.xbCompliedGivesRequest':
    "  XB s'est conformé : il ne donne plus la demande. Le journal en garde trace.",

  'until.notWithin': 'pas dans les {limitMs} s : {what}',

  'whereNext.amal': 'le sauvetage, le navire, le refus et le rappel',
  'whereNext.bruno': "ce qu'on lui a demandé, et sa réponse",
  'whereNext.rMarin': 'le dossier de preuve pour le tribunal',
  'whereNext.jSilva': 'qui a fait quoi ; le faux message',
  'whereNext.eBerg': 'qui a fait quoi chez XB',
  'whereNext.sWeber': 'le voisin XB et ses délais',
  'whereNext.hLind': 'le voisin XA et ses délais',
  'whereNext.head': 'ce que vous verrez',
  'whereNext.happenedWhereLookNext': 'Tout cela a eu lieu, en {seconds} s. Où regarder maintenant',
  'whereNext.goneWithoutOnceBoth':
    '  Tout est effacé. Sans --once, les deux États tournent et vous verrez cela ;',
  'whereNext.dirFolderEverythingKept': '  avec --dir FOLDER, tout y est conservé.',
  'whereNext.everybodyActsProfileFolder': '  Chacun agit avec --profile FOLDER, tel que {profile}',
  'whereNext.logsOf': '  Journaux de {state} : {logs}',
  'whereNext.bothStatesUpCopy':
    '  Les deux États sont en marche. Copiez une ligne dans un autre terminal :',
  'whereNext.programsExportedDocuments':
    '  Tout cela pour des programmes, et les documents exportés :',
  'whereNext.bothStatesStoppedStarts':
    "  Les deux États sont arrêtés. Chacun redémarre, jusqu'à Ctrl-C, avec :",
  'whereNext.anotherTerminal': '  Puis, dans un autre terminal :',
  'whereNext.whatAmalSees': '  ce que voit Amal',
  'whereNext.whatAuditorXaSees':
    "  ce que voit l'auditeur de XA : qui a fait quoi, quand ; le faux message, arrêté",
  'whereNext.whatGatewaySaysItself':
    "  ce que la passerelle dit d'elle-même (l'API : /api/docs pour les personnes, /api/v1/openapi.json pour les programmes)",
  'whereNext.newLoginOnceOld':
    "  une nouvelle connexion, l'ancienne finie (après un quart d'heure sans usage)",

  'narrator.atSecond': '[{seconds} s] {text}',
} as const;
