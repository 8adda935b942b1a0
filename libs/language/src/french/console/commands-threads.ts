export const frenchCommandsThreads = {
  'attachment.attachmentDescription': 'Fichiers venus avec un document.',
  'attachment.getDescription': 'Récupérer une pièce jointe et la comparer à ce qui fut signé.',
  'attachment.getDispatchArgument': 'identifiant du document',
  'attachment.getPositionArgument': 'numéro de la pièce jointe, à partir de 0',
  'attachment.getOutOption': 'nouveau fichier à écrire',
  'attachment.getInboxOption': "d'une demande reçue ; sinon, d'une demande que nous avons envoyée",
  'attachment.noAttachment': "{dispatch} n'a pas de pièce jointe {position}",
  'attachment.bytesSignedSha256':
    '{out} : {size} octets, conforme à ce qui fut signé (sha256 {sha256})',
  'attachment.mindWhatYouOpen': "Attention au programme avec lequel vous l'ouvrez : {differs}.",

  'threadsDuplicates.duplicatesDescription':
    "Chercher si quelqu'un travaille déjà sur l'objet d'une demande.",
  'threadsDuplicates.duplicatesFileArgument': 'le fichier de la demande, comme pour send',
  'threadsDuplicates.duplicatesHelp': `Même numéro de document, de plaque, de téléphone, même navire, ou même nom et date de naissance, en 90 jours. Les fils de votre
autorité sont nommés. Des autres autorités, vous apprenez seulement qu'un bureau de permanence y travaille peut-être déjà ; ce bureau
est averti que quelqu'un a demandé. Trente fois par heure ; la finalité du fichier est consignée au journal.`,
  'threadsDuplicates.nobodyKnownWork': "On ne sait de personne qu'il y travaille.",
  'threadsDuplicates.noticesDescription':
    "Ce qui vous est annoncé de vos fils, le plus récent en premier : alertes, accès d'urgence, qui vous en a repris un ; et que d'autres bureaux ont demandé, sans dire qui.",
  'threadsDuplicates.noticesLimitOption': 'nombre maximal de lignes, 1 à 100',
  'threadsDuplicates.noticesAfterOption': 'continuer après cet avis, le dernier vu',
  'threadsDuplicates.nothingHere': 'Rien ici.',
  'threadsDuplicates.moreFollowAfter': 'Suite : --after {next}',

  'filled.purposeOption':
    'finalité du document ; sinon celle de la demande, si elle fut montrée ici, ou bien elle vous est demandée',
  'filled.purposeNeeded':
    "il faut --purpose : ce fil n'a pas été montré ici, ou sa demande indique SAFETY_OF_LIFE sans être RISK_TO_LIFE ; un de {purposes}",
  'filled.purposeUnsaid':
    '--yes signe sans demander : dites vous-même par --purpose à quelle fin vous signez ; la demande indique {purpose}',
  'filled.textOption': 'le texte principal : ce qui est demandé, les informations, les motifs',
  'filled.setOption':
    'un membre, tel que details.place=PLACE ou subjects.0.name=NAME ; possible plusieurs fois',
  'filled.fromOption': "commencer par les membres d'un fichier",
  'filled.editOption': 'remplir le formulaire avec $VISUAL ou $EDITOR',
  'filled.keepOption': 'ne rien envoyer : garder en brouillon, chiffré, voir `liaise draft --help`',
  'filled.outOption':
    'écrire aussi ce qui est rempli dans un nouveau fichier privé ; le renvoyer avec --from',
  'filled.formHelp': `
Ce qui n'est pas donné est demandé dans un terminal ; un script le donne par --to, --purpose, --text et --set, ou par --from. Ce qui ne va
pas est dit aussitôt. Puis le document entier est montré, et envoyé après un seul « oui ». Ce qui n'a pas été envoyé est gardé en brouillon,
que seule votre clé ouvre : \`liaise draft resume\` le reprend. Signé ailleurs (--detached), rien n'est gardé ; utilisez --out.`,
  'filled.purposeWords':
    "Finalité {purpose}, comme l'indique la demande ; --purpose pour une autre.",
  'filled.draft': 'brouillon',
  'filled.form': 'formulaire',

  'formSending.nothingSent': "Rien n'a été envoyé. {id}",
  'formSending.form': 'formulaire',
  'formSending.resumeWords': 'Votre texte est gardé, chiffré : liaise draft resume {id}',
  'formSending.attachMostFiles': '--attach : {files} fichiers au plus',
  'formSending.full': '{drafts} brouillons sont gardés',
  'formSending.whatYouWriteNow':
    "{full} : ce que vous écrivez maintenant est perdu si ce n'est pas envoyé, voir --out.",
  'formSending.arrivedLookListBefore':
    "C'est peut-être arrivé : regardez la liste avant de renvoyer.",
  'formSending.yourTextNotKept': "Votre texte n'est pas gardé en brouillon ({said})",
  'formSending.sentDraftStill': "C'est envoyé, et le brouillon {id} est encore là ({said}).",
  'formSending.fileWords':
    "JSON : '{'kind: \"{kind}\", purpose, handling?, body'}' ; aucun : un formulaire est rempli",
  'formSending.fileSentWithoutBegins':
    'un fichier part tel quel, sans --{given} ; avec --from, il sert de début à un formulaire',

  'form.formDescription':
    "Afficher un exemple rempli d'un type de demande ou d'un genre de document, à modifier.",
  'form.formDeskArgument': 'voir les listes ci-dessous',
  'form.formHelp': `Types de demande :
{formTypes}

Genres de document :
{formKinds}

Ce qui est affiché est accepté tel quel : changez les noms, les faits et le destinataire, puis envoyez-le avec la commande indiquée à côté.
Personne n'est interrogé et rien n'est envoyé. Certains genres n'ont pas de fichier : alors la commande qui les écrit est indiquée. Un type
que les passerelles n'échangent pas encore est refusé (NOT_AVAILABLE_YET). Ce que chaque membre peut encore contenir :
proto/documents.md et proto/kinds.`,
  'form.editItThen': 'Modifiez-le, puis : {sends}',
  'form.noFileNeeded': "Aucun fichier n'est nécessaire : {sends}",

  'listing.afterOption':
    "continuer après cette ligne, la dernière vue : telle qu'elle fut indiquée, ou un fil",
  'listing.orderOption': "les plus récents d'abord, ou par échéance",
  'listing.openOption': "seulement ce qui n'est pas terminé",
  'listing.dueWithinOption':
    "seulement ce qui est en retard ou le sera dans ce nombre d'heures, et les dangers pour la vie que personne n'a pris en charge",
  'listing.nothingHere': 'Rien ici.',
  'listing.moreFollowAfter': 'Suite : --after {next}',

  'notes.noteDescription':
    "Noter quelque chose pour votre propre autorité ; ce n'est jamais envoyé ni exporté.",
  'notes.noteFileArgument': "un texte de {noteLength} caractères au plus ; - lit l'entrée",
  'notes.notedAt': 'Noté : {at}.',
  'notes.notesDescription': 'Ce que votre autorité a noté sur une demande.',
  'notes.nothingNoted': "Rien n'est noté.",

  'paging.limitOption': 'nombre maximal de lignes, 1 à 100',
  'paging.afterThread': 'continuer après ce fil, le dernier vu',
  'paging.afterDocument': 'continuer après ce document, le dernier vu',
  'paging.afterMessage': 'continuer après ce message, le dernier vu',

  'threadsReply.whatComeSinceNot': 'Ce qui est arrivé depuis ne vous est pas montré : {code}.',
  'threadsReply.yourFileStays': ', et votre fichier reste comme il est',
  'threadsReply.nothingSent': "Rien n'a été envoyé{detail}.",

  'review.reviewsDescription':
    "Dossiers dont quelqu'un doit dire s'ils sont encore nécessaires, le plus ancien en premier.",
  'review.noFileDueReview': "Aucun dossier n'est à examiner.",
  'review.moreAfter': 'Suite avec --after {next}.',
  'review.keepDescription':
    "Garder un dossier à examiner, jusqu'au jour où il sera de nouveau à examiner.",
  'review.keepReasonOption': 'pourquoi : {keepReasons}',
  'review.keepUntilOption':
    "au plus tard au prochain examen selon la règle, et pas après l'effacement du dossier : 2026-12-01 (son premier instant, UTC) ou 2026-12-01T08:00Z",
  'review.keptUntil': "Il est gardé jusqu'à : {until}.",
  'review.wantErasedDescription': "Dire qu'un dossier à examiner doit être effacé avant son jour.",
  'review.wantErasedHelp':
    'Cela n\'efface rien : il reste dans la liste jusqu\'à ce que deux administrateurs aient signé "liaise retention erase".',
  'review.next': "Deux administrateurs l'effacent : liaise retention erase {thread}.",
  'review.notEnded': 'non terminé',
  'review.nobody': 'personne',
  'review.held': 'GELÉ',
  'review.goes': 'effacement {eraseAt}',
  'review.ended': 'terminé {endedAt}, {goes}',
  'review.caseOpen': 'AFFAIRE OUVERTE {ground}',
  'review.erasureWanted': 'EFFACEMENT VOULU',

  'threadsRoster.officerArgument': 'un agent de votre autorité',
  'threadsRoster.rosterDescription':
    "Qui peut lire un fil dans votre autorité, et qui l'a lu sans être sur sa liste d'accès.",
  'threadsRoster.says': 'Laisser un collègue lire un fil dont vous êtes titulaire.',
  'threadsRoster.saysLetColleagueRead':
    'Ne plus laisser un collègue lire un fil ; vous pouvez toujours vous retirer vous-même.',
  'threadsRoster.reasonOption': 'pourquoi : {reasons}',
  'threadsRoster.rosterBesideWhoever': "{members} sur la liste d'accès, en plus du titulaire.",
  'threadsRoster.breakGlassDescription':
    "Lire pendant quelques heures un fil dont la liste d'accès ne vous nomme pas.",
  'threadsRoster.breakGlassFileArgument': 'les faits : un texte de {mostFacts} caractères au plus',
  'threadsRoster.breakGlassReasonOption': 'pourquoi : {glassReasons}',
  'threadsRoster.breakGlassHelp': `Pour {glassHours} heures et ce seul fil, {glassPerDay} fils par jour au plus. L'accès d'urgence est inscrit au journal de garde, montré
avec le fil à tout votre bureau, et l'autre État est averti aussitôt : le motif et votre autorité, ni votre nom ni les faits.`,
  'threadsRoster.youReadUntilMore':
    "Vous pouvez le lire jusqu'à : {until} ; encore {left, plural, one{{left} fil possible} other{{left} fils possibles}} dans la journée.",

  'search.findWhatAskedNumbers':
    'Trouver ce qui fut demandé, par des numéros, des noms et des mots.',
  'search.findWhatCameNumbers': 'Trouver ce qui fut reçu, par des numéros, des noms et des mots.',
  'search.searchFileArgument':
    "fichier d'une ligne : référence, nom, plaque ou numéro de document ; - lit l'entrée",
  'search.searchHelp': `Tous les mots doivent s'y trouver, dans n'importe quel ordre. Une référence, une plaque, un téléphone, une date ou un numéro de document
est trouvé exactement, avec ses espaces et ses signes ou sans : SHIP-99 n'est pas SHIP-9. Dans les noms et les objets, un numéro est trouvé
aussi par ses parties, en dernier. Vient d'abord ce qu'un numéro a trouvé, puis un nom, puis un autre texte, chaque fois le plus récent en
premier ; chaque ligne dit par quoi.

Les mots viennent d'un fichier ou de l'entrée : les arguments d'une commande peuvent être vus par d'autres sur la machine.`,
  'search.nothingFound': "Rien n'est trouvé.",
  'search.olderOnesAddWord':
    'Il y en a peut-être de plus anciens : ajoutez un mot pour les trouver.',
  'search.reference': 'référence',
  'search.plate': "plaque d'immatriculation",
  'search.document': 'numéro de document',
  'search.phone': 'téléphone',
  'search.date': 'date',
  'search.name': 'nom',
  'search.text': 'objet',
  'search.foundBy': 'trouvé par {foundBy}',

  'sending.threadArgument': 'identifiant du fil, dans la liste : entier, ou comme il y est affiché',
  'sending.attachOption': 'un fichier à joindre ; possible plusieurs fois',
  'sending.yesOption': 'signer sans poser la question',
  'sending.signedQueuedThreadDispatch':
    "Signé et mis en file d'envoi : fil {thread}, document {dispatch}",
  'sending.to': 'à {peer} : {fate}',

  'showing.afterOption': 'continuer après ce document, le dernier vu',
  'showing.moreDocumentsFollowAfter': "D'autres documents suivent : --after {next}",

  'watch.watchDescription':
    "Ce qui se passe dans les fils de la liste, une ligne chacun, jusqu'à la fin de la session.",
  'watch.newRequest': ', pour chaque nouvelle demande',
  'watch.watchHelp': `Heure, fil, ce qui s'est passé, à quel point c'est urgent ; rien du contenu. La cloche sonne pour un danger pour la vie{detail}
et pour ce qui ne peut attendre. Une connexion perdue se rétablit d'elle-même, et rien n'est manqué. Suivre la liste ne compte pas comme
un usage de la session : elle finit comme sans cela, et la commande finit alors par 3. Regardez la liste avant de commencer. --json écrit
un objet par ligne.`,
  'watch.streamCutAgain': 'Le flux est coupé ; nouvel essai dans {pauseMs} s.',
  'watch.somethingMissedLookLiaise':
    'Quelque chose a peut-être été manqué : regardez `liaise {list} list`. ({code})',
  'watch.eventNotJson': "un événement qui n'est pas du JSON",
} as const;
