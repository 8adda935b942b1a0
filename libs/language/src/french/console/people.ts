export const frenchPeople = {
  'joined.parts': '{one} ; {other}',
  'joined.and': '{one} et {other}',
  'joined.or': '{one} ou {other}',

  'plainText.textOption':
    "le texte même, à la place d'un fichier ; d'autres utilisateurs de cette machine peuvent le voir pendant que la commande tourne",
  'plainText.input': "- lit l'entrée ; omis, il est demandé",
  'plainText.isOption':
    '{value} se lit comme une option : écrivez le texte après --text, ou un tel texte dans un fichier',
  'plainText.fileOrText': 'donnez soit un fichier, soit --text',
  'plainText.inputTwice': "l'entrée donne soit le texte, soit la phrase secrète, pas les deux",
  'plainText.question': 'Texte, terminé par une ligne avec un point seul :\n',
  'plainText.notEnded': "Le texte n'a pas été terminé par une ligne avec un point seul.",
  'plainText.tooLong': 'plus de {mostLines} lignes : écrivez un fichier',
  'plainText.textNeeded':
    "donnez un texte : un fichier, - pour l'entrée, ou --text si la commande l'a",
  'peopleAsking.profileOption':
    'connexion à utiliser : un nom, ou un répertoire pour son fichier ; aussi LIAISE_PROFILE',
  'peopleAsking.keyOption': 'signer avec cette clé privée',
  'peopleAsking.passphraseFileOption':
    "fichier dont la première ligne est la phrase secrète ; - lit l'entrée",
  'peopleAsking.gpgOption': 'signer avec une clé de gpg, sur une carte ou non',
  'peopleAsking.detachedOption': 'signer ailleurs : écrit les octets, puis prend la signature',
  'peopleAsking.certificateOption': 'avec --detached : la partie publique de la clé',
  'peopleAsking.allowedHttpsHostPort': 'permis : https://HOST:PORT',
  'peopleAsking.nobodyLoggedYetUrl':
    "personne ne s'est encore connecté ici : il faut --url et --ca",
  'peopleAsking.purposeOption':
    'pourquoi vous lisez, consigné avant tout affichage : {deskPurposes}',
  'threadPurpose.option':
    "pourquoi vous lisez, consigné avant tout affichage : {deskPurposes} ; sinon comme l'indique la demande, si elle fut montrée ou envoyée ici",
  'peopleAsking.purposeOptionWhyYouRead':
    'pourquoi vous lisez, consigné avant tout affichage : {subjectPurposes}',
  'peopleAsking.typeYes': '{what} Tapez {word} : ',
  'peopleAsking.nobodyAskedYesSays':
    "personne ne peut être interrogé ici ; --yes le confirme à l'avance",

  'drafts.notFileGoAlong':
    "{path} : ce n'est pas le fichier qui devait être joint ; indiquez ce qui est joint avec --attach",
  'drafts.textMoreBytes': 'le texte a plus de {bytes} octets',
  'drafts.moreFiles': 'plus de {files} fichiers',
  'drafts.draftsKept': '{drafts} brouillons sont gardés',
  'drafts.draft': 'brouillon {id}',

  'entriesCeremony.stateNoAddressNeighbours':
    "cet État n'a pas d'adresse pour les voisins : donnez --address HOST:PORT, ou --connect",
  'entriesCeremony.noDirectory': "{dir} : pas d'annuaire",
  'entriesCeremony.neitherFile': "aucun des deux fichiers n'est de {state}",
  'entriesCeremony.dirInstallation': '--dir : une installation de {state}',
  'entriesCeremony.acceptInviteAnew': '{linkId} : accepter ou inviter de nouveau',

  'grants.stateOption': 'cet État ; par défaut : celui du profil',
  'grants.outOption': "nouveau fichier pour l'inscription et sa première signature",
  'grants.cosignOption':
    "lire, montrer et signer ce qu'un autre a commencé ; à répéter pour plusieurs",
  'grants.submitOption':
    "remettre l'inscription signée à la passerelle, sans session ; après --cosign, sans fichier",
  'grants.urlOption': 'avec --submit : adresse de la passerelle ; par défaut : celle du profil',
  'grants.caOption': 'avec --submit : la seule autorité dont son certificat peut venir',
  'grants.yesOption':
    'signer sans question ce qui est montré ; avec --cosign une seule inscription, sans --submit',
  'grants.stateDir': '--state {state}, mais --dir est de {installed}',
  'grants.nobodyLoggedYetState': "personne ne s'est encore connecté ici : il faut --state",
  'grants.youSignEntry': 'Vous signez cette inscription {kind} de {state} ({issuedAt}) :',
  'grants.nextCosignWhoeverElse':
    'Ensuite : --cosign {file} par chaque autre personne qui doit signer, puis --submit {file} par quiconque.',
  'grants.keySignedAlreadyAnother':
    "{file} : cette clé l'a déjà signée ; une autre personne doit le faire ou, signée par tous, --submit {file}",
  'grants.submitWhichFile': 'nommez le fichier : --submit FICHIER, ou --cosign FICHIER --submit',
  'grants.submitAfterCosign':
    'pour signer puis remettre, nommez le fichier une fois : --cosign FICHIER --submit (et non --submit {submit})',
  'grants.oneEntryDetached': 'avec --detached : une inscription à la fois',
  'grants.signOne': 'Signer {subject} ({file}) ?',
  'grants.signOneOf': 'Signer {number} sur {count} : {subject} ({file}) ?',
  'grants.yesForOne':
    "--yes signe une seule inscription et n'en remet aucune : sans --yes, répondez à chaque question, ou --cosign FICHIER --yes pour chacune, puis --submit FICHIER",
  'grants.entrySignAnotherOne': "l'inscription à signer est une autre : supprimez-la d'abord",
  'grants.outNewFileEntry': "--out est nécessaire : nouveau fichier pour l'inscription",
  'grants.signCosignDetached': 'Signez-la avec --cosign {out} --detached {detached}',
  'grants.holds': '{file} : contient {kind}',
  'grants.entryYouHand':
    '{file} : cette inscription est de {state}, vous la remettez à {otherState} ({origin})',
  'grants.acceptedVersionHead': 'Acceptée comme version {version} de {chain}, tête {head}',
  'grants.signatures':
    '{count, plural, one{{file} : {count} signature} other{{file} : {count} signatures}}',

  'heard.allowedTwelveWordsHeard':
    "Permis : les douze mots, tels qu'entendus, séparés par des espaces.",
  'heard.twelveWordsBothSides':
    'Douze mots avec {peer} ; les deux côtés doivent lire les mêmes, de vive voix :',
  'heard.word': 'mot {places}',
  'heard.nobodyAskedWordsGive':
    'personne ne peut taper les mots ici ; donnez les douze comme entendus : --heard "word word ..."',
  'heard.typeMissingWordsNeighbour':
    "Tapez les mots manquants comme le voisin les lit, non d'après un fichier ou un courriel.",
  'heard.askForWord': 'Mot {place} : ',
  'heard.wordNotTyped': "le mot {place} n'a pas été tapé",

  'gpg.gpg': 'gpg : {why}',
  'gpg.noAnswerUsefulLength': "pas de réponse d'une longueur utile",
  'gpg.endedWith': 'terminé avec {code}',

  'ownKey.gpgKey': 'la clé gpg {gpg}',
  'ownKey.theKey': 'La clé',
  'ownKey.notYourKey': "{name} n'est pas votre clé : c'est {fingerprint}{more}",
  'ownKey.theKeyOf': ', la clé de {holder}',
  'ownKey.session': `
cette session est celle de {officer} avec {fingerprint}`,
  'ownKey.whose': `, la clé de {holder}
la connexion est pour {officer}`,

  'signer.exactBytesSignSign':
    'Les octets exacts à signer sont dans {file}. Signez-les, par exemple avec',
  'signer.gpgDetachSign': '  gpg -u {fingerprint} --detach-sign {file}',
  'signer.runSameCommandAgain': 'et relancez la même commande.',
  'signer.draftOpenedKeyGpg':
    "un brouillon s'ouvre avec --key ou --gpg, non avec une clé qui est ailleurs",
  'signer.signatureBinaryGpgWithout':
    'la signature doit être binaire : gpg sans --armor, sq avec --binary',
  'signer.onlyOneKeyGpg': 'donnez une seule option parmi --key, --gpg et --detached',
  'signer.gpgFingerprintPrimaryKey': "--gpg : l'empreinte de la clé primaire",
  'signer.sayHowSignKey': 'dites comment signer : --key, --gpg ou --detached',
  'signer.detachedFileNameEnds': '--detached : un nom de fichier qui finit par .sig',
  'signer.detachedNeedsCertificatePublic':
    '--detached exige --certificate, la partie publique de la clé',

  'logProof.provenEntry': 'Prouvé : inscription {index} sur {size} dans {origin}',
  'logProof.root': 'Racine {root}',
  'logProof.noCosignatureAsked': "Aucune contresignature n'a été demandée.",
  'logProof.cosignedBy': 'Contresigné par {cosigned}',
  'logProof.noCosignatureOf': 'aucune contresignature de {witness}',

  'attachmentSize.gatewayTakes': '{name} : {has} ; cette passerelle accepte {takes}',
  'attachmentSize.mebibytes': '{bytes} Mio',
  'attachmentSize.bytes': '{size} octets',
  'attachmentSize.limitBytes': '{limit} octets',

  'sendingAttachments.toBytes': '{file} : 1 à {attachmentBytes} octets',
  'sendingAttachments.attachMostFiles': '--attach : {attachments} fichiers au plus',
  'sendingAttachments.notTaken': 'Non accepté : {name}',
  'sendingAttachments.storedDifferently': "{name} : n'est pas enregistré à l'identique",
  'sendingAttachments.longerSigned': 'plus long que ce qui a été signé',
  'sendingAttachments.notBytesSigned': 'ce ne sont pas les octets qui ont été signés',
  'sendingAttachments.sending': 'Envoi de {name} : {percent} %',
  'sendingAttachments.reading': 'Lecture de {name} : {percent} %',
  'sendingAttachments.fetching': 'Réception de {name} : {percent} %',
  'sendingAttachments.scanned': '{name} : {scan}.',
  'sendingAttachments.flaw': '{file} : {flaw}',

  'sendingDuplicates.otherDeskLine': 'Un bureau de permanence y travaille peut-être déjà.',
  'sendingDuplicates.weAsk': 'de nous',
  'sendingDuplicates.theyAsk': "d'eux",
  'sendingDuplicates.same': 'même {by}',
  'sendingDuplicates.nobody': 'personne',
  'sendingDuplicates.document': 'numéro de document',
  'sendingDuplicates.plate': 'immatriculation',
  'sendingDuplicates.phone': 'téléphone',
  'sendingDuplicates.vessel': 'navire',
  'sendingDuplicates.person': 'nom et date de naissance',
  'sendingDuplicates.spent':
    "Personne n'a cherché de doublons : vos contrôles de cette heure sont épuisés{again}.",
  'sendingDuplicates.about': 'Sur le même sujet, ces {days} derniers jours :',
  'sendingDuplicates.threadYourAuthority': 'fil {thread} de votre autorité',
  'sendingDuplicates.aboutSameThreadYour': 'Sur le même sujet : fil {thread} de votre autorité.',
  'sendingDuplicates.anotherDeskAskedAbout':
    "Un autre bureau s'est enquis de ce que vous traitez, la dernière fois le {askedAbout}.",
  'sendingDuplicates.anotherDesk': 'AUTRE BUREAU ?',
  'sendingDuplicates.duplicate': 'DOUBLON ?',

  'editor.editNotStart': '--edit : {program} ne démarre pas : {message}',
  'editor.destroyYourself': 'Détruisez {parent} vous-même : {error}',
  'editor.editEnded': '--edit : terminé par {reason}',
  'editor.endedWith': "{program} s'est terminé avec {code}",
  'editor.editSetVisualEditor': '--edit : définissez VISUAL ou EDITOR, par exemple EDITOR=nano',
  'editor.shortenMoreBytes': 'Raccourcissez-le : il a plus de {bytes} octets.',
  'editor.moreBytes': 'plus de {bytes} octets',

  'enclosing.noConsent': "{item} n'est pas un consentement de {thread}",

  'follow.signedQueuedWaitingReceipt':
    "Signé et en file d'envoi ; attente de l'accusé de {state} : {since} s ",
  'follow.gatewayGivesNoProof': 'la passerelle ne donne pas de preuve',
  'follow.directoryStateNotKnown': "l'annuaire de cet État n'est pas connu",

  'submit.youSign': 'Vous signez ce document {kind} avec {signer} :',
  'submit.fromOf': '    de {officer}, {authority} de {state}',
  'submit.aloneRead': '    à {authority} de {state}, seule à pouvoir le lire avec {recipientKeys}',
  'submit.purposeHandlingEvaluation': '    finalité {purpose}, traitement {handling}, évaluation ',
  'submit.keptMonths': '{source}{information}, conservé {retentionMonths} mois',
  'submit.attachmentBytesSha256': '    pièce jointe {name}, {size} octets, sha256 {sha256}',
  'submit.signSend': 'Signer et envoyer ceci ?',

  'session.sessionNotLogged': "la session n'est pas celle de qui s'est connecté",
  'session.otherState':
    "cette connexion nomme l'État {state} ; la passerelle à cette adresse est d'un autre",
  'session.otherOrigin': "cette connexion nomme l'adresse {origin} ; la passerelle en a une autre",
  'session.moved':
    'vous êtes désormais à {authority}, et non à {profileAuthority} : connectez-vous de nouveau',
  'session.sessionEndedYourKey': 'La session avait pris fin ; votre clé en a ouvert une nouvelle.',

  'threads.noStopWordWaits': "aucun mot d'arrêt n'attend votre État ici",
  'threads.noRecallWaitsYour': "aucun rappel n'attend votre réponse ici",
  'threads.oneRecall': 'lequel ? --recall {first}',

  'moments.allowed': 'permis : 2026-03-01 ou 2026-03-01T08:00Z, UTC',
  'moments.ended':
    "--to ne doit pas être antérieur à --from, par défaut l'instant présent ; sans --to, la fin par défaut doit être à venir",
} as const;
