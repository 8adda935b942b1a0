export const frenchLog = {
  'directory.anotherRoot': '{file} : une autre racine',

  'drillLog.exportLeavesDrilled':
    "l'exercice se fait sur une exportation de 2 à {maxLeaves} feuilles",
  'drillLog.exportWithoutCheckpoints': 'une exportation sans points de contrôle',

  'exportLog.noLogKey': 'aucune clé de journal',
  'exportLog.missingCut': '{dir} : {path} manque ou est tronqué',
  'exportLog.gatewaysCheckpoint': 'le point de contrôle de la passerelle',
  'exportLog.leavesExport': "il a {size} feuilles, l'exportation {from}",
  'exportLog.firstLeavesOthersNow': 'ses {from} premières feuilles ne sont plus les mêmes',
  'exportLog.contradicts': 'ses feuilles ne donnent pas la racine de la taille {size}',
  'exportLog.noCheckpointSizeAmong': 'aucun point de contrôle de taille {size} parmi les autres',
  'exportLog.where': 'point de contrôle de taille {size}',
  'exportLog.anotherSize': "{where} : d'une autre taille",
  'exportLog.secondNoteSize': 'seconde note de taille {size}',
  'exportLog.secondNoteSizeAnother': "seconde note de taille {size} : d'un autre arbre",
  'exportLog.invalid': '{where} : {why}',

  'folderSource.noCheckpointNoFinished':
    "{name} : pas de point de contrôle, donc pas d'exportation achevée",

  'judge.directoryNamesNoLog': "l'annuaire ne nomme aucune clé de journal",

  'logLayout.notFinished': `{readmeTitle}

Inachevé.
`,

  'logApi.noLeaf': 'aucune feuille à la position {from}',
  'logApi.checkpointsOutOrder': 'points de contrôle dans le désordre',

  'readme.readmeText': `{readmeTitle}

Journal {origin}, jusqu'où le dit le fichier "{checkpoint}" : au moins {size} feuilles.

Ce qui est ici
  {checkpoint}        dernier point de contrôle signé (c2sp.org/tlog-checkpoint), contresigné par des témoins
  tile/<L>/<N>       empreintes de l'arbre (c2sp.org/tlog-tiles) ; au bord droit <N>.p/<W>
  tile/entries/<N>   les feuilles, chacune après sa longueur sur deux octets : événements en JSON canonique (RFC 8785)
  notes/<K>          tout point de contrôle signé des tailles 4096 K + 1 à 4096 K + 4096, l'un après l'autre
  {second}, seconds/<K>  leurs secondes notes (proto/custody-log.md, section 6), contresignées par les témoins qui n'en prennent pas d'autre
  {directory}     annuaire signé de l'État : qui a certifié la clé du journal et celle de chaque service, et quand
  {policy}             les clés du journal et de ses témoins, et combien doivent avoir contresigné (c2sp.org/tlog-policy)

Comment le contrôler
  liaise audit verify FOLDER --root {root}

L'empreinte de la racine doit vous être parvenue par une autre voie que ce dossier, et la politique devrait l'être aussi
(--policy FILE). Gardez ailleurs une copie de "{checkpoint}" : avec --kept FILE, le contrôle découvre si le journal a été
raccourci ou réécrit depuis. Sans une telle copie, nul ne peut distinguer un état antérieur honnête d'un journal raccourci.

Par d'autres programmes : l'arbre, les tuiles, les points de contrôle et les contresignatures sont ceux de C2SP, inchangés ;
tout outil fait pour eux les contrôle. L'empreinte d'une feuille est le SHA-256 d'un octet nul suivi de la feuille. La
signature d'un événement est le membre "src"/"sig" : Ed25519, en base64, sur le JSON canonique de la feuille sans ce seul
membre, par la clé dont le SHA-256 est "src"/"key" et que l'annuaire certifie pour le service "src"/"service" à l'heure
"t"/"emit". "prev" nomme l'empreinte de la feuille de l'événement précédent de la même chaîne : celle d'une affaire, d'un
service, ou d'un sens d'une liaison.
`,
} as const;
