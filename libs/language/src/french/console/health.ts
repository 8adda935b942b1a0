export const frenchHealth = {
  'health.unknown': 'inconnu',

  'healthCertificates.remedy':
    "obtenez les nouveaux certificats de l'autorité et ajoutez-les au fichier",
  'healthCertificates.endedDaysAgo': 'expiré depuis {left} j',
  'healthCertificates.endsDays': 'expire dans {left} j',

  'custodyLog.noWitness': 'aucun témoin',
  'custodyLog.by':
    '{witnesses, plural, one{un seul témoin : lui et cet État ensemble pourraient réécrire le journal} other{{witnesses} témoins}}',
  'custodyLog.waitsForS': ', en attente depuis {uncosignedSeconds} s',
  'custodyLog.cosignedUp': "contresigné jusqu'à {cosignedSize}{waits}, {by}",
  'custodyLog.witnessHoldsWhatDatabase': "un témoin détient ce que cette base de données n'a pas",
  'custodyLog.twoHistoriesOneLog': "deux versions d'un même journal",
  'custodyLog.runLiaiseAuditOpen': 'lancez `liaise audit open-differences --purpose DETECTION`',
  'custodyLog.eventsNoPlace': "des événements n'ont pas leur place au journal",
  'custodyLog.readLogAuditLog': 'lisez log/audit.log',
  'custodyLog.notCosigned': 'non contresigné',
  'custodyLog.seeWhetherLinksWitnesses': 'vérifiez que les liaisons avec les témoins sont établies',
  'custodyLog.witnessOutsideSilent': 'un témoin extérieur ne répond pas',
  'custodyLog.readLogExchangeLog': 'lisez log/exchange.log et log/audit.log',
  'custodyLog.dailyReportNotSigned': "un rapport quotidien n'est pas signé",
  'custodyLog.custodyLog': 'journal de garde',
  'custodyLog.seeLogHalted': 'voyez LOG_HALTED',

  'durability.restart': 'arrêtez `liaise up` puis relancez-le : il réécrit les réglages',
  'durability.isOff': '{name} est désactivé',
  'durability.durabilityPostgres': 'durabilité : postgres',
  'durability.commitDisk': 'ce qui est validé est sur le disque',
  'durability.durabilityBorder': 'durabilité : border',
  'durability.messageDiskBeforeAcknowledged': "un message est sur le disque avant d'être confirmé",
  'durability.durability': 'durabilité : {name}',
  'durability.notAnswer': 'ne répond pas',
  'durability.readLogLog': 'lisez log/{name}.log',

  'duty.noContactPointHolds':
    "aucun point de contact en vigueur, maintenant ou dans 7 jours : ce qui s'échange sans lui n'est copié à personne, ni plus tard",
  'duty.nationalContactPointGets': 'le point de contact national reçoit ses copies',
  'duty.contactPoint': 'point de contact',
  'duty.rootNamesOneLiaise': 'la racine en nomme un : liaise authority contact-point',
  'duty.stateNeighboursSaySame': 'cet État et ses voisins indiquent les mêmes délais',
  'duty.whom': '{differ, plural, one{un voisin} other{{differ} voisins}}',
  'duty.stateSayDifferentTime':
    "cet État et {whom} indiquent des délais différents : là où ils ont pris effet, les délais standard s'appliquent",
  'duty.timeLimits': 'délais',
  'duty.seeLiaisePeerList':
    'voyez lequel par liaise peer list, entendez-vous avec le voisin, puis liaise peer limits du côté en retard',
  'duty.noRosterLeavesDesk': "aucun tableau de permanence ne laisse un bureau vide d'ici 7 jours",
  'duty.which':
    '{withGaps, plural, one{un tableau de permanence laisse son bureau} other{{withGaps} tableaux de permanence laissent un bureau}}',
  'duty.now': 'maintenant',
  'duty.inH': 'dans {hours} h',
  'duty.withoutAnybody': '{which} sans personne {hours}',
  'duty.dutyRosters': 'permanences',
  'duty.registrarSignsNewOne': 'un registraire en signe un nouveau : liaise authority roster',

  'lasting.stateShowedTwoHistories':
    'un État a montré deux versions de son journal ou de son annuaire',
  'lasting.seeForkSeenErrors': 'voyez FORK_SEEN dans errors.md',
  'lasting.alarmAboutNeighbour': "une alarme au sujet d'un voisin",
  'lasting.readLogAuditLog': 'cherchez "level":50 dans log/audit.log, appelez le voisin',
  'lasting.rowSessionChanged': "l'enregistrement d'une session a été modifié",
  'lasting.seeSessionForgedErrors': 'voyez SESSION_FORGED dans errors.md',
  'lasting.serviceCouldNotWork': "un service n'a pas pu travailler pendant plusieurs minutes",
  'lasting.readLogLogStep':
    'cherchez "step failed" dans log/*.log, et le code indiqué dans errors.md',
  'lasting.somethingStoredNotWhat': "une donnée stockée n'est plus ce qu'elle était",
  'lasting.seeCodeLogsLevel': 'voyez le code dans log/*.log, "level":50',
  'lasting.withinLastHours': '{code} : {what}, dans les dernières 24 heures',
  'lasting.noneWithinLastHours': 'aucune dans les dernières 24 heures',
  'lasting.alarms': 'alarmes',

  'lifeAtRisk.noRiskLifeLeft': "aucun danger pour la vie n'attend d'être pris en charge",
  'lifeAtRisk.which':
    '{escalated, plural, one{{escalated} danger pour la vie} other{{escalated} dangers pour la vie}}',
  'lifeAtRisk.riskLifeNotDelivered': 'danger pour la vie, NON LIVRÉ à un voisin : {undelivered}',
  'lifeAtRisk.riskLifeNobodysHands': 'danger pour la vie, SANS TITULAIRE ici : {unassigned}',
  'lifeAtRisk.escalatedNobodyHandOldest':
    '{which} : alerte donnée, personne ne prend en charge, le plus ancien depuis {oldestSeconds} min',
  'lifeAtRisk.everythingLeftDelivered': 'tout ce qui est parti est livré',
  'lifeAtRisk.notDeliveredOldest': '{undelivered} non livré, le plus ancien depuis {since}',
  'lifeAtRisk.noRequestNobodysHands': "aucune demande n'est sans titulaire",
  'lifeAtRisk.nobodysHands': '{unassigned} sans titulaire',
  'lifeAtRisk.seconds': '{oldestSeconds} s',

  'machine.nearlyFullNothingTaken':
    "presque plein : {found} ; rien n'est accepté des voisins, ni aucun fichier",
  'machine.makeRoomGoesItself': 'libérez de la place : tout reprend ensuite de soi-même',
  'machine.makeRoomSoonBelow':
    "libérez bientôt de la place : sous 512 MiB aucun fichier n'est accepté, sous 256 MiB rien des voisins",
  'machine.nearlyFullNothingTakenNeighbours':
    "presque plein : {space} ; rien n'est accepté des voisins tant que la place manque",
  'machine.behindOwnFiles': 'en retard de {behind} s sur ses propres fichiers',
  'machine.setClock': "mettez l'horloge à l'heure",
  'machine.noTimeServiceAsk': 'aucun service de temps à interroger',
  'machine.notSynchronised': 'non synchronisée',
  'machine.runTimeServiceChrony':
    'lancez un service de temps (chrony, systemd-timesyncd) : les événements en ont besoin',
  'machine.disk': 'disque',
  'machine.clock': 'horloge',
  'machine.synchronised': 'synchronisée',

  'outsideTime.clockNotCompared': 'horloge non comparée',
  'outsideTime.clockAheadMs': 'horloge en avance de {offsetMs} à {otherOffsetMs} ms',
  'outsideTime.noTimeStampAuthority': " (aucune autorité d'horodatage)",
  'outsideTime.timed': 'horodaté',
  'outsideTime.untimed': 'non horodaté',
  'outsideTime.formalActs': '{state}{why}, {clock}, actes formels {time}',
  'outsideTime.possible': 'possibles',
  'outsideTime.nothingCouldRead': "rien n'a pu être lu",
  'outsideTime.blocked': 'bloqués ({obstacles})',
  'outsideTime.formalActsName': 'actes formels',
  'outsideTime.refused':
    '{time} : les demandes formelles, leurs réponses et les consentements sont refusés',
  'outsideTime.nameAuthorityTsa1Liaise': 'nommez une autorité dans `tsa1` de liaise.json',
  'outsideTime.readLogExchangeLog':
    "lisez log/exchange.log et log/audit.log : aucune autorité n'horodate",
  'outsideTime.oneTwoAuthoritiesSilent':
    'une des deux autorités ne répond pas : lisez log/exchange.log',
  'outsideTime.waitSomeMinutesCatches':
    'attendez quelques minutes ; le retard se rattrape de lui-même',
  'outsideTime.clockOffset': "décalage de l'horloge",
  'outsideTime.setClock': "mettez l'horloge à l'heure",
  'outsideTime.lookTimeServiceMachine': 'examinez le service de temps de cette machine',
  'outsideTime.listEndsWithinDay': "une liste expire d'ici un jour",
  'outsideTime.fetchFreshOneDaily': 'téléchargez-en une nouvelle chaque jour',
  'outsideTime.certificatesListsCannotUsed': 'ses certificats ou ses listes sont inutilisables',
  'outsideTime.seeFormalActBlocked': 'voyez FORMAL_ACT_BLOCKED',
  'outsideTime.seeStampTrustInvalid': 'voyez STAMP_TRUST_INVALID',
  'outsideTime.timeStamps': 'horodatages',

  'ownChains.directoryChains': "chaînes de l'annuaire",
  'ownChains.noteCustodyLogSay': 'conformes à la note et au journal de garde',
  'ownChains.line': '{code} ({services}) : {title} {remedy}',
  'ownChains.what': '{code} : {title} ({services})',

  'packageProfile.packagesJudgedDraftProfile':
    "les dossiers de preuve sont jugés selon un projet de profil : aucun n'est admis",
  'packageProfile.packagesJudgedReviewedProfile':
    'les dossiers de preuve sont jugés selon un profil examiné',
  'packageProfile.keySignedEnded': '{who} ; la clé qui a signé le profil a pris fin',
  'packageProfile.keySigned': '{who} ; la clé qui a signé le profil {keyDays}',
  'packageProfile.hasExpired': 'a expiré',
  'packageProfile.expiresWithinDay': "expire d'ici un jour",
  'packageProfile.expiresDays':
    '{keyDays, plural, one{expire dans {keyDays} jour} other{expire dans {keyDays} jours}}',
  'packageProfile.extend':
    'prolongez la clé des dossiers (liaise key extend), ou signez le profil avec la nouvelle : liaise package sign-profile',
  'packageProfile.signAnew':
    "une clé qui a pris fin n'est jamais prolongée : signez le profil avec la clé des dossiers en vigueur (liaise package sign-profile), puis redémarrez evidence",
  'packageProfile.packageProfile': 'profil des dossiers',
  'packageProfile.lawyerStateReviewsProfile':
    "un juriste de l'État examine un profil ; nommez ce profil dans `packages.profileFile` : voyez deploy/guide/keeping.md",

  'processes.allRun': 'les {processesCount} tournent',
  'processes.stateNotRunDurability':
    "l'État ne tourne pas : durabilité, temps extérieur, permanences et fin des clés sont inconnus",
  'processes.startLiaiseUpAsk': 'lancez-le par `liaise up --dir` et ce dossier, puis redemandez',
  'processes.stopped': 'arrêtés : {stopped}',
  'processes.readLogLiaiseUp': 'lisez log/ de chacun ; `liaise up` les lance',
  'processes.processes': 'processus',

  'healthPrograms.installNodeJsLater': 'installez Node.js {needMajor}.{needMinor} ou plus récent',
  'healthPrograms.unknownVersion': 'version inconnue',
  'healthPrograms.installNatsServer': 'installez nats-server',
  'healthPrograms.degradedBrokerVersion': '{version}, dégradé : version du courtier',
  'healthPrograms.installLaterBeforeNeighbour':
    'installez 2.12.12, 2.14.3 ou plus récent avant de confirmer un voisin',
  'healthPrograms.notFound': 'introuvable',
  'healthPrograms.installPostgresqlLater': 'installez PostgreSQL 15 ou plus récent',
  'healthPrograms.installNatsServerName': 'installez nats-server, ou nommez-le dans NATS_SERVER',

  'readiness.degraded': 'dégradé : {code}',

  'reviews.pastDayGoesHeld':
    ' ; {overstayed} au-delà du jour prévu pour leur effacement, gelés ou non effacés',
  'reviews.notErasedBeforeDecision':
    " ; {stopped} non effacés avant une décision de gel : l'affaire est ouverte",
  'reviews.noFileWaitsReview': "aucun dossier n'attend son réexamen{past}",
  'reviews.which': '{count, plural, one{{count} dossier attend} other{{count} dossiers attendent}}',
  'reviews.reviewOldest': '{which} un réexamen, le plus ancien depuis {oldestSeconds} j{past}',
  'reviews.officerDecidesLiaiseRequest':
    'un agent décide : liaise request reviews, liaise inbox reviews ; gels : liaise retention list, hold, lift',
  'reviews.retention': 'conservation',

  'scanner.nameSocketClamdAntivirus':
    'nommez la socket de clamd dans `antivirus.socket` de liaise.json',
  'scanner.setAlertencryptedYesAlertexceedsmax':
    'mettez AlertEncrypted yes et AlertExceedsMax yes dans clamd.conf',
  'scanner.seeLogClamdAble':
    'lisez le journal de clamd ; il doit pouvoir écrire dans le TemporaryDirectory de clamd.conf',
  'scanner.startClamdLetAccount':
    "démarrez clamd, et donnez au compte des services l'accès à sa socket",
  'scanner.signaturesWithoutNumber': '{line} : signatures sans numéro',
  'scanner.fetchSignaturesClamav': 'téléchargez les signatures de ClamAV',
  'scanner.signaturesDaysAgo': "{line} : signatures d'il y a {age} jours",
  'scanner.lookFreshclam': 'examinez freshclam',
  'scanner.antivirus': 'antivirus',

  'unheardHalts.everyStateOperationKnows':
    "chaque État d'une opération en connaît les mots d'arrêt",
  'unheardHalts.which':
    "{count, plural, one{{count} mot d'arrêt ou levée} other{{count} mots d'arrêt ou levées}}",
  'unheardHalts.notConfirmedStateOperation':
    "{which} sans confirmation d'un État de l'opération : appelez son bureau",

  'untoldRecipients.everyRecipientEvidencePackage':
    "chaque destinataire d'un dossier de preuve sait ce qu'il en est advenu",
  'untoldRecipients.recipients':
    '{untold, plural, one{{untold} destinataire} other{{untold} destinataires}}',
  'untoldRecipients.packages':
    "{unrecorded, plural, one{{unrecorded} dossier de preuve récupéré ne tient plus tel quel, et rien n'est noté du lieu où il se trouve} other{{unrecorded} dossiers de preuve récupérés ne tiennent plus tels quels, et rien n'est noté du lieu où ils se trouvent}}",
  'untoldRecipients.toldWhatBecameEvidence':
    "{recipients} à informer de ce qu'il est advenu d'un dossier de preuve",
  'untoldRecipients.theOldestForH': '{parts} ; le plus ancien depuis {oldestSeconds} h',
  'untoldRecipients.centralJudicialAuthorityRoster':
    "une autorité centrale ou judiciaire de la liste d'accès note qui a le dossier et l'en informe, ou que le dossier n'est pas sorti : liaise package status, puis handed et told, ou stayed",
  'untoldRecipients.name': 'dossiers de preuve',
  'brokerFiles.name': 'fichiers des courtiers',
  'brokerFiles.links': '{count, plural, one{{count} voisin} other{{count} voisins}}',
  'brokerFiles.mend':
    'corrigez ou restaurez ce qui est nommé : `liaise up` ne démarre pas sans cela',
  'brokerFiles.certificates': 'fichiers des certificats',
  'brokerFiles.restore':
    'restaurez-les depuis la sauvegarde, avec propriétaire et droits : `liaise up`, `liaise key renew` ou de nouveaux voisins ont besoin de chacun',
} as const;
