export const frenchCommandsPackages = {
  'certificate.certificateDescription':
    "Remettre le certificat du gardien, une fois fini, pour qu'il soit consigné avec le dossier.",
  'certificate.certificateFileOption': 'le document scellé que `liaise certify` a écrit',
  'certificate.certificateHelp': `Un autre service l'ouvre. Il est consigné dès qu'il est reconnu comme un certificat de ce dossier, sous un sceau valable :
\`liaise package show\` le dit, ou dit pourquoi non. Un certificat ultérieur prend sa place, et les deux restent.`,

  'packagesCertify.giveKeyDeviceModule':
    'donnez --key, ou --device avec --module et --pin-file, ou --signer',
  'packagesCertify.certifyDescription':
    "Certifier un dossier comme son gardien, sous le sceau X.509 de l'autorité : PDF/A-3.",
  'packagesCertify.certifyFileArgument': 'le dossier',
  'packagesCertify.certifyRootsOption':
    'racines qui vous ont été données par une autre voie que le dossier',
  'packagesCertify.certifyNameOption': 'nom du gardien qui témoignera',
  'packagesCertify.certifyOfficeOption': 'fonction du gardien',
  'packagesCertify.certifyChainOption':
    'certificat X.509 du sceau, puis ceux de ses émetteurs (PEM)',
  'packagesCertify.certifyOutOption':
    'nouveau fichier ; la forme lisible par machine va à côté, en .json',
  'packagesCertify.certifyKeyOption': 'clé privée du sceau (PEM, mode 600)',
  'packagesCertify.certifyDeviceOption':
    'ou la clé dans un dispositif, par son nom PKCS#11 : pkcs11:token=...;object=...;type=private',
  'packagesCertify.certifyModuleOption': 'bibliothèque de ce dispositif',
  'packagesCertify.certifyPinFileOption': 'PIN de ce dispositif, seul dans un fichier (mode 600)',
  'packagesCertify.certifySignerOption':
    'ou un programme qui signe une empreinte avec une clé située ailleurs : proto/certificate.md, section 5',
  'packagesCertify.languageOption': 'langue du texte',
  'packagesCertify.certifyProfileOption':
    'un profil du programme, ou un fichier avec FILE.sig à côté',
  'packagesCertify.certifyNotConclusoryOption':
    "vous avez lu chaque énoncé, et aucun n'est une simple conclusion : une règle d'admissibilité le demande",
  'packagesCertify.certifyHelp': `Le dossier doit être vérifié d'après vos racines. Le texte est celui du profil. Tant qu'un juriste ne l'a pas revu, chaque page
porte la mention DRAFT.`,
  'packagesCertify.outEndsPdf': '--out se termine par .pdf',
  'packagesCertify.readEveryPageBefore':
    "Lisez chaque page avant de la remettre : vous répondez de ce qu'elle dit.",

  'handover.handedDescription':
    "Consigner qu'un dossier a été remis à un tribunal ou à un organisme extérieur.",
  'handover.handedToOption':
    "tribunal ou organisme qui l'a reçu ; d'un fil effacé, le nom n'est pas gardé",
  'handover.handedAtOption': 'quand, sous la forme 2026-11-29T10:00:00.000Z',
  'handover.handedWayOption':
    'comment son SHA-512 a été communiqué ; par une autre voie que le fichier : {ways}',
  'handover.handedHelp':
    "Cela reste consigné et garde l'affaire ouverte pour toujours : relisez le numéro, le tribunal et l'heure.",
  'handover.stayedDescription':
    "Consigner que personne à l'extérieur n'a un dossier qui a été récupéré.",
  'handover.stayedHelp':
    "Cela n'ouvre aucune affaire. Si le dossier est récupéré de nouveau, cela ne vaut plus : dites-le encore, ou consignez qui l'a.",
  'handover.toldDescription':
    "Consigner qu'un destinataire a été avisé de ce qu'un dossier est devenu.",
  'handover.toldHandedOption': 'la remise, telle que `status` la montre',
  'handover.toldConcernsOption':
    "numéro du dernier constat dans `status` : le destinataire a été avisé de tous jusqu'à celui-ci",
  'handover.toldAtOption': 'quand, sous la forme 2026-11-29T10:00:00.000Z',
  'handover.toldWayOption': 'comment : {ways}',

  'packagePlace.exhibitArgument': 'son numéro, tel que `list` le montre',
  'packagePlace.inboxOption': "d'une demande arrivée ; sinon d'une demande que nous avons envoyée",

  'packagesPackage.packageDescription': "Dossiers de preuve d'un fil, pour un tribunal.",
  'packagesPackage.packageHelp':
    'Une autorité centrale ou judiciaire en demande un ; un autre service le constitue. Vérifiez-le avec `liaise verify`.',
  'packagesPackage.description':
    "Numéro, empreintes, et ce que le vérificateur a dit d'un dossier.",
  'packagesPackage.getDescription':
    'Récupérer un dossier, ou son certificat, et le rapport à son sujet ; ce qui est récupéré est comparé à son empreinte.',
  'packagesPackage.getOutOption': 'nouveau fichier à écrire',
  'packagesPackage.getCertificateOption':
    'le certificat du gardien qui est consigné, au lieu du dossier',
  'packagesPackage.reportJsonReportRules': '{out}.report.json : le rapport des règles à son sujet',
  'packagesPackage.noCertificateRecord': "{exhibit} n'a aucun certificat consigné",
  'packagesPackage.certificateOf': 'certificat {number} de {exhibit}',
  'packagesPackage.noPackageThread': "{exhibit} n'est pas un dossier de ce fil",
  'packagesPackage.itemReasonSuchItem':
    'La forme est ITEM=REASON, par exemple item.viewed=NOT_NEEDED.',
  'packagesPackage.variantHelp': `Un dossier pour un lecteur, tel qu'un prévenu ou un tribunal, montre aussi peu de valeurs d'inscriptions que possible : rôle, finalité et
heure y figurent, jamais le nom d'un agent, sauf si vous montrez \`officer\` ou \`actor\`. Un document montré nomme qui l'a signé.
Ce que vous retenez est énuméré avec motif et empreinte. Motifs : {givenReasons}.
Valeurs : {valueNames}.
Inscriptions : {withholdableTypes}.`,
  'packagesPackage.buildDescription':
    "Faire constituer le dossier de preuve d'un fil ; d'un fil effacé, avec seulement preuves et empreintes.",
  'packagesPackage.buildSupersedesOption': "numéro du dossier qu'il remplace",
  'packagesPackage.buildReasonOption': 'pourquoi il le remplace : {supersedeReasons}',
  'packagesPackage.buildForOption':
    'son lecteur, par une étiquette telle que defence-1 ; pas de nom',
  'packagesPackage.buildShowOption': "valeur, ou type d'inscriptions, à montrer à ce lecteur",
  'packagesPackage.buildWithholdOption':
    "valeur, type d'inscriptions, document ou document/numéro à retenir",
  'packagesPackage.giveSupersedesReasonTogether': 'Donnez --supersedes et --reason ensemble.',
  'packagesPackage.listDescription': "Les dossiers de preuve d'un fil, le plus récent d'abord.",
  'packagesPackage.noPackageAsked': "Aucun dossier n'a été demandé.",
  'packagesPackage.statusDescription':
    "Où il en est, qui l'a, ce qu'il est devenu, qui doit être avisé, ce que disent les règles.",
  'packagesPackage.bytes': '{out} : {size} octets',
  'packagesPackage.exists': '{file} existe déjà',

  'provenance.provenanceDescription':
    "Dire la provenance d'un dossier de preuve en graphe CASE 1.4.0, hors ligne.",
  'provenance.provenanceFileArgument': 'le dossier',
  'provenance.provenanceOutOption': 'nouveau fichier à écrire, en JSON-LD',
  'provenance.provenanceRootsOption':
    'racines qui vous ont été données par une autre voie que le dossier',
  'provenance.provenanceRootOption': "racine d'un État, tapée ici ; possible plusieurs fois",
  'provenance.provenanceAtOption':
    'à quelle date, sous la forme 2026-11-29T12:00:00.000Z ; sans cela : maintenant',
  'provenance.provenanceHelp':
    "Le dossier est d'abord vérifié : d'un dossier non valable, rien n'est écrit. Le graphe ne nomme personne, et il est comparé aux formes de CASE et d'UCO.",
  'provenance.of': '{rule} de {node}',
  'provenance.nodesCaseUcoWant':
    '{out} : {nodesCount, plural, one{{nodesCount} nœud} other{{nodesCount} nœuds}}, comme le demandent CASE 1.4.0 et UCO 1.4.0.',
  'provenance.aboutPackageSha': 'Il porte sur le dossier dont le SHA-512 est {sha512}',
  'provenance.packageIncompleteLiaiseVerify':
    'Le dossier est incomplet : `liaise verify` dit ce qui manque.',

  'signProfile.signProfileDescription':
    "Signer un profil de règles avec la clé des dossiers de l'État, sur la machine où elle est.",
  'signProfile.signProfileFileArgument':
    'le profil ; sa signature est écrite à côté, dans FILE.sig',
  'signProfile.signProfileDirOption': "dossier de l'installation",
  'signProfile.draft': 'PROJET',
  'signProfile.signProfileHelp': `La signature dit quelles règles l'État applique à ses dossiers. Qu'elles soient le droit, la personne que le profil nomme dans
"reviewedBy" en répond ; un profil qui n'en nomme pas reste un projet et n'approuve rien entre États réels. Signez-le de nouveau
après un changement de la clé.`,
  'signProfile.sigProfileVersion': '{file}.sig : profil {id}, version {version} : {by}',

  'packagesVerify.verifyDescription':
    'Contrôler un dossier de preuve : sans réseau, sans base de données.',
  'packagesVerify.verifyFileArgument': 'le dossier',
  'packagesVerify.verifyRootsOption':
    'racines qui vous ont été données par une autre voie que le dossier',
  'packagesVerify.verifyRootOption': "racine d'un État, tapée ici ; possible plusieurs fois",
  'packagesVerify.verifyAtOption':
    'à quelle date, sous la forme 2026-11-29T12:00:00.000Z ; sans cela : maintenant',
  'packagesVerify.verifyProfileOption':
    "juger aussi d'après les règles d'un profil : untoc, ou un fichier",
  'packagesVerify.verifyCertificateOption':
    'le certificat du gardien, pour les règles qui le concernent',
  'packagesVerify.verifyLanguageOption': 'langue du rapport : {languages} ; sans cela : selon LANG',
  'packagesVerify.verifyHelp':
    'Codes de sortie de cette commande : 0 valable, 1 non valable, 2 incomplet ou racines inconnues, 3 mauvais usage ou fichier illisible.',

  'waivers.description':
    "Déroger à une règle d'admissibilité pour un fil : une inscription au journal de garde.",
  'waivers.more':
    'Les dossiers réunis plus tard contiennent la dérogation. On ne déroge jamais à INT, LOG et CON-01.',
  'waivers.descriptionTakeBackWaiver': 'Retirer la dérogation à une règle.',
  'waivers.morePackagesGatheredBefore':
    'Les dossiers réunis avant restent tels quels : constituez-en un autre.',
  'waivers.ruleOption': 'laquelle',
  'waivers.reasonOption': 'pourquoi',
  'waivers.rulesOption': 'profil de règles : untoc, ou un fichier',
  'waivers.inboxOption': "d'une demande arrivée ; sinon d'une demande que nous avons envoyée",
  'waivers.waiversDescription':
    "Les dérogations d'un fil, la plus récente d'abord, y compris celles qui ont pris fin.",
  'waivers.waiversInboxOption':
    "d'une demande arrivée ; sinon d'une demande que nous avons envoyée",
  'waivers.noRuleWaived': "Il n'a été dérogé à aucune règle.",
} as const;
