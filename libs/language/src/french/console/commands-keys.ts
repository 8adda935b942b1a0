export const frenchCommandsKeys = {
  'extend.extendDescription':
    "Certifier de nouveau les clés, autorités et registraires d'un État, avec une nouvelle date de fin ; la racine signe.",
  'extend.extendDirOption': "dossier de l'installation, qui doit tourner ; inutile avec --cosign",
  'extend.extendRegistrarOption':
    'certifier de nouveau ce registraire bien que son temps soit passé ; possible plusieurs fois',
  'extend.extendOutOption': 'nouveau fichier pour ce que la racine doit signer',
  'extend.extendCosignOption':
    'sur la machine qui a la racine : contrôler, montrer et signer le fichier',
  'extend.extendSubmitOption': "remettre le fichier signé à l'État en marche (avec --dir)",
  'extend.extendYesOption': 'signer sans demander',
  'extend.help': `La deuxième commande se lance là où est la clé racine, hors ligne ; extend.json y va et en revient, sans rien de secret. Il y est refusé
s'il demande autre chose que ce que cette racine a déjà signé, avec une nouvelle date de fin. Signez dans les 7 jours, sans rien certifier d'autre entre-temps.
Les clés et autorités reçoivent deux ans, les registraires douze mois, le point de contact dix ans, dès aujourd'hui. Aucune clé n'est
créée ni changée, les services continuent, les voisins l'apprennent par l'annuaire. Même en retard, cela suffit : ce qui attend part alors.
Un registraire dont le temps est passé n'est certifié de nouveau qu'avec --registrar. Ce qu'une inscription signée a terminé ne revient jamais,
et les mandats des agents sont accordés par les registraires : liaise officer add. Certificats TLS : liaise key renew.
Avec --key et --dir sur une même machine, les deux premières ne font qu'une commande.`,
  'extend.dirFolderInstallation': "--dir : dossier de l'installation",
  'extend.outNewFileWhat': '--out : nouveau fichier pour ce que la racine signe',
  'extend.nothingGetsLaterEnd': 'rien ne recevrait de date de fin plus tardive',
  'extend.registrarEndedNotAmong':
    "Le registraire {registrar} (fin : {ended}) n'est pas repris ici ; pour le certifier de nouveau : --registrar {registrar}",
  'extend.fewerTwoRegistrarsNobody':
    'Moins de deux registraires pour {lacking} : rien ne peut y être accordé à personne.',
  'extend.entriesRootSign':
    '{out} : {entriesCount, plural, one{{entriesCount} inscription} other{{entriesCount} inscriptions}} à signer par la racine',
  'extend.nextWhereRootKey':
    'Ensuite, là où est la clé racine : liaise key extend --cosign {out} --key root.key',
  'extend.registrarNoRegistrarName':
    '--registrar {name} : aucun registraire de ce nom, ou une inscription signée y a mis fin : liaise registrar add',
  'extend.notCertifiedBefore': 'pas certifié auparavant',
  'extend.wasUntil': "valait jusqu'au {was}",
  'extend.endedComesBack': ' : A PRIS FIN, revient',
  'extend.until': "    {entry} : jusqu'au {to} ({before}{over})",
  'extend.key': 'clé {purpose} {fingerprint}',
  'extend.verifierKey': 'clé {purpose} {vkey}',
  'extend.eventKey': "clé d'événements de {service} {publicKey}",
  'extend.authority': 'autorité {authority} ({name}), {keys}',
  'extend.registrarFor': 'registraire {registrar} {fingerprint} pour {authorities}',
  'extend.contactPoint': 'point de contact {authority}',
  'extend.signedAlreadyNextSubmit': '{file} : déjà signé ; ensuite : --submit {file}',
  'extend.youSignEntriesCertifies':
    'Vous signez {entriesCount, plural, one{{entriesCount} inscription} other{{entriesCount} inscriptions}} de {state} ({issuedAt}). Chacune certifie de nouveau ce que cette racine a déjà signé :',
  'extend.signThem': 'Les signer toutes ?',
  'extend.entriesSigned':
    '{file} : {signedCount, plural, one{{signedCount} inscription signée} other{{signedCount} inscriptions signées}}',
  'extend.nextGatewayLiaiseKey':
    'Ensuite, à la passerelle : liaise key extend --submit {file} --dir FOLDER',
  'extend.notSignedYetNext': '{file} : pas encore signé ; ensuite : --cosign {file}',
  'extend.acceptedEntriesDirectoryNow':
    "{length, plural, one{Acceptée : {length} inscription} other{Acceptées : {length} inscriptions}} ; l'annuaire a maintenant la version {version}, et les voisins en sont informés",
  'extend.rootCertifiedSomethingSince':
    '{file} : la racine a certifié quelque chose depuis sa composition : recommencez avec --out',
  'extend.gatewayTakesNoMore': "La passerelle ne prend plus d'inscriptions cette minute : attente.",

  'key.passphraseFileOption':
    "fichier dont la première ligne est la phrase secrète ; - lit l'entrée",
  'key.keyDescription':
    "Clés des agents, sur la machine de l'agent ; certificats et sous-clés d'une passerelle.",
  'key.fingerprint': 'Empreinte : {fingerprint}',
  'key.privateKey': 'Clé privée : {keyFile}',
  'key.certificate': 'Certificat : {certificateFile}',
  'key.privateKeyNoPassphrase':
    "La clé privée n'a pas de phrase secrète ; --passphrase-file lui en donne une.",
  'key.newDescription': "Créer la clé d'un agent (OpenPGP, Ed25519 et X25519, lue par GnuPG 2.4).",
  'key.newOfficerOption': "l'agent à qui est la clé",
  'key.newOutOption': 'fichier de la clé privée ; le certificat va dans FILE.cert',
  'key.importDescription': 'Reprendre une clé privée créée par gpg ou sq, après contrôle.',
  'key.importFileArgument': 'clé privée exportée, avec armure ASCII ou binaire',
  'key.importOutOption': 'fichier de la clé privée ; le certificat va dans FILE.cert',
  'key.exportDescription':
    'Écrire le certificat, avec armure ASCII, sur la sortie standard. Les clés privées ne sortent jamais.',
  'key.exportFileArgument': 'le fichier de la clé privée, ou le certificat lui-même',
  'key.exportCertificateOption': "la partie publique ; il n'y en a pas d'autre à exporter",
  'key.onlyCertificateExported': 'seul --certificate peut être exporté',
  'key.renewDescription':
    "Émettre de nouveau tous les certificats TLS d'une passerelle, pour les mêmes noms, avant leur fin.",
  'key.renewDirOption': "dossier de l'installation",
  'key.renewPeopleOption': 'dossier des personnes, avec les clés des deux autorités',
  'key.renewHelp':
    'Les services lisent les certificats à leur démarrage : arrêtez `liaise up`, puis relancez-le ensuite.',
  'key.endLiaiseUpStart': 'Arrêtez `liaise up` et relancez-le : les services les lisent alors.',

  'rotate.rotateDescription':
    'Donner maintenant une nouvelle sous-clé de chiffrement à chaque clé pour laquelle on scelle des messages.',
  'rotate.rotateDirOption': "dossier de l'installation, qui doit tourner",
  'rotate.new': 'nouvelle',
  'rotate.told': 'annoncée',
  'rotate.destroyed': 'détruite',
  'rotate.waits': 'attend',
  'rotate.failed': 'échec',
  'rotate.rotateHelp': `Un État en marche le fait de lui-même tous les 30 jours. Agents et voisins n'ont rien à faire : les clés gardent leurs noms, et
l'annuaire annonce les nouvelles sous-clés aux voisins. Ce qui a été scellé pour une ancienne s'ouvre encore jusqu'à sa destruction : une fois
que tous les voisins ont été joints et que rien de non ouvert ne lui est adressé depuis retention.horizonDays (30), et en tout cas
60 jours plus tard. Une clé reçoit au plus une nouvelle sous-clé par 24 heures. Ensuite, sauvegardez de nouveau le dossier keys/.`,
  'rotate.until': "jusqu'au {until}",
  'rotate.notBefore': 'pas avant le {until}',

  'sessionsLogin.loginDescription':
    'Ouvrir une session en signant une connexion avec votre propre clé.',
  'sessionsLogin.loginUrlOption': 'adresse de la passerelle, https://HOST:PORT',
  'sessionsLogin.loginCaOption':
    "la seule autorité de certification d'où son certificat peut venir",
  'sessionsLogin.loginStateOption': 'État de la passerelle',
  'sessionsLogin.loginOfficerOption': "l'agent qui se connecte",
  'sessionsLogin.loginRootOption':
    "empreinte de la racine de l'État, reçue d'un registraire : toutes les signatures reposent dessus",
  'sessionsLogin.loginEnrolOption':
    'première connexion : fichier du jeton à usage unique donné par le registraire',
  'sessionsLogin.loginRenewOption':
    'ouvrir automatiquement une nouvelle session quand celle-ci a pris fin : par défaut',
  'sessionsLogin.loginNoRenewOption':
    "laisser fermée une session qui a pris fin, jusqu'à la prochaine connexion",
  'sessionsLogin.help': `Adresse, autorité, racine, État, agent et clé sont retenus après la première connexion. La racine est publique ; elle doit vous
parvenir par une autre voie que cette passerelle, car c'est d'après elle que les dires de la passerelle sont contrôlés.
Une session qui a pris fin est rouverte par la commande suivante, avec la clé retenue ; après \`logout\`, ou avec --detached, reconnectez-vous.
Avec une clé sans phrase secrète, ou dont le fichier de la phrase est retenu, cela vaut pour quiconque est assis à ce terminal : --no-renew,
retenu jusqu'à --renew, laisse finir la session qui ne sert pas.`,
  'sessionsLogin.logoutDescription': 'Fermer la session, ici et à la passerelle.',
  'sessionsLogin.whoamiDescription': 'Montrer à qui est la session et quand elle finit.',
  'sessionsLogin.firstLoginNeedsState': 'la première connexion demande --state et --officer',
  'sessionsLogin.rootProfileKnowsAnother':
    '--root : ce profil connaît une autre racine ; utilisez un autre --profile',
  'sessionsLogin.enrolledKey': 'Clé enregistrée : {fingerprint} est la clé de {officer}.',
  'sessionsLogin.keyEnrolledBeforeNo': "Cette clé était déjà enregistrée ; aucun jeton n'a servi.",
  'sessionsLogin.of': '{officer}, {authority} de {state} : {roles}',
  'sessionsLogin.sessionUntilWithoutUse':
    "Session jusqu'au {expiresAt} ; sans usage, elle finit le {idleUntil}.",
  'sessionsLogin.sessionEnded': 'La session a pris fin.',
} as const;
