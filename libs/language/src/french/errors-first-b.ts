export const frenchErrorsFirstB = {
  'error.STAMP_CERTIFICATE_INVALID.title':
    "Le certificat d'un horodatage ne mène pas à l'autorité configurée.",
  'error.STAMP_CERTIFICATE_INVALID.remedy':
    "L'horodatage ne compte pas. Comparez les certificats de l'autorité avec `tsa1.caFile` ou `tsa2.caFile` ; il y en faut peut-être un nouveau.",
  'error.STAMP_MALFORMED.title':
    "La réponse de l'autorité d'horodatage n'est pas une réponse d'horodatage.",
  'error.STAMP_MALFORMED.remedy':
    "Elle ne compte pas et l'autorité est interrogée de nouveau. Si cela dure, vérifiez son adresse.",
  'error.STAMP_MISMATCH.title': "L'horodatage ne porte pas sur ce qui a été demandé.",
  'error.STAMP_MISMATCH.remedy':
    "Il ne compte pas. Le membre est dans le détail : la réponse était celle d'une autre question, ou quelque chose l'a échangée en chemin.",
  'error.STAMP_REJECTED.title': "L'autorité d'horodatage n'a pas accordé d'horodatage.",
  'error.STAMP_REJECTED.remedy':
    "Son statut est dans le détail. Vérifiez la politique d'horodatage dans les réglages, et interrogez l'autorité.",
  'error.STAMP_REVOCATION_UNKNOWN.title':
    "Aucune liste de révocation en vigueur ne couvre un certificat d'un horodatage.",
  'error.STAMP_REVOCATION_UNKNOWN.remedy':
    "Mettez une liste récente de l'autorité dans le fichier configuré ; les horodatages comptent alors de nouveau.",
  'error.STAMP_REVOKED.title': "Le certificat d'un horodatage a été révoqué.",
  'error.STAMP_REVOKED.remedy':
    "L'horodatage ne compte pas. Demandez à l'autorité depuis quand sa clé n'est plus digne de confiance.",
  'error.STAMP_SIGNATURE_INVALID.title': "La signature d'un horodatage ne tient pas.",
  'error.STAMP_SIGNATURE_INVALID.remedy':
    "L'horodatage ne compte pas. Appelez l'autorité si cela dure.",
  'error.STAMP_TRUST_INVALID.title':
    "Les certificats ou listes de révocation configurés d'une autorité d'horodatage sont inutilisables.",
  'error.STAMP_TRUST_INVALID.remedy':
    "Mettez-y des fichiers PEM : au moins un certificat autosigné d'une autorité, et des listes seulement si elles sont tenues à jour.",
  'error.X509_DEVICE_INVALID.title':
    "L'appareil ou le programme qui détient la clé n'est pas nommé comme il faut.",
  'error.X509_DEVICE_INVALID.remedy':
    "Un jeton s'écrit pkcs11:..., sans son PIN ; un module ou un programme, par son chemin entier.",
  'error.X509_KEY_UNFIT.title': 'La clé ou le certificat X.509 ne peut pas sceller.',
  'error.X509_KEY_UNFIT.remedy':
    "RSA d'au moins 3072 bits ou P-256, P-384, P-521 ; le certificat est en vigueur, permet de signer et correspond à la clé.",
  'error.X509_SEAL_FAILED.title':
    "L'appareil ou le programme qui détient la clé n'a pas fait de sceau.",
  'error.X509_SEAL_FAILED.remedy':
    "Regardez le détail : jeton, PIN, nom (label) de la clé. Rien n'a été écrit.",
  'error.PACKAGE_BUILD_INVALID.title':
    "Ce qui a été réuni pour un dossier de preuve ne s'accorde pas.",
  'error.PACKAGE_BUILD_INVALID.remedy':
    'Le détail nomme le membre ou le fichier. Réunissez de nouveau le dossier.',
  'error.PACKAGE_CERTIFICATE_OTHER.title':
    "Le certificat nomme un autre dossier, ou d'autres octets de celui-ci.",
  'error.PACKAGE_CERTIFICATE_OTHER.remedy':
    'Prenez le dossier (`liaise package get`), certifiez ce fichier (`liaise certify`), et donnez ce certificat-là.',
  'error.PACKAGE_CERTIFICATE_UNJUDGED.title':
    "L'examen du certificat a échoué pendant dix minutes de suite.",
  'error.PACKAGE_CERTIFICATE_UNJUDGED.remedy':
    'Le fichier journal du service evidence nomme la panne. Réparez-la, puis donnez de nouveau le certificat.',
  'error.PACKAGE_CERTIFICATE_UNREADABLE.title':
    "Ce qui a été donné comme certificat n'est pas un document fait par `liaise certify`.",
  'error.PACKAGE_CERTIFICATE_UNREADABLE.remedy':
    "Donnez le PDF scellé tel que `liaise certify` l'a écrit : sa forme lisible par machine est à l'intérieur. Ce qui a été donné est gardé.",
  'error.PACKAGE_CERTIFICATE_UNSEALED.title':
    'Le sceau du certificat manque, ou ne tient pas sur le document entier.',
  'error.PACKAGE_CERTIFICATE_UNSEALED.remedy':
    'Personne ne peut changer le fichier après son scellement. Certifiez de nouveau le dossier avec un certificat de sceau en vigueur.',
  'error.PACKAGE_CHAIN_BROKEN.title':
    "La chaîne de l'affaire ne compte pas autant d'inscriptions que le dit la dernière.",
  'error.PACKAGE_CHAIN_BROKEN.remedy':
    "Gardez la base de données telle qu'elle est et appelez l'auditeur : `liaise audit verify` nomme la lacune.",
  'error.PACKAGE_CHANGED.title':
    "Pendant que le dossier se faisait, quelque chose de son fil a été effacé, ou une sauvegarde restaurée l'a ramené inachevé.",
  'error.PACKAGE_CHANGED.remedy':
    'Demandez de nouveau le dossier : il réunit ce qui reste, sous un nouveau numéro.',
  'error.PACKAGE_EMPTY.title':
    "Aucun message du fil n'a passé la frontière, il n'y a donc rien à montrer.",
  'error.PACKAGE_EMPTY.remedy': 'Demandez le dossier quand quelque chose aura été envoyé ou reçu.',
  'error.PACKAGE_FAILED.title':
    'Une étape de la constitution du dossier a échoué pendant dix minutes de suite.',
  'error.PACKAGE_FAILED.remedy':
    'Le fichier journal du service evidence nomme la panne. Réparez-la, puis demandez de nouveau le dossier.',
  'error.PACKAGE_FILE_MISSING.title':
    "Une pièce jointe du fil n'est pas encore arrivée, ou ne s'ouvre pas.",
  'error.PACKAGE_FILE_MISSING.remedy':
    'Regardez le fil ; demandez de nouveau le dossier quand toutes les pièces jointes sont là.',
  'error.PACKAGE_LEAF_INVALID.title':
    "Une ligne du journal de garde n'est pas une inscription de cet État.",
  'error.PACKAGE_LEAF_INVALID.remedy':
    "Gardez la base de données telle qu'elle est et appelez l'auditeur : `liaise audit verify` nomme la ligne.",
  'error.PACKAGE_REFUSED.title':
    "Le vérificateur n'admet pas le dossier qui a été fait ; il n'est pas remis.",
  'error.PACKAGE_REFUSED.remedy':
    "Le fichier journal du service evidence nomme le contrôle et le code. V04, V05 ou V11 après la fin d'une clé : aucun dossier de ce qu'elle a signé ensuite ne peut être fait ; prévenez quiconque en a un plus ancien. Tous les autres : signalez-les aux mainteneurs du logiciel.",
  'error.PACKAGE_ROOTS_INVALID.title':
    'Les racines par lesquelles juger un dossier sont illisibles.',
  'error.PACKAGE_ROOTS_INVALID.remedy':
    'Une ligne pour chacune : `root STATE FINGERPRINT`, `tsa SHA256`, `ca SHA256`, `witness KEY`, `head STATE VERSION SHA256`, comme le dit proto/package.md.',
  'error.PACKAGE_ROOT_CHANGED.title':
    "Quelque chose du fil a été signé sous une ancienne racine du voisin, ou son État n'est plus un voisin.",
  'error.PACKAGE_ROOT_CHANGED.remedy':
    'Un dossier repose sur une seule racine par État : faites redire par le voisin, dans un nouveau fil, ce qui doit servir de preuve. `liaise request show` et `liaise inbox show` vérifient toujours chaque document de ce fil par la racine de son jour.',
  'error.PACKAGE_TOO_LARGE.title': 'Le fil a plus que ce que contient un dossier de preuve.',
  'error.PACKAGE_TOO_LARGE.remedy':
    "Le détail nomme la limite. Rien n'a été omis sans que ce soit dit : aucun dossier n'a été fait.",
  'error.PACKAGE_UNCOSIGNED.title':
    "Le journal de garde n'a pas été contresigné pendant douze heures, aucun dossier n'a donc pu être fait.",
  'error.PACKAGE_UNCOSIGNED.remedy':
    "Rétablissez la liaison avec le voisin (UNCOSIGNED) et, s'il y en a un de configuré, avec le témoin extérieur (OUTSIDE_WITNESS_SILENT). Puis demandez de nouveau le dossier.",
  'error.PACKAGE_UNTIMED.title':
    "Aucune autorité d'horodatage n'a répondu à temps pour le dossier.",
  'error.PACKAGE_UNTIMED.remedy':
    "Rétablissez l'accès aux autorités d'horodatage (UNTIMED), puis demandez de nouveau le dossier.",
  'error.PACKAGE_WITHDRAWN.title':
    'Pendant que le dossier se faisait, un consentement a été retiré ou a pris fin, un document a été rappelé, restreint ou corrigé, une dérogation a été retirée, ou une clé sur laquelle il repose a pris fin.',
  'error.PACKAGE_WITHDRAWN.remedy':
    "Lisez ce qui est venu (`liaise request show` ou `liaise inbox show`), puis demandez de nouveau le dossier : il le montrera. Si la clé d'un agent a pris fin, faites d'abord confirmer le document par l'agent ; si la clé d'un État a pris fin avant qu'elle ait signé, personne ne peut faire de dossier (PACKAGE_REFUSED suit).",
  'error.PROFILE_INVALID.title': 'Le profil de règles est illisible.',
  'error.PROFILE_INVALID.remedy':
    'Écrivez-le sous la seule forme que montre libs/admissibility/README.md. INT, LOG et CON-01 ont la gravité B dans tout profil.',
  'error.PROFILE_UNSIGNED.title':
    "Le profil des réglages n'est pas signé par la clé `package` de l'État.",
  'error.PROFILE_UNSIGNED.remedy':
    "Signez-le là où est cette clé, une fois qu'il est tel qu'il doit être, et de nouveau après un changement de la clé : `liaise package sign-profile FILE --dir FOLDER`. Puis redémarrez l'État. Sans `packages.profileFile`, les dossiers sont jugés par le projet `untoc`.",
  'error.REPORT_INVALID.title': 'Le rapport sur les règles est illisible.',
  'error.REPORT_INVALID.remedy':
    'Reprenez-le par `liaise package get` ; sa seule forme est dans libs/admissibility/README.md.',
  'error.CERTIFICATE_FACTS_INVALID.title': "Ce que le certificat doit dire n'a pas sa forme.",
  'error.CERTIFICATE_FACTS_INVALID.remedy':
    'Le détail nomme le membre : un nom ou une fonction est une ligne de texte simple.',
  'error.CERTIFICATE_FONT_DIFFERS.title':
    "Une police de caractères n'est pas celle avec laquelle le certificat est fait.",
  'error.CERTIFICATE_FONT_DIFFERS.remedy':
    'Remettez le fichier de la version publiée ; le détail le nomme.',
  'error.CERTIFICATE_LETTER_UNKNOWN.title':
    "Une lettre du certificat n'est dans aucune de ses polices : elle ne s'imprimerait pas.",
  'error.CERTIFICATE_LETTER_UNKNOWN.remedy':
    'Écrivez le nom ou la fonction en lettres latines, grecques, cyrilliques ou arabes.',
  'error.CERTIFICATE_PACKAGE_INVALID.title':
    'Le dossier ne se vérifie pas, personne ne peut donc le certifier.',
  'error.CERTIFICATE_PACKAGE_INVALID.remedy':
    'Le détail nomme le premier contrôle qui échoue. `liaise verify` avec les mêmes racines en dit plus.',
  'error.CERTIFICATE_PDF_INVALID.title':
    "Le document qui a été fait n'est pas du PDF/A-3 ; il n'est pas remis.",
  'error.CERTIFICATE_PDF_INVALID.remedy':
    'Signalez aux mainteneurs du logiciel la clause nommée dans le détail.',
  'error.CERTIFICATE_PROFILE_UNSIGNED.title':
    "Le profil dit qu'un juriste l'a relu, et l'État ne l'a pas signé comme tel.",
  'error.CERTIFICATE_PROFILE_UNSIGNED.remedy':
    'Mettez à côté la signature détachée de la clé `package`, dans FILE.sig.',
  'error.CERTIFICATE_TEXT_NONE.title':
    "Le profil n'a pas de texte de certificat dans cette langue.",
  'error.CERTIFICATE_TEXT_NONE.remedy':
    "Choisissez l'anglais, ou un profil avec une traduction relue en même temps que lui.",
  'error.STORE_CONFLICT.title':
    "La transaction s'est heurtée à une autre, ou est restée trop longtemps immobile, et a été annulée.",
  'error.STORE_CONFLICT.remedy':
    "Réessayez ; si cela se répète, examinez la charge et l'horloge de la machine.",
  'error.STORE_CONSTRAINT.title':
    'La base de données a refusé une ligne qui enfreint une de ses règles.',
  'error.STORE_CONSTRAINT.remedy':
    "Signalez la contrainte nommée dans le détail : c'est une erreur du programme.",
  'error.STORE_CONTEXT_INVALID.title':
    'Une transaction a été demandée avec un contexte qui ne peut pas être établi.',
  'error.STORE_CONTEXT_INVALID.remedy':
    "Signalez le membre nommé dans le détail : c'est une erreur du programme.",
  'error.STORE_DAMAGED.title': 'La base de données a trouvé ses propres fichiers endommagés.',
  'error.STORE_DAMAGED.remedy':
    'Arrêtez les services, examinez le disque, et restaurez depuis une sauvegarde.',
  'error.STORE_DENIED.title': "Le rôle de la base de données n'a pas le droit de faire cela.",
  'error.STORE_DENIED.remedy':
    'Vérifiez que les migrations et les droits de cette version ont été appliqués.',
  'error.STORE_DUPLICATE.title': 'Une ligne avec cette clé unique est déjà là.',
  'error.STORE_DUPLICATE.remedy':
    'La contrainte est nommée dans le détail ; la première ligne demeure.',
  'error.STORE_FAILED.title':
    'La base de données a refusé une instruction pour une raison non prévue.',
  'error.STORE_FAILED.remedy': "Signalez le SQLSTATE du détail : c'est une erreur du programme.",
  'error.STORE_FULL.title':
    "Le disque de la base de données est plein ; rien de cet appel n'a été gardé.",
  'error.STORE_FULL.remedy':
    "Ce qui a été confirmé auparavant est en sûreté. Dites à l'administrateur de faire de la place sur le disque, puis réessayez.",
  'error.STORE_MIGRATION_FAILED.title':
    'Une migration de la base de données a échoué et a été annulée.',
  'error.STORE_MIGRATION_FAILED.remedy':
    'Laissez les services arrêtés, lisez la cause, restaurez ou corrigez, et migrez de nouveau.',
  'error.STORE_SCHEMA_UNKNOWN.title':
    'La base de données a été faite par une autre version du programme, que celle-ci ne peut pas continuer.',
  'error.STORE_SCHEMA_UNKNOWN.remedy':
    "Rien n'a été changé : continuez avec la version qui l'a faite. Celle-ci ne reprend ni données ni sauvegarde d'une version antérieure à la première publication ; pour elle, installez de nouveau l'État, dans un dossier vide.",
  'error.STORE_TIMEOUT.title':
    'La base de données a dépassé le temps permis et la transaction a été annulée.',
  'error.STORE_TIMEOUT.remedy':
    'Réessayez ; si cela se répète, cherchez une longue transaction qui tient un verrou.',
  'error.STORE_UNAVAILABLE.title': "La base de données n'est pas joignable en ce moment.",
  'error.STORE_UNAVAILABLE.remedy':
    "Rien n'est perdu : réessayez dans un instant. Si cela dure, regardez l'état de PostgreSQL.",
  'error.STORE_UNSAFE.title':
    'La base de données est réglée de telle sorte que des lignes validées pourraient se perdre.',
  'error.STORE_UNSAFE.remedy':
    'Rétablissez les réglages nommés dans le détail ; rien ne démarre avant.',
} as const;
