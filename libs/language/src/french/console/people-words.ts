export const frenchPeopleWords = {
  'alert.nobodyDeskNobodyDuty': " à personne, car le bureau n'avait personne de permanence,",
  'alert.to': ' à {officers}',
  'alert.whileThreadStoppedOne':
    ' Tant que le fil est bloqué, on ne peut répondre à un rappel ou à une correction de leur part que par COMPLIED, sans texte, pour la finalité {purpose}.',
  'alert.officerWhomHandedNot':
    "Dans {where}, où cela a été transmis, un agent hors de la liste d'accès a usé de l'accès d'urgence, comme signalé par {through}, le {at}.",
  'alert.officerWhereHandedOn':
    "Dans {where}, où cela a été transmis, un agent hors de la liste d'accès a usé de l'accès d'urgence, le {at}.",
  'alert.expired': 'Le délai a expiré sans réponse ; consigné le {at}.',
  'alert.recallUnsaid':
    "Un rappel ou une correction de votre part ne leur est jamais parvenu, depuis le {at} : c'est à refaire ; `recalls` dit pourquoi.",
  'alert.glassBroken':
    "Un agent hors de la liste d'accès a usé de l'accès d'urgence le {at} ; voir cette liste.",
  'alert.glassBrokenThere':
    "Chez eux, un agent hors de la liste d'accès a usé de l'accès d'urgence, comme leur passerelle l'a signé, le {at}.",
  'alert.termEnding':
    'Les trois quarts du délai sont écoulés ; consigné le {at}. Ce qui est conservé peut être perdu quand il prend fin.',
  'alert.termEnded': 'Le délai a pris fin ; consigné le {at}.',
  'alert.noticeOwed':
    "L'avis que l'autorité centrale est informée manque depuis {alert} ; consigné le {at} ; `owed` dit qui le doit.",
  'alert.packageUntold':
    "Depuis le {at}, il y a du nouveau sur un dossier de preuve remis ou récupéré. Une autorité centrale ou judiciaire de la liste d'accès lit `liaise package status`, et consigne qui l'a et qui a été avisé (`handed`, `told`), ou que personne à l'extérieur ne l'a (`stayed`).",
  'alert.erasureStopped':
    "Son effacement a été arrêté le {at} et attend : l'affaire est ouverte. Un administrateur ordonne un gel, ou bien il en ordonne un que deux administrateurs lèvent : `liaise retention`.",
  'alert.escalated':
    "Danger pour la vie : personne ne l'a pris en charge pendant {minutes} minutes ; alerte donnée{dutyOfficers} le {at}.",
  'alert.recallOwed':
    'Un rappel ou une correction est sans réponse depuis {alert} ; consigné le {at}.{whileStopped}',
  'alert.anotherState': 'un autre État',
  'alert.markExpired': 'EXPIRÉ',
  'alert.markGlassBroken': "ACCÈS D'URGENCE",
  'alert.markGlassBrokenThere': "ACCÈS D'URGENCE CHEZ EUX",
  'alert.markGlassBrokenBeyond': "ACCÈS D'URGENCE AU-DELÀ",
  'alert.markNoticeLate': 'AVIS EN RETARD',
  'alert.markRecipientNotTold': 'DESTINATAIRE NON AVISÉ',
  'alert.markNotErased': 'NON EFFACÉ',
  'alert.markTermEndsSoon': 'DÉLAI BIENTÔT FINI',
  'alert.markTermEnded': 'DÉLAI FINI',

  'clock.lateBy': 'RETARD {left}',
  'clock.pausedLate': 'en pause, retard',
  'clock.paused': 'en pause, {left}',
  'clock.escalatedMin': 'ALERTE, {minutes} min',
  'clock.orMore': '{mostWaiting} ou plus',
  'clock.atThisDesk': 'À ce bureau : {words}.',
  'clock.minLeft': 'reste {left} min',
  'clock.riskLifeNobodyHand':
    "DANGER POUR LA VIE : la prise en charge ne compte qu'une fois le voisin avisé, {when} : {ack}",
  'clock.answerLate': ' ; la réponse est EN RETARD de {dueAt}',
  'clock.answerDue': ' ; la réponse est attendue dans {dueAt}',
  'clock.nextTellThemHand': 'Ensuite, dites-leur que vous la prenez en charge : {ack}{when}',
  'clock.answerDueRunsSince':
    'Réponse attendue le {dueAt} : {clock} ; le délai court depuis le {startedAt}.',
  'clock.itWasLateBy': 'le retard était de {seconds}',
  'clock.thenThereAreLeft': 'il restera ensuite {seconds}',
  'clock.clockStandsStillSince':
    'Le délai est suspendu depuis le {pausedSince} : une question attend sa réponse ; {left}.',
  'clock.inTime': 'à temps',
  'clock.endedLate': 'avec un retard de {secondsFrom}',
  'clock.endedDue': 'Terminé le {stoppedAt}, {how} (échéance le {dueAt}).',
  'clock.noDeadlineYetStarts':
    "Pas encore de délai : il court dès que leur passerelle signe l'arrivée de la demande.",
  'clock.riskLifeSomebodyHand':
    "Danger pour la vie : quelqu'un doit l'avoir pris en charge au plus tard le {acknowledgeBy}.",
  'clock.judgeAskedAnswerAnnounced':
    'Un juge a été saisi ; la réponse est annoncée pour le {extendedUntil}.',
  'clock.extendedOnce': 'prolongé une fois',
  'clock.notExtended': 'non prolongé',
  'clock.termCountsNoMore':
    "Son délai au {endsAt} ({extended}) ne compte plus : l'état de la demande est {state}.",
  'clock.keptUntilLeft': "À conserver jusqu'au {endsAt}, délai {extended} : il reste {left}.",
  'clock.termEnded': 'Son délai a pris fin le {endsAt}, {extended}.',
  'clock.daysHours': '{d} j {h} h',
  'clock.hoursMinutes': '{h} h {m} min',
  'clock.minutes': '{m} min',
  'clock.notDelivered': 'NON LIVRÉ',
  'clock.toTakeInHand': '{left} À PRENDRE EN CHARGE',
  'clock.lateToTakeInHand': 'RETARD {left} À PRENDRE EN CHARGE',
  'clock.left': 'reste {left}',
  'clock.countNotDelivered': '{undelivered} NON LIVRÉ',
  'clock.nobodysHands': '{unassigned} SANS TITULAIRE',

  'competence.notListAmongWhat':
    "{name} ({authority}) n'indique pas {type} parmi ce à quoi elle répond.",
  'competence.inTheseDo': 'Autorités de {state} qui y répondent : {others}.',

  'delivery.after': 'au bout de {seconds} s',
  'delivery.whetherLinkUpNot': 'on ne sait pas si la liaison avec {peer} est établie',
  'delivery.linkUp': 'la liaison avec {peer} est établie',
  'delivery.whetherLinkUpNotKnown':
    "on ne sait pas si la liaison avec {peer} est établie : la frontière n'a pas regardé depuis {lookedAt}",
  'delivery.linkDownNeverUp': "la liaison avec {peer} est coupée et n'a jamais été établie",
  'delivery.linkDownSince': 'la liaison avec {peer} est coupée depuis {upAt} ({how})',
  'delivery.notDelivered': 'NON LIVRÉ : {where}{outcome}.',
  'delivery.notDeliveredYet': 'PAS ENCORE LIVRÉ {seconds} : {where}{outcome}.',
  'delivery.signedKeptSentUntil':
    "Le document est signé et gardé, et il est renvoyé jusqu'à ce qu'ils en signent l'arrivée : {show}",
  'delivery.callThem': 'Appelez-les',
  'delivery.callThemList': '{begin} :',
  'delivery.directoryCouldNotVerified':
    "{begin} : l'annuaire de {peer} n'a pas encore pu être vérifié, aucun numéro n'est donc montré.",
  'delivery.directoryNamesNoNumber':
    "{begin} : l'annuaire de {peer} n'indique aucun numéro ; prenez celui dont vous êtes convenus.",
  'delivery.deliveredGatewaySigned':
    "LIVRÉ {seconds} ; leur passerelle en a signé l'arrivée le {at}.",
  'delivery.notProvenGatewaySays':
    "NON PROUVÉ : cette passerelle dit DELIVERED, et l'accusé ne le confirme pas : {problem}",
  'delivery.notDeliveredGatewayRefused':
    "NON LIVRÉ : leur passerelle l'a refusé{outcome}. Faites ce que errors.md dit de ce code : {show}",
  'delivery.notDeliveredKeptBack':
    'NON LIVRÉ : retenu ici{outcome} ; il ne part pas. Faites ce que errors.md dit de ce code : {show}',
  'delivery.seconds': '{seconds} s',
  'delivery.callThemNow': 'APPELEZ-LES TOUT DE SUITE',
  'delivery.notKnownWhetherDelivered': "ON NE SAIT PAS S'IL EST LIVRÉ{outcome} : {show}",

  'eventLine.fileCame': 'son fichier est venu avec {value}',
  'eventLine.screen': 'écran {value}',
  'eventLine.medium': 'vers {value}',
  'eventLine.purpose': 'finalité {value}',
  'eventLine.reason': 'motif {value}',

  'event.due': 'échéance {dueAt}',
  'event.riskLife': 'DANGER POUR LA VIE',
  'event.urgent': 'urgent',
  'event.normal': 'normal',

  'evidenceWords.evidenceConsent': 'une réponse à la demande de consentement',
  'evidenceWords.centralAuthorityNotice': "l'avis que son autorité centrale est informée",
  'evidenceWords.exculpatoryNotice': "l'avis que cela parle pour une personne accusée",
  'evidenceWords.owes': 'doit {whats}',
  'evidenceWords.overdue': 'EN RETARD {due}',
  'evidenceWords.many':
    '{n, plural, one{{n} consentement ou avis} other{{n} consentements ou avis}}',
  'evidenceWords.yourStateOwesAbout': 'Votre État doit {owed} au sujet de preuves : voir "owed".',
  'evidenceWords.neighbourOwesAboutEvidence': 'Le voisin doit {awaited} au sujet de preuves.',
  'evidenceWords.markedSpeaksAccusedPerson': '    MARQUÉ : parle pour une personne accusée',

  'notice.askedAbout': "un autre bureau s'est enquis de ce que vous traitez",
  'notice.anotherOfficer': 'un autre agent',
  'notice.takenOver': "{officer} l'a pris en charge à votre place{why}",
  'notice.anOfficer': 'un agent',
  'notice.glassBroken': "{officer}, hors de la liste d'accès, a usé de l'accès d'urgence{why}",
  'notice.glassBrokenThere':
    "chez eux, un agent hors de la liste d'accès a usé de l'accès d'urgence{why}",
  'notice.glassBrokenBeyond':
    "dans un État à qui cela a été transmis, un agent hors de la liste d'accès a usé de l'accès d'urgence",
  'notice.expired': 'le délai a expiré sans réponse',
  'notice.escalated': "danger pour la vie : personne ne l'avait pris en charge ; alerte donnée",
  'notice.recallOwed': "un rappel ou une correction n'a pas eu de réponse à temps",
  'notice.recallUnsaid':
    "un rappel ou une correction n'est jamais parvenu au voisin : c'est à refaire",
  'notice.packageUntold':
    "il y a du nouveau sur un dossier de preuve : une autorité centrale ou judiciaire de la liste d'accès consigne qui l'a, et l'avise",
  'notice.erasureStopped':
    "son effacement attend : l'affaire est ouverte, et les administrateurs décident d'un gel",
  'notice.termEnding': 'les trois quarts de son délai sont écoulés',
  'notice.termEnded': 'son délai a pris fin',
  'notice.noticeOwed': "l'avis que l'autorité centrale est informée n'est pas venu à temps",
  'notice.why': ' : {reason}',

  'packageWords.asked': 'est demandé et attend son tour',
  'packageWords.gathering': 'est en cours de réunion',
  'packageWords.waitingForCheckpoint': 'attend que le journal de garde soit contresigné',
  'packageWords.sealing': "est en cours de scellement et d'horodatage",
  'packageWords.built': 'est fait',
  'packageWords.failed': "n'a pas été fait",
  'packageWords.itSince': 'Il {states}, depuis le {stateAt}.',
  'packageWords.it': 'Il {states} ({failure}) : {title} {remedy}',
  'packageWords.held': "un gel est en vigueur, et rien n'en est effacé",
  'packageWords.decisionNeeded': "rien n'en est effacé avant une décision sur un gel",
  'packageWords.decided':
    'deux administrateurs ont levé un gel depuis : elle est effacée selon la règle ou sur ordre',
  'packageWords.caseOpenSince':
    "L'affaire est ouverte : {openGroundWords}, depuis le {since} ; {openErasures}.",
  'packageWords.erasureStoppedAdministratorsDecide':
    'À faire : son effacement a été arrêté le {stoppedAt}. Les administrateurs décident : `liaise retention hold`, ou cela puis `liaise retention lift`.',
  'packageWords.given': 'donné, pas encore jugé',
  'packageWords.made': 'consigné',
  'packageWords.refused': 'non consigné',
  'packageWords.certificateGiven':
    'certificat {number}, donné par {officer} le {givenAt} : {certificateWords}',
  'packageWords.certificateTakenPlace': " ; le certificat {current} l'a remplacé",
  'packageWords.certificateFailed': '{head} ({failure}) : {title} {remedy}',
  'packageWords.certificateMade': '{head}{place} ; {office} ; CER-01 {cer01}, CER-02 {cer02}{more}',
  'packageWords.certificateHash': ' ; sha512 {sha512}',
  'packageWords.erased': 'effacé',
  'packageWords.nothingTell': 'rien à lui signaler',
  'packageWords.toldOfOf': 'avisé de {told} sur {concerns}',
  'packageWords.nobodyOutsideSaidSomebody':
    "Personne à l'extérieur ne l'a, comme déclaré le {stayedAt}. Si quelqu'un l'a : `liaise package handed`.",
  'packageWords.nobody': "Aucun détenteur extérieur n'est consigné.",
  'packageWords.somebodyLiaisePackageHanded':
    "{nobody} Si quelqu'un l'a : `liaise package handed`.",
  'packageWords.fetchedNotHoldMade':
    "À faire : il a été récupéré le {deliveredAt}, et ne vaut plus tel qu'il a été fait. {nobody} Consignez qui l'a : `liaise package handed`. Si personne à l'extérieur ne l'a : `liaise package stayed`.",
  'packageWords.everyRecipientTold': 'Chaque destinataire a été avisé.',
  'packageWords.takesPlace': 'Il remplace {exhibit} ({reason}).',
  'packageWords.byFoundAt': '{number}. {code} par {cause}, constaté le {at} : {packageConcerns}',
  'packageWords.recipientWhoseNameNot': "un destinataire dont le nom n'est pas gardé",
  'packageWords.sinceShaTold':
    "{handed}  {recipient} l'a depuis le {handedAt} ; SHA-512 communiqué {way} ; {told}",
  'packageWords.tellRecipientLiaisePackage':
    'À faire : aviser le destinataire de {handed}, puis `liaise package told` avec --concerns {concernsCount}.',
  'packageWords.notMadeSeeStatus': 'NE VAUT PLUS : voir status',
  'packageWords.for': 'pour {reader}',
  'packageWords.verifierPassesEveryCheck': 'Le vérificateur confirme chaque contrôle.',
  'packageWords.verifierFindsIncompleteNothing':
    'Le vérificateur le juge incomplet, et ne trouve rien de faux.',
  'packageWords.shownBesideLeast': 'montré en plus du minimum : {show}',
  'packageWords.withheld': 'retenu : {item} ({reason})',
  'packageWords.givenEntriesPackage': 'ses inscriptions sont dans le dossier',
  'packageWords.withheldNotGiveThem': 'il ne les a pas données : le dossier repose sur des accusés',
  'packageWords.silent': "il n'a pas répondu à temps : le dossier repose sur des accusés",
  'packageWords.invalid':
    'sa réponse ne tient pas : le dossier repose sur des accusés ; demandez au voisin pourquoi',
  'packageWords.askedFor': 'demandé',
  'packageWords.logOtherStateConsent':
    "journal de l'autre État, selon le consentement {consent} : {askEnds}",
  'packageWords.inForce': 'en vigueur',
  'packageWords.endedBy': 'terminée le {endedAt} par {endedBy} : {endReason}',
  'packageWords.profile': 'profil {profile}',
  'packageWords.waiverTakenBackAfter':
    'La dérogation à {rule} a été retirée le {endedAt}, après le dossier : faites un autre dossier.',
  'packageWords.bytes': '{size} octets',

  'policyWords.centralAuthorityNotice':
    "informez-en l'autorité centrale (central-authority-notice)",
  'policyWords.formalRequest': 'faites-en une demande formelle (formal-request)',
  'policyWords.whatAsked': 'ce qui est demandé',
  'policyWords.lawNotOfficersAlone':
    '{code} : selon la loi de {state}, les agents ne décident pas seuls de {what} : {channels} ({rule} : {law}).',

  'postingWords.standsInFor': 'supplée {standInFor},',
  'postingWords.postedUntil': "détaché auprès de {host} par {sending} ({post}) jusqu'au {to}",
  'postingWords.signerWords': '{officer} de {state}, signataire de {document}, {posting}',
  'postingWords.posting': 'détachement',
  'postingWords.standingInFor': 'suppléance de {standInFor}',
  'postingWords.endedAt': '{standInFor}, fin le {to}',
  'postingWords.from': 'à partir du {from} {posting}',

  'recallWords.noAnswerYet': '        pas encore de réponse',
  'recallWords.recalled': 'RAPPELÉ',
  'recallWords.narrowed': 'RESTREINT',
  'recallWords.corrected': 'CORRIGÉ',
  'recallWords.documentSays': 'le document {document} dit',
  'recallWords.complied': 'a donné suite',
  'recallWords.cannotComply': 'ne peut pas donner suite',
  'recallWords.at': '        {by} : {verdict}, le {at}',
  'recallWords.atByDocument': '    {acts} le {at}, par le document {recall}',
  'recallWords.notShownNotVerified': "{head}, qui n'est pas montré ici ou pas vérifié",
  'recallWords.byOn': '    {acts} par {state} le {composedAt}',
  'recallWords.sent': 'envoyé',
  'recallWords.received': 'reçu',
  'recallWords.fromHereSince': '    {detail} ; de {officer}, ici depuis le {committedAt}',
  'recallWords.yourStateCompliedWhat':
    "    Votre État a donné suite : ce contenu n'est plus communiqué.",
  'recallWords.furtherOn': 'plus loin {holders}',
  'recallWords.notSaidWhomTold': "{state} n'a pas dit qui il a avisé",
  'recallWords.saidByAt': 'dit par {by} le {at}',
  'recallWords.refusedGateway': 'refusé par leur passerelle ({rejected})',
  'recallWords.passFirst': "FAIRE SUIVRE d'abord dans {passOn}",
  'recallWords.waitsFor': 'attend {holders}',
  'recallWords.many':
    '{n, plural, one{{n} rappel ou correction} other{{n} rappels ou corrections}}',
  'recallWords.yourStateOwesAnswer': 'Votre État doit une réponse à {owed}.',
  'recallWords.neighbourNotAnswered': "Le voisin n'a pas répondu à {awaited}.",
  'recallWords.recallUnanswered': 'rappel sans réponse',
  'recallWords.notDelivered': 'NON LIVRÉ',
  'recallWords.notHeard': 'SANS NOUVELLES',
  'recallWords.refused': 'REFUSÉ',
  'recallWords.overdue': 'EN RETARD',
  'recallWords.owed': 'ATTENDUE',
  'recallWords.recallAnswer': 'RÉPONDRE AU RAPPEL',
  'recallWords.recallSayAgain': 'RAPPEL À REFAIRE',

  'rosterWords.nobodyHasIt': "Personne ne l'a.",
  'rosterWords.saysElseRead': "{keeper} l'a, et dit qui d'autre peut le lire.",
  'rosterWords.everyOfficerDeskRead':
    "Tout agent du bureau peut le lire : personne ne l'a, ou une vie est en danger.",
  'rosterWords.brokeGlassUntil':
    "{at}  {officer} A USÉ DE L'ACCÈS D'URGENCE : {reason}, jusqu'au {until}",

  'scan.notYet': "personne ne l'a encore récupéré",
  'scan.noScanner': "cette passerelle n'a pas d'antivirus",
  'scan.unreachable': "l'antivirus ne répond pas",
  'scan.timedOut': "l'antivirus n'a pas répondu à temps",
  'scan.overLimit': "il est trop grand, ou compressé sur trop de niveaux, pour l'antivirus",
  'scan.encrypted': 'il est chiffré',
  'scan.failed': "l'antivirus a échoué",
  'scan.unfit': "les réglages de l'antivirus laisseraient passer ce qu'il n'examine pas",
  'scan.scannedNothingFound': 'analysé, rien trouvé{by}',
  'scan.unnamed': 'sans nom',
  'scan.infected': 'INFECTÉ : {reason}{by}',
  'scan.unknown': 'inconnu',
  'scan.notScanned': 'NON ANALYSÉ : {reason}',

  'stopWords.stoppedNothingMoreLeaves':
    "BLOQUÉ par {raisedBy} le {raisedAt} : plus rien n'en part, et le voisin n'est avisé de rien",
  'stopWords.withdrawnWithoutReason': '    retiré sans motif par {withdrawal}',
  'stopWords.record': '{raisedAt}  {raisedBy} : {ground}',
  'stopWords.wantsLiftedAnotherOfficer':
    '    {liftProposedBy} en propose la levée : un autre agent doit y procéder',
  'stopWords.wantsLifted': '    {liftProposedBy} en propose la levée : {liftText}',
  'stopWords.itHolds': '    Il est en vigueur.',
  'stopWords.liftedByAt': '    levé par {liftedBy} le {liftedAt}',
  'stopWords.haltedNoStepTaken':
    "ARRÊTÉ par {direction} ({halt}) : aucune étape n'est engagée sans {count, plural, one{l'accord de reprise} other{les accords de reprise}} de {awaits}",
  'stopWords.knows': 'le sait',
  'stopWords.notConfirmed': "ne l'a pas confirmé",
  'stopWords.haltedElsewhereOperationNo':
    "ARRÊTÉ ailleurs dans l'opération ({halt}){known} : aucune étape n'est engagée avant la levée là-bas",
  'stopWords.liftedElsewhereOperationNot':
    "LEVÉ ailleurs dans l'opération ({halt}) ; {peer} ne l'a pas confirmé et est peut-être encore à l'arrêt",
  'stopWords.riskPeopleNotAssessed':
    "Le risque pour les personnes n'est pas évalué : aucune étape n'est engagée.",
  'stopWords.riskPeopleAssessedUntil':
    "Le risque pour les personnes est évalué jusqu'au {assessedUntil} ; aucune étape n'est engagée ensuite.",
  'stopWords.stopped': 'BLOQUÉ',
  'stopWords.stoppedLifted': 'BLOQUÉ (à lever)',
  'stopWords.halted': 'ARRÊTÉ',
  'stopWords.haltedHalfLifted': 'ARRÊTÉ (levé à moitié)',
  'stopWords.liftedNotConfirmed': 'LEVÉ (non confirmé là-bas)',
  'stopWords.yourState': 'votre État',
  'stopWords.peerKnows': ' ; {peer} {known}',

  'subjectWords.noDayYet': 'pas encore de date',
  'subjectWords.other': '{peerAuthority} de {peer}',
  'subjectWords.asks': '{authority} demande à {other}',
  'subjectWords.askedBy': '{other} demande à {authority}',
  'subjectWords.recalled': 'RAPPELÉ',
  'subjectWords.nothingSaid': 'non précisée',
  'subjectWords.byAsFor': '    trouvé par {by} ; qualité : {categories} ; finalité : {purpose}',
  'subjectWords.nobody': 'personne',
  'subjectWords.disclosedTo': '    communiqué à : {recipients}',
  'subjectWords.name': 'nom',
  'subjectWords.openedLastChangedEnded':
    '    ouverture : {openedAt}, dernier changement : {updatedAt}, fin : {endedAt}, réexamen : {reviewAt}, effacement : {eraseAt}',
  'subjectWords.birthDate': 'date de naissance',
  'subjectWords.number': 'un numéro',
  'subjectWords.dataSubjectRequest': "n'y est jamais arrivée : demandez de nouveau",
  'subjectWords.dataSubjectAnswer': "la réponse n'y est jamais arrivée : répondez de nouveau",
  'subjectWords.dataSubjectWithdrawal': "le retrait n'y est jamais arrivé : retirez de nouveau",
  'subjectWords.since': '{outcome} depuis le {answeredAt}',
  'subjectWords.withdrawn': 'retirée',
  'subjectWords.noAnswerDaysWanted':
    '{silent, plural, one{sans réponse depuis {silent} jour} other{sans réponse depuis {silent} jours}}',
  'subjectWords.wantedBy': '{noAnswer}, souhaitée pour le {answerBy}',
  'subjectWords.wantedByLate': '{noAnswer}, souhaitée pour le {answerBy} : EN RETARD',
  'subjectWords.from': 'de {peer}/{peerAuthority}',
  'subjectWords.to': 'à {peer}/{peerAuthority}',
  'subjectWords.erased': 'EFFACÉ',

  'whomToCall.who': 'bureau de permanence de {what}',
  'whomToCall.of': '{authority} de {state}',
  'whomToCall.contactPoint': '{point}, point de contact de {state}',
} as const;
