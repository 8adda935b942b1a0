export const frenchCommandsPeers = {
  'broker.acceptBrokerDescription':
    "Accepter les défauts connus d'un ancien nats-server : deux administrateurs signent.",
  'broker.acceptBrokerVersionArgument':
    'exactement comme `liaise doctor` la montre ; inutile avec --cosign, --submit',
  'broker.help': `Cela vaut pour cette seule version. Sinon, aucune liaison avec un État réel ne fonctionne sur un nats-server antérieur à 2.12.12 ou 2.14.3 ;
les codes qu'aucun pays n'a, tels que XA, sont exemptés : ils servent aux tests et aux essais.`,
  'broker.nameVersionExample': 'nommez la version, par exemple 2.10.27',

  'peersCeremony.inviteDescription':
    'Écrire le fichier qui invite un voisin ; la passerelle doit tourner.',
  'peersCeremony.inviteDirOption': "dossier de l'installation",
  'peersCeremony.inviteOutOption': 'nouveau fichier ; il ne contient rien de secret',
  'peersCeremony.inviteAddressOption': 'où le voisin joint notre frontière',
  'peersCeremony.inviteConnectOption':
    'nous nous connectons au voisin ; sinon il se connecte à nous',
  'peersCeremony.invitationLink': '{out} : invitation de {state}, liaison {linkId}',
  'peersCeremony.acceptDescription':
    'Répondre à une invitation par notre propre fichier ; la passerelle doit tourner.',
  'peersCeremony.acceptDirOption': "dossier de l'installation",
  'peersCeremony.acceptOutOption': 'nouveau fichier ; il ne contient rien de secret',
  'peersCeremony.acceptAddressOption':
    "où le voisin joint notre frontière, s'il se connecte à nous",
  'peersCeremony.acceptanceLink': '{out} : acceptation pour {state}, liaison {linkId}',
  'peersCeremony.confirmDescription':
    'Comparer douze mots et signer : deux administrateurs, puis chacun peut remettre le fichier.',
  'peersCeremony.confirmDirOption':
    'une installation de cette machine : pour son État, par sa passerelle ; avec --submit, sa frontière apprend la liaison',
  'peersCeremony.confirmHeardOption':
    'les douze mots tels que le voisin les a lus ; sans cela, trois vous sont demandés',
  'peersCeremony.help': `Appelez le voisin à un numéro que vous connaissez. Trois des mots ne sont pas montrés ici : tapez-les tels que le voisin les lit. Il ne
manque pas les mêmes mots à chaque côté. Un script donne les douze, tels qu'entendus : --heard "mot mot ...", avec --yes.`,
  'peersCeremony.nameBothFilesInvitation':
    "nommez les deux fichiers : l'invitation et l'acceptation",
  'peersCeremony.ownInvitation':
    "{file} : une invitation de {state}, et --dir est {state} aussi : c'est le voisin qui l'accepte",
  'peersCeremony.oneEntry': 'un seul fichier de --cosign à la fois : il va avec ces deux fichiers',
  'peersCeremony.link': 'Liaison : {met}',
  'peersCeremony.notAboutTwoFiles':
    '{file} : ne porte pas sur les deux fichiers qui ont été comparés',

  'peersLimits.limitsDescription':
    'Dire en combien de temps cet État et un voisin doivent se répondre.',
  'peersLimits.limitsStateArgument': 'le voisin ; inutile avec --cosign et --submit',
  'peersLimits.limitsUrgentOption': 'demande urgente, informations disponibles',
  'peersLimits.limitsUrgentIndirectOption': "demande urgente, informations à obtenir d'autrui",
  'peersLimits.limitsOtherOption': 'demande non urgente',
  'peersLimits.limitsStandardOption':
    'de nouveau ceux de la directive (UE) 2023/977, art. 5 : 8, 72 et 168',
  'peersLimits.limitsFromOption': 'par défaut : dans 24 heures',
  'peersLimits.help': `Deux registraires de chaque autorité le signent : toutes en sont liées. Cela vaut une fois que les deux États disent la même chose, pour les
demandes composées dès lors ; tant qu'ils diffèrent, les délais d'usage valent. Les demandes déjà envoyées gardent les leurs. De 1 à 720 heures ;
ce qui est plus urgent ne peut avoir un délai plus long. Un début fixé 24 heures à l'avance permet à chaque passerelle de l'apprendre d'abord ; jusque-là,
elle envoie et reçoit selon ce qui valait avant. Ce que disent les deux : \`liaise peer list\`. Un danger pour la vie garde le sien : quinze minutes
jusqu'à sa prise en charge, et les délais d'usage.`,
  'peersLimits.standardHoursYourOwn': '--standard, ou vos propres heures',
  'peersLimits.urgentUrgentIndirectOther': '--urgent, --urgent-indirect et --other, ou --standard',
  'peersLimits.whatMoreUrgentNo': 'ce qui est plus urgent ne peut avoir un délai plus long',
  'peersLimits.nameStateAgree': "nommez l'État avec lequel convenir des délais",

  'peer.peerDescription': 'Voisins : en inviter un, le confirmer, les voir, fermer une liaison.',
  'peer.listDescription': 'Voisins confirmés.',
  'peer.removeDescription': 'Fermer la liaison avec un voisin : un administrateur suffit.',
  'peer.removeStateArgument': 'le voisin de la liaison ; inutile avec --submit',
  'peer.removeDirOption':
    'avec --submit : remettre le fichier à la passerelle de cette installation, et retirer la liaison de sa frontière',
  'peer.borderStillKnowsLink':
    'La frontière connaît encore la liaison ; sur sa machine, ajoutez --dir',
  'peer.thereWasNone': "il n'y en avait pas",
  'peer.linkRemoved': 'Liaison retirée : {link}',
  'peer.nameStateWhoseLink': "nommez l'État dont la liaison est à fermer",
  'peer.noNeighbour': "{peer} n'est pas un voisin",
  'peer.noneYet': 'pas encore',
  'peer.version': 'version {version}',
  'peer.linkOurEnd': 'liaison {linkId}, notre extrémité {end}',
  'peer.noNeighbourConfirmed': "Aucun voisin n'est confirmé.",
} as const;
