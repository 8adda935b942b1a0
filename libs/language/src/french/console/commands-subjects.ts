export const frenchCommandsSubjects = {
  'operation.haltDescription':
    "Donner le mot d'arrêt : plus personne n'avance dans l'opération, dans aucun de ses États.",
  'operation.haltFileArgument': 'un fichier qui dit le danger, si le temps le permet',
  'operation.haltHelp': `Pour une livraison surveillée ou une surveillance, par tout agent du bureau (du côté qui demande : un officier de liaison), à tout
moment ; qui n'est pas sur la liste d'accès commence par "break-glass". L'arrêt passe avant tout le reste. L'opération reprend quand les
deux États ont dit "resume". Si plusieurs États ont été sollicités par une même diffusion, la passerelle qui a demandé avertit les autres.`,
  'operation.resumeDescription': "Dire pour votre État qu'une opération arrêtée peut reprendre.",
  'operation.resumeFileArgument': "un fichier qui dit ce dont on s'est assuré",
  'operation.resumeHelp':
    "Lève le plus ancien mot d'arrêt que votre État n'a pas levé ; les deux États lèvent chacun d'eux.",
  'operation.assessDescription':
    "Évaluer à nouveau le risque d'une opération pour les personnes ; la plus récente évaluation compte.",
  'operation.assessHelp':
    "Vaut 72 heures au plus. Passé ce délai, l'opération n'avance plus, dans aucun des deux États.",

  'haltsStop.longNeighbourWorksRequest':
    'Tant que le voisin travaille sur la demande, vous signez en même temps un retrait sans motif.',
  'haltsStop.whatYouAskedStays': 'Ce qui vous a été demandé reste sans réponse.',
  'haltsStop.stopDescription':
    "Ne plus rien communiquer au voisin sur une personne ; il n'apprend ni pourquoi, ni que c'est le cas.",
  'haltsStop.stopFileArgument':
    'un texte de {stopLength} caractères au plus, pour votre seule autorité',
  'haltsStop.stopGroundOption': 'pourquoi : {stopGrounds}',
  'haltsStop.stopHelp': `Le délai est suspendu de votre côté, et plus rien du fil ne part. {withdraws}
Motif et texte ne sont jamais envoyés. Deux agents lèvent le blocage : "lift" et "lift-confirm".`,
  'haltsStop.liftDescription': 'Proposer de lever un blocage ; un autre agent le confirme.',
  'haltsStop.liftFileArgument': 'pourquoi : un texte de {stopLength} caractères au plus',
  'haltsStop.liftConfirmDescription': 'Lever un blocage dont un autre agent a proposé la levée.',
  'haltsStop.lifted': 'Levé : {stop}',
  'haltsStop.stopsDescription': "Ce qui a bloqué un fil, par qui et pourquoi, et qui l'a levé.",
  'haltsStop.nothingStopped': "Rien ne l'a bloqué.",

  'person.name': 'Nom, un par ligne ; vide pour finir : ',
  'person.birthDate': 'Date de naissance (un jour tel que 1984-05-30) ; peut rester vide : ',
  'person.number':
    "Numéro d'un document, d'une plaque ou d'un téléphone, un par ligne ; vide pour finir : ",
  'person.nobodyAsked': 'personne ne peut être interrogé ici : nommez un fichier avec la personne',

  'asks.askDescription':
    "Demander aux délégués à la protection des données des voisins ce qu'ils gardent d'une personne.",
  'asks.askFileArgument':
    'qui est la personne, comme pour `subject search` ; sans fichier : demandé dans un terminal',
  'asks.askToOption': "à qui demander ; possible jusqu'à {mostStates} fois",
  'asks.askGroundOption': 'ce que veut la personne : {subjectGrounds}',
  'asks.askReferenceOption': 'celle de la démarche de la personne dans vos propres dossiers',
  'asks.askAnswerByOption': 'pour quand vous voulez la réponse ; sinon : dans un mois',
  'asks.askWishOption': 'ce qui est à rectifier, à effacer ou à limiter',
  'asks.askLanguageOption': 'celle dans laquelle vous écrivez',
  'asks.askHelp': `Chaque État est interrogé à part ; la question est signée et scellée, si bien que seuls les délégués à la protection des données
de cette autorité peuvent la lire. Vous voyez chaque document avant de le signer. Cinquante par jour.`,
  'asks.toAtMost': '--to : {mostStates} au plus',
  'asks.detachedOneStateTime': '--detached : un seul État à la fois',
  'asks.askedThread': 'Demandé à {state}/{authority} : fil {thread}',
  'asks.signedQueuedThreadDispatch':
    "Signé et mis en file d'envoi : fil {thread}, document {dispatch}",
  'asks.asksDescription':
    "Ce qui fut demandé à votre autorité sur des personnes, et ce qu'elle a demandé ; le plus récent en premier.",
  'asks.asksReceivedOption': 'seulement ce que demandent les voisins',
  'asks.asksSentOption': 'seulement ce que demande votre autorité',
  'asks.asksLimitOption': 'nombre maximal de lignes de chaque sorte, 1 à {asksPage}',
  'asks.asksAfterOption': 'avec --received ou --sent : continuer après ce fil',
  'asks.afterReceivedSent': '--after : dans quelle liste, --received ou --sent ?',
  'asks.nothingHere': 'Rien ici.',
  'asks.moreFollowAfter': 'Suite : --{place} --after {next}',
  'asks.showDescription':
    'Ce qui fut demandé sur une personne, ce qui fut répondu, et où en est la question.',
  'asks.showHelp':
    'Les documents et les accusés du voisin sont vérifiés ici, par les annuaires des deux États.',
  'asks.moreDocumentsFollowAfter':
    "D'autres documents suivent après {next} ; ils ne sont pas montrés.",

  'replies.yesOption': 'signer sans poser la question',
  'replies.answerDescription':
    "Répondre à la question d'un voisin sur une personne, par ce que garde cet État.",
  'replies.answerAlsoOption':
    "parler aussi de ce dossier, bien qu'il soit partagé avec un autre État ; possible plusieurs fois",
  'replies.answerLeaveOutOption': 'ne pas parler de ce dossier ; possible plusieurs fois',
  'replies.answerRestrictedOption':
    'motifs de ne pas le dire, séparés par des virgules : {subjectRestrictions}',
  'replies.answerMeasureOption': 'ce qui fut fait à la suite du souhait : {subjectMeasures}',
  'replies.answerSearchesOption':
    'combien de vos recherches du jour y consacrer au plus ; ce qui reste au-delà est déclaré retenu',
  'replies.answerRemarksOption': 'quelques mots en plus',
  'replies.answerLanguageOption': 'celle dans laquelle vous écrivez',
  'replies.answerHelp': `La personne est d'abord cherchée ici, comme par \`subject search\` : la recherche est comptée et consignée, sous le motif et la
référence de la question. Vous voyez ce qui fut trouvé, et signez ce qui en est dit : les dossiers échangés avec l'État qui demande, et
aucun autre, sauf avec --also. Ce qui est trouvé sans être dit est déclaré retenu ; si ce devait être le tout, vous choisissez :
--also, --leave-out ou --restricted. Avec --restricted seul, la réponse ne dit pas s'il y a quelque chose, et aucune recherche restante
n'est nécessaire. Une réponse ultérieure remplace la précédente.`,
  'replies.noFileNamesPerson': 'Aucun dossier ne nomme ici la personne.',
  'replies.withdrawDescription':
    "Dire à un voisin qu'une question sur une personne n'appelle plus de réponse.",
  'replies.withdrawReasonOption': "pourquoi ; ce n'est pas obligatoire",
  'replies.subjectTooVagueWhat':
    "SUBJECT_TOO_VAGUE : ce que la question dit de la personne ne permet de chercher personne ; rien n'a donc été trouvé.",
  'replies.subjectSearchesSpentNot':
    "SUBJECT_SEARCHES_SPENT : la recherche n'est pas allée jusqu'au bout ; il peut y avoir plus.",
  'replies.moreFilesNamePerson':
    "D'autres dossiers nomment peut-être la personne : la recherche n'est pas allée jusqu'au bout, et ce qui reste au-delà compte comme retenu.",
  'replies.nothingOpensThread': "rien n'ouvre le fil",

  'subjectsSubject.subjectDescription':
    "Pour un délégué à la protection des données : ce que des États gardent d'une personne qui demande.",
  'subjectsSubject.searchDescription':
    'Quels dossiers de toutes les autorités de cet État nomment la personne.',
  'subjectsSubject.searchFileArgument':
    'qui est la personne ; sans fichier : demandé dans un terminal',
  'subjectsSubject.searchGroundOption': 'ce que veut la personne : {subjectGrounds}',
  'subjectsSubject.searchReferenceOption':
    'celle de la démarche de la personne dans vos propres dossiers',
  'subjectsSubject.searchAfterOption': 'continuer après ce fil, le dernier vu',
  'subjectsSubject.searchHelp': `Le fichier dit de qui il s'agit, pour qu'aucun nom ne reste dans l'historique de votre shell :
  '{"names": ["Amira Haddad", "أميرة حداد"], "birthDate": "1999-02-03", "numbers": ["P1234567", "+49 151 1234567"]}'
Chaque graphie du nom est cherchée par tous ses mots, dans n'importe quel ordre ; qui porte ce nom et une autre date de naissance est
compté, non montré. Un numéro de document, de téléphone ou de plaque suffit à lui seul. De chaque dossier, vous apprenez ce qu'une personne
peut en savoir, jamais ses textes. Cinquante fois par jour. Le journal reçoit le motif et des empreintes ; avec --json, vous recevez ce
qu'elles représentent : gardez-le avec la démarche, car l'État n'en garde pas de copie.
Ce que des voisins ont été priés de dire sous la même référence (\`subject ask\`), qu'ils aient répondu ou non, figure au-dessous.`,
  'subjectsSubject.askedOf': 'Demandé à {peer}/{peerAuthority} : {each}',
  'subjectsSubject.noFileNamesPerson':
    "Aucun dossier ne nomme ici la personne parmi ceux qu'il concerne, ni parmi les personnes d'une demande formelle, sous ces graphies et ces numéros.",
  'subjectsSubject.notLookedTextsNotes':
    'Non examinés : textes, notes, pièces jointes, autres graphies du nom, ce qui est effacé.',
  'subjectsSubject.partFileAbove': ' (a part à un dossier ci-dessus)',
  'subjectsSubject.notAskedUnderReference':
    'Non interrogés sous cette référence : {notAsked}. Leurs dossiers ne sont pas dans cette recherche : liaise subject ask.',
  'subjectsSubject.sameNameAnotherDate':
    'Même nom, autre date de naissance : {namesakes}, non montrés.',
  'subjectsSubject.moreFollowAfter': 'Suite : --after {next}',
  'subjectsSubject.onlyYourNewestAsks':
    'Seules vos questions les plus récentes ont été examinées pour la référence ; les plus anciennes : liaise subject asks --purpose DATA_SUBJECT_RIGHTS --sent --after {asksNext}',
  'subjectsSubject.entryLogSearchesLeft':
    'Inscription {event} du journal ; recherches restantes en 24 heures : {searchesLeft}.',
} as const;
