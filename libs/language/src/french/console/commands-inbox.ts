export const frenchCommandsInbox = {
  'copies.copiesDescription':
    "Au point de contact national : ce que d'autres demandent et disent, le plus récent d'abord.",
  'copies.copyDescription':
    "Un de ces documents, tel qu'il a été signé ; personne n'y répond d'ici.",
  'copies.copyDispatchArgument': 'identifiant du document copié',
  'copies.withheldDescription':
    "Pour un superviseur : ce qui n'a pas été copié au point de contact, et pourquoi.",
  'copies.asks': '{from} demande à {to}',
  'copies.tells': '{from} informe {to}',
  'copies.answers': '{from} répond à {to}',
  'copies.forward': '{from} transmet à {to}',
  'copies.clarification': '{from} répond à la question de {to}',
  'copies.of': '{peerAuthority} de {peer}',
  'copies.correctionBetween': 'une correction entre {own} et {other}',
  'copies.erased': 'EFFACÉ',
  'copies.moreFollowAfter': 'Suite : --after {next}',
  'copies.nothingHere': 'Rien ici.',
  'copies.copiedAt': '{copy} ({requestType}, {state}), copié le {at}',
  'copies.with': ' avec {signer}',
  'copies.signedBy': '    signé par {officer}{signer}  {judged}',
  'copies.askWhatHoldsNow': '    {acts} le {at} : demandez à {authority} ce qui vaut maintenant',
  'copies.notVerified': '{dispatch} de {authority} : {problem}',
  'copies.toThem': "{kind} à l'autre autorité, par {officer}",
  'copies.fromThem': "{kind} de l'autre autorité, par {officer}",
  'copies.here': '{authority} ici',

  'desk.officerArgument': 'un agent de permanence de votre autorité',
  'desk.nobody': 'personne',
  'desk.whatSaysLiaiseInbox': 'Pour la lire : liaise inbox show {thread} --purpose PURPOSE',
  'desk.assignDescription': "Confier une demande à un collègue ; rien n'est envoyé.",
  'desk.assignHelp': `Pour une demande que personne n'a, ou que vous avez. À un agent qui ne peut plus agir, chacun peut la reprendre. À un agent
injoignable, vous la reprenez vous-même : aussitôt pour un danger pour la vie, ou si vous êtes suppléant sur sa liste d'accès ;
sinon après \`break-glass\` pour HOLDER_UNREACHABLE. Cet agent en est informé (\`notices\`).`,
  'desk.releaseDescription':
    "Remettre une demande à disposition : personne ne l'a plus ; rien n'est envoyé.",
  'desk.handoverDescription':
    'Remettre votre service : tout ce que vous avez en charge et qui est ouvert passe à un collègue.',
  'desk.handoverHelp': `Ce qui est terminé vous reste, sauf si un rappel y attend une réponse. Ce à quoi vous avez répondu vous reste lisible : vous êtes
sur sa liste d'accès, jusqu'à ce que le collègue vous en retire.`,
  'desk.moreHand':
    '{officer} a {threads, plural, one{{threads} demande} other{{threads} demandes}} de plus en charge.',
  'desk.someLeftHandOver': 'Il en reste : remettez encore une fois.',
  'desk.transferDescription':
    "Transférer une demande à l'autorité compétente de cet État ; l'expéditeur en est informé.",
  'desk.transferHelp':
    'Le délai continue de courir. Votre autorité ne voit plus la demande ; vos notes à son sujet restent chez vous.',

  'inbox.inboxDescription': 'Ce que les voisins nous demandent.',
  'inbox.listDescription':
    "Ce qui est arrivé : dangers pour la vie que personne n'a pris en charge, autres ouvertes, puis les plus récentes.",
  'inbox.listUnclaimedOption': "seulement ce qui est ouvert et que personne n'a pris en charge",
  'inbox.listMineOption': 'seulement ce que vous avez en charge',
  'inbox.showDescription': "L'histoire d'une demande arrivée.",
  'inbox.claimDescription': "Prendre une demande en charge ; rien n'est envoyé.",
  'inbox.answerDescription':
    "Composer, montrer, signer et mettre en file d'envoi une réponse, un refus, une question, un report.",
  'inbox.answerFileArgument': "JSON : '{kind, purpose, handling?, body}'",
  'inbox.againstOption':
    'le dernier document que vous aviez lu en écrivant le fichier ; sans cela, le dernier qui est plus ancien que le fichier',
  'inbox.help': `Un fichier qui répond ; "final": false promet une suite. "subjects" peut manquer si la réponse ne nomme personne ni rien ; une
personne sans "category" est refusée, comme dans une demande :
{answerExample}
{copiedToo}

Un fichier qui refuse ; "partial": true refuse une partie et promet le reste :
{refusalExample}

Un fichier qui pose une question ; le délai est suspendu jusqu'à leur réponse :
{questionExample}

Un fichier qui annonce un report ; seul JUDICIAL_AUTHORISATION déplace l'échéance, à 366 jours au plus,
tant que la demande n'est pas en retard ; ensuite il ne déplace rien :
{delayExample}

Un autre a pu être plus rapide. Alors rien n'est envoyé, votre fichier reste tel quel, et ce qui est venu depuis que vous l'avez
écrit vous est montré.

{whereLists}`,
  'inbox.ackDescription': 'Dire au voisin que sa demande est en cours de traitement.',
  'inbox.ackNoteFileOption': "un fichier avec quelques mots à joindre à l'envoi",
  'inbox.ackIndirectOption':
    "les informations sont à obtenir d'autrui : une demande urgente a alors trois jours, si c'est dit à temps",

  'inboxReply.replyDescription':
    "Remplir un formulaire, montrer, signer et mettre en file d'envoi une réponse, un refus, une question, un report.",
} as const;
