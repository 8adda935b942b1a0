export const frenchCommandsRequests = {
  'draftsDraft.draftArgument':
    'identifiant du brouillon, dans la liste : entier, ou comme il y est affiché',
  'draftsDraft.draftDescription':
    'Ce qui fut écrit et non envoyé : gardé sur cet ordinateur, chiffré pour votre clé.',
  'draftsDraft.draftHelp': `Un formulaire non envoyé est gardé de lui-même ; avec --keep, il est gardé au lieu d'être envoyé. Au plus 50 brouillons de
256 KiB ; aucun n'est supprimé au profit d'un autre. Seule votre clé les ouvre ; celui qui a été envoyé est détruit. Une nouvelle clé
n'ouvre pas ce qui fut gardé pour l'ancienne.`,
  'draftsDraft.listDescription': 'Vos brouillons, le plus ancien en premier.',
  'draftsDraft.showDescription': "Afficher un brouillon comme le fichier qui l'envoie.",
  'draftsDraft.deleteDescription': 'Détruire un brouillon.',
  'draftsDraft.draftDestroyed': 'Le brouillon est détruit.',
  'draftsDraft.resumeDescription':
    "Reprendre un brouillon, le montrer, le signer et le mettre en file d'envoi.",
  'draftsDraft.resumeToOption':
    "pour une nouvelle demande : à qui vous l'adressez, si ce n'est plus le même",
  'draftsDraft.help': `Ce qui manque vous est demandé ; --edit ouvre le tout, --set change un membre. Ce qui est arrivé dans son fil depuis sa rédaction
est montré avant de compter comme lu. Les fichiers prévus sont joints, sauf si --attach en nomme d'autres.`,
  'draftsDraft.notOpenKey': "ne s'ouvre pas avec cette clé",
  'draftsDraft.cannotRead': 'illisible',
  'draftsDraft.enclosesNothing':
    "--enclose : ce brouillon est un document {kind} ; seul un « forward » en joint d'autres",
  'draftsDraft.keptYou': 'gardé par vous',
  'draftsDraft.noDraftKept': "Aucun brouillon n'est gardé.",

  'requestsBroadcast.alsoToOption':
    'demander la même chose à une autre autorité ; possible plusieurs fois',
  'requestsBroadcast.proportionalityOption':
    'avec --also-to : pourquoi il est proportionné de les solliciter toutes',
  'requestsBroadcast.sayToWhomOption':
    'avec --also-to : dire à chacun quels autres États sont sollicités',
  'requestsBroadcast.broadcastOption':
    'reprendre une diffusion interrompue ou retenue, avec --also-to ou seul ; son identifiant a été affiché',
  'requestsBroadcast.alsoRequestSignedItself':
    '--also-to : chaque demande est signée à part, avec une clé de cette machine',
  'requestsBroadcast.sentAlready':
    'Déjà envoyé : {sent}. Omettez-les et continuez avec --broadcast {id}',
  'requestsBroadcast.erased': 'EFFACÉ',
  'requestsBroadcast.sideSideLiaiseRequest': 'Côte à côte : liaise request broadcast {id}',
  'requestsBroadcast.signedQueuedThread':
    "Signé et mis en file d'envoi : fil {thread}, à {authority} de {state}",
  'requestsBroadcast.broadcastDescription':
    'Ce qui a été demandé à plusieurs États à la fois : chaque délai, chaque accusé.',
  'requestsBroadcast.broadcastIdArgument': 'identifiant de la diffusion',
  'requestsBroadcast.receiptsGatewaySaysRequest':
    'Accusés selon cette passerelle ; `request show` les vérifie.',

  'following.description': 'Répondre à la question du voisin ; son délai recommence à courir.',
  'following.descriptionTellNeighbourWhat':
    'Dire au voisin à quoi la réponse a servi, et clore la demande.',
  'following.replyDescription':
    'Envoyer un autre document que permet le type de la demande ; le fichier en nomme le genre.',
  'following.replyFileArgument':
    "JSON : '{kind, purpose, handling?, body}' ; sans fichier : un formulaire, voir --kind",
  'following.replyKindOption': 'sans fichier : {kinds}',
  'following.withoutFileKind': 'sans fichier : --kind, un de {kinds}',
  'following.replyHelp':
    "`liaise request form KIND` affiche un fichier rempli de chaque genre, et la commande qui l'envoie.",
  'following.withdrawDescription': "Dire au voisin qu'une demande n'appelle plus de réponse.",
  'following.withdrawFileArgument':
    'JSON : \'{kind: "withdrawal", purpose, handling?, body}\' ; aucun : sans motif',
  'following.withdrawHelp': `Sans fichier ni texte, le retrait dit seulement que la demande n'appelle plus de réponse. C'est le cas ordinaire : un retrait
pour la sécurité d'une personne dit la même chose, et ne doit pas s'en distinguer. --text, --edit, --set et --from disent pourquoi.
{formHelp}`,
  'following.purpose': '--purpose : {known}',

  'requestsLife.lifeDescription':
    'Des personnes sont en danger : solliciter un voisin aussitôt, en une ligne.',
  'requestsLife.lifeWordsArgument': 'ce qui se passe, et ce que vous demandez',
  'requestsLife.lifeToOption': 'à qui vous demandez',
  'requestsLife.lifeWhereOption': "une position, la latitude d'abord, ou un lieu décrit en mots",
  'requestsLife.lifePersonsOption': 'combien de personnes ; sinon : inconnu',
  'requestsLife.lifeChildrenOption': 'des enfants parmi elles',
  'requestsLife.lifeRescueOption': 'si la coordination du sauvetage est au courant',
  'requestsLife.lifeSituationOption':
    '{dangerSituations} ; sinon : SEA avec une position, OTHER avec un lieu décrit',
  'requestsLife.lifeReferenceOption': 'votre propre référence ; sinon : LIFE et le jour',
  'requestsLife.lifeLanguageOption': 'celle de vos mots, deux ou trois lettres ; sinon : en',
  'requestsLife.help': `Vous voyez le tout, répondez « oui » une fois, et l'envoi passe avant tout le reste. Ce que vous ne dites pas est inconnu : enfants et
sauvetage partent comme UNKNOWN, et aucun nombre de personnes n'est donné. Une position est prise pour un lieu en mer : à terre,
précisez --situation vehicle, ou ce qu'il en est. La demande est du type RISK_TO_LIFE, pour la finalité SAFETY_OF_LIFE, urgente,
de traitement H1, conservée douze mois ; aucune infraction n'est nécessaire. Le voisin a 15 minutes pour la prendre en charge.
Pour plus d'une ligne : liaise request form RISK_TO_LIFE > life.json

Positions : "43.1N 15.2E", "43 06.0N 015 12.0E", "43-06-00N 015-12-00E" avec ou sans les signes des degrés et minutes, "N43.1 E15.2", ou
degrés avec signe "43.1, 15.2", où le sud et l'ouest ont un moins. Ce qui contient un mot part tel que vous l'écrivez.`,
  'requestsLife.notSentFarKnown':
    "NON ENVOYÉ à {state}, pour ce qu'on en sait ici : l'erreur ci-dessous dit pourquoi.",

  'new.newDescription':
    "Remplir un formulaire, montrer la demande, la signer et la mettre en file d'envoi.",
  'new.newTypeArgument': 'type de demande, voir `liaise request form --help`',
  'new.newToOption': 'à qui vous demandez ; sinon, la question vous est posée',

  'request.requestDescription': 'Ce que nous demandons aux voisins.',
  'request.listDescription':
    "Nos demandes : dangers pour la vie que personne n'a pris en charge, autres encore ouvertes, puis les plus récentes.",
  'request.listMineOption': 'seulement ce que vous avez envoyé',
  'request.showDescription': "L'histoire d'une demande : où elle est, qui l'a.",
  'request.showHelp': `Les documents et les accusés du voisin sont vérifiés ici, par les annuaires des deux États : [vérifié] ou
[NON VÉRIFIÉ : pourquoi], en JSON le membre "verified" d'un document et d'une étape. Si un seul n'est pas vérifié, la commande
finit par 4.`,

  'seen.duplicatesSeenOption':
    "avec --yes : envoyer même si d'autres travaillent sur la même chose ; on vous montre qui",
  'seen.sendSame': 'Envoyer quand même ?',

  'send.sendDescription':
    "Composer une demande, la montrer, la signer et la mettre en file d'envoi.",
  'send.sendFileArgument': "JSON : '{to: {state, authority}, purpose, handling?, body}'",
  'send.help': `Un fichier :
{requestExample}

Avant de signer, vous voyez qui travaille déjà sur la même chose (\`duplicates\`), et l'acceptez aussi. Là où personne ne peut
répondre, --yes seul est alors refusé (DUPLICATE_NOT_SEEN) ; --yes --duplicates-seen le montre et envoie quand même. Un danger pour la vie
n'attend jamais.
L'exemple de chaque type : \`liaise request form TYPE\`.
Pour demander la même chose à plusieurs États : --also-to. L'un après l'autre, c'est refusé pendant 24 heures (BROADCAST_NEEDED ; pas pour
un danger pour la vie) : retirez ce qui est déjà parti et demandez à tous, ou dites dans la demande suivante ce que le premier État
a répondu.
Sans "handling", la demande porte H1 (pas devant un tribunal sans permission), X4, et est conservée douze mois
après l'échange (le dossier entier disparaît avec ce qui est conservé le moins longtemps). Avec H2, ou "tlp" RED,
elle est lue là-bas, mais ses fichiers n'y sont remis qu'après votre consentement (\`consent\`) ; ceux d'un
danger pour la vie le sont aussi sans consentement, pour la finalité SAFETY_OF_LIFE.
Elle indique les délais dont les deux États sont convenus (\`peer list\`), sauf si ce sont ceux d'usage.
S'il y faut un pouvoir de l'autre État, "powers" dans le corps dit lequel, comme ["BANK_DATA", "INTERCEPTION"] : avant de signer,
vous voyez ce qui doit être demandé formellement selon votre loi (\`liaise policy show\`), et eux selon la leur.
{copiedToo}
Une réponse à une demande qui leur est cachée l'est aussi.
{whereLists}`,
  'send.tellDescription': "Communiquer à un voisin ce qu'il n'a pas demandé.",
  'send.tellFileArgument':
    "JSON : '{to: {state, authority}, purpose, handling?, body}' ; aucun : un formulaire est rempli",
} as const;
