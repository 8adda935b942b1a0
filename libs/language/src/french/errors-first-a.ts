export const frenchErrorsFirstA = {
  'error.ASSESSMENT_NOT_CURRENT.title':
    "L'opération n'a pas d'évaluation en vigueur des risques pour les personnes.",
  'error.ASSESSMENT_NOT_CURRENT.remedy':
    "Refaites l'évaluation et envoyez-la d'abord ; elle vaut 72 heures au plus.",
  'error.CATEGORY_MISSING.title':
    "Une personne est nommée sans qu'il soit dit ce qu'elle est dans cette affaire.",
  'error.CATEGORY_MISSING.remedy':
    'Donnez à chaque personne nommée dans le détail une catégorie, telle que SMUGGLED_MIGRANT, signez de nouveau le document et envoyez-le.',
  'error.CLASSIFICATION_ABOVE_CEILING.title':
    'Le document est classifié à un niveau plus élevé que celui pour lequel cette passerelle est homologuée.',
  'error.CLASSIFICATION_ABOVE_CEILING.remedy':
    'Envoyez-le par la voie que les deux États ont homologuée pour ce niveau, telle que le réseau classifié des deux ministères. Le plafond est `limits.classificationCeiling`.',
  'error.DOCUMENT_INVALID.title': 'Le document ne suit pas le schéma de son genre.',
  'error.DOCUMENT_INVALID.remedy':
    'Corrigez le membre nommé dans le détail, signez de nouveau le document et envoyez-le.',
  'error.ENTRY_NOT_ALLOWED.title':
    "Une inscription de l'annuaire n'est pas signée par les personnes qui peuvent la faire, ou enfreint une règle.",
  'error.ENTRY_NOT_ALLOWED.remedy':
    'Faites-la signer par ceux que nomme le détail et soumettez-la de nouveau.',
  'error.ITEM_MISSING.title': 'Un élément que la loi exige manque dans le document ou est vide.',
  'error.ITEM_MISSING.remedy':
    'Remplissez chaque élément nommé dans le détail, signez de nouveau le document et envoyez-le.',
  'error.KIND_UNKNOWN.title': "Le genre de document ou le type de demande n'est pas connu ici.",
  'error.KIND_UNKNOWN.remedy':
    "Utilisez un genre ou un type que l'API énumère. Si c'est le voisin qui a refusé, sa passerelle est plus ancienne : retirez la demande, demandez par un type qu'elle connaît, tel que INFORMATION, et prévenez son exploitant.",
  'error.LIMITS_NOT_AGREED.title':
    "La demande indique d'autres délais que ceux qui valaient entre les deux États quand elle a été rédigée.",
  'error.LIMITS_NOT_AGREED.remedy':
    'Rédigez-la de nouveau : `liaise request send` indique les délais en vigueur. `liaise peer list` montre ce que chaque État a déclaré ; là où cela diffère, les délais ordinaires valent.',
  'error.NOT_AVAILABLE_YET.title':
    'Les types de demande du compartiment de protection ne peuvent pas encore être échangés.',
  'error.NOT_AVAILABLE_YET.remedy':
    "Utilisez la voie convenue pour les affaires de protection ; rien n'a été envoyé ni gardé.",
  'error.RETENTION_HELD.title':
    'Un gel pour motif juridique pèse sur ce fil : rien ne peut en être effacé.',
  'error.RETENTION_HELD.remedy':
    "Faites lever le gel par deux administrateurs, puis ordonnez de nouveau l'effacement.",
  'error.SCREENING_FORBIDS.title':
    "L'examen préalable de la personne manque, ou fait retenir la demande.",
  'error.SCREENING_FORBIDS.remedy':
    "Ne l'envoyez pas : rien n'en est parti. Complétez ce qui manque ; si quelque chose s'y oppose, consignez-le comme blocage dans le fil, s'il y en a un.",
  'error.SUSPECT_WITHOUT_OFFENCE.title':
    "Une personne est dite suspecte sans autre infraction que d'avoir été l'objet du trafic (Protocole contre le trafic illicite de migrants, art. 5).",
  'error.SUSPECT_WITHOUT_OFFENCE.remedy':
    "Nommez l'infraction de chaque personne citée dans le détail, ou donnez la catégorie qui convient, telle que SMUGGLED_MIGRANT ; signez de nouveau et envoyez.",
  'error.TERM_EXTENDED.title':
    "Une prolongation du délai a déjà été signée, et il ne peut y en avoir qu'une.",
  'error.TERM_EXTENDED.remedy':
    "Envoyez la demande formelle avant la fin du délai : `liaise request show` dit quand. S'il est trop tard pour cela, faites une nouvelle demande.",
  'error.TERM_INVALID.title': "La fin du délai n'est pas de celles qui peuvent être demandées.",
  'error.TERM_INVALID.remedy':
    'Donnez une fin qui respecte la limite nommée dans le détail, signez de nouveau le document et envoyez-le.',
  'error.TERM_OVER.title': 'Le délai a pris fin, il ne peut donc plus être prolongé.',
  'error.TERM_OVER.remedy':
    "Faites aussitôt une nouvelle demande : plus rien n'oblige celui qui détient les données à les garder.",
  'error.THREAD_HALTED.title':
    "Un État a dit le mot d'arrêt : aucune étape de l'opération ne se fait.",
  'error.THREAD_HALTED.remedy':
    "Parlez au voisin. L'opération reprend dès que chaque mot d'arrêt, même d'un autre fil de l'opération, a un `resume` des deux États entre lesquels il a été dit.",
  'error.TRANSITION_NOT_ALLOWED.title':
    "Ce genre de document n'est pas permis dans ce fil, ou pas dans son état présent.",
  'error.TRANSITION_NOT_ALLOWED.remedy':
    "Regardez de nouveau le fil : quelqu'un l'a peut-être fait avancer par une réponse, un refus, un retrait ou une clôture. Si le détail dit « ne se dit jamais », aucun état ne le permet : ce qui manque se demande alors par une demande de votre part, et l'utilité d'une information ou d'une transmission se dit par un retour d'information.",
  'error.VALUE_INVALID.title': "Une valeur n'a pas la forme que son champ exige.",
  'error.VALUE_INVALID.remedy': 'Corrigez le champ nommé dans le détail et envoyez de nouveau.',
  'error.WIRE_MALFORMED.title': 'Les octets ne suivent pas le format de transmission.',
  'error.WIRE_MALFORMED.remedy':
    "Un client refait les octets, avec les programmes ou comme le dit deploy/api.md. Les octets d'un voisin sont gardés en quarantaine : comparez les versions des deux passerelles.",
  'error.WIRE_NOT_CANONICAL.title':
    "Les octets ne sont pas l'unique encodage canonique de ce qu'ils disent.",
  'error.WIRE_NOT_CANONICAL.remedy':
    'Encodez le JSON selon la RFC 8785, et protobuf sans champs inconnus ni répétés, puis signez de nouveau.',
  'error.WIRE_TOO_DEEP.title': 'Le JSON est imbriqué plus profondément que permis.',
  'error.WIRE_TOO_DEEP.remedy':
    "Aplatissez le contenu ; aucun genre de document n'a besoin de cette profondeur.",
  'error.WIRE_TOO_LARGE.title':
    "Un message ou l'un de ses membres est plus grand que le protocole ne le permet.",
  'error.WIRE_TOO_LARGE.remedy': 'Mettez les contenus volumineux en pièces jointes.',
  'error.WIRE_VERSION_UNKNOWN.title': "La version ou le type d'un objet signé n'est pas connu ici.",
  'error.WIRE_VERSION_UNKNOWN.remedy':
    "Un client utilise une version et un type que nomme la description de l'API. Octets d'un voisin : convenez avec lui d'une version commune du protocole.",
  'error.SEAL_ALGORITHM_FORBIDDEN.title': "L'algorithme de la clé n'est pas admis.",
  'error.SEAL_ALGORITHM_FORBIDDEN.remedy':
    'Utilisez une clé du profil admis : Ed25519/X25519, RSA de 3072 bits ou plus, NIST.',
  'error.SEAL_ARMOR_INVALID.title':
    "Le texte n'est pas exactement un bloc OpenPGP en armure ASCII, du genre attendu.",
  'error.SEAL_ARMOR_INVALID.remedy':
    'Envoyez un seul bloc, complet, sans rien avant ni après, ou la forme binaire.',
  'error.SEAL_CERTIFICATE_MULTIPLE.title': "Il y a plus d'une clé là où une seule est attendue.",
  'error.SEAL_CERTIFICATE_MULTIPLE.remedy': 'Exportez et envoyez une clé à la fois.',
  'error.SEAL_CERTIFICATE_SECRET.title': 'Le certificat contient des éléments de clé secrète.',
  'error.SEAL_CERTIFICATE_SECRET.remedy':
    'Exportez la clé publique seule, et tenez la clé pour compromise.',
  'error.SEAL_COMPRESSED.title': 'Le contenu du message est compressé.',
  'error.SEAL_COMPRESSED.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_CONTENT_INVALID.title':
    "Le contenu du message n'est pas exactement un paquet littéral binaire.",
  'error.SEAL_CONTENT_INVALID.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_CURVE_FORBIDDEN.title': "La courbe elliptique de la clé n'est pas admise.",
  'error.SEAL_CURVE_FORBIDDEN.remedy':
    'Utilisez une clé du profil admis : Ed25519/X25519, RSA de 3072 bits ou plus, NIST.',
  'error.SEAL_INLINE_SIGNATURE.title': 'La signature est incorporée au contenu du message.',
  'error.SEAL_INLINE_SIGNATURE.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_KEY_EXPIRED.title': 'La clé avait expiré au moment déterminant.',
  'error.SEAL_KEY_EXPIRED.remedy':
    'Prolongez la clé et exportez-la de nouveau, ou utilisez la clé qui la remplace.',
  'error.SEAL_KEY_INCOMPLETE.title':
    "Il manque au fichier de clé sa partie secrète, ou il la garde d'une manière non prise en charge.",
  'error.SEAL_KEY_INCOMPLETE.remedy': 'Exportez la clé secrète avec ses sous-clés secrètes.',
  'error.SEAL_KEY_MISMATCH.title':
    "Les parties secrète et publique d'une clé enregistrée ne vont pas ensemble.",
  'error.SEAL_KEY_MISMATCH.remedy':
    "N'utilisez pas la clé ; restaurez-la depuis sa sauvegarde et cherchez qui l'a changée.",
  'error.SEAL_KEY_NOT_YET_VALID.title': "La clé n'existait pas encore au moment déterminant.",
  'error.SEAL_KEY_NOT_YET_VALID.remedy': 'Vérifiez les horloges des deux côtés.',
  'error.SEAL_KEY_REVOKED.title': 'La clé était révoquée au moment déterminant.',
  'error.SEAL_KEY_REVOKED.remedy': 'Utilisez la clé qui la remplace.',
  'error.SEAL_KEY_SMALL_ORDER.title':
    "La clé est un point d'ordre faible : ses signatures ou messages pourraient être de n'importe qui.",
  'error.SEAL_KEY_SMALL_ORDER.remedy':
    "N'utilisez pas la clé, faites-en une nouvelle, et cherchez qui a fait celle-ci : aucun programme honnête ne le fait.",
  'error.SEAL_KEY_UNUSABLE.title':
    'Aucune partie de la clé ne peut signer ou chiffrer, comme il le faut ici, au moment où elle est utilisée.',
  'error.SEAL_KEY_UNUSABLE.remedy':
    'Utilisez une clé dont une partie est valable à ce moment pour ce que nomme le détail, la signature (signing) ou le chiffrement (encryption).',
  'error.SEAL_KEY_VERSION.title': "La version OpenPGP de la clé n'est pas admise.",
  'error.SEAL_KEY_VERSION.remedy':
    'Utilisez une clé du profil admis : Ed25519/X25519, RSA de 3072 bits ou plus, NIST.',
  'error.SEAL_OCB_TOO_LARGE.title': 'Le message utilise OCB et est trop grand ici pour ce mode.',
  'error.SEAL_OCB_TOO_LARGE.remedy': 'Scellez de nouveau le message en AES-256-GCM.',
  'error.SEAL_OPEN_FAILED.title':
    "Le message ne s'ouvre pas : il a été modifié, ou la clé n'est pas la bonne.",
  'error.SEAL_OPEN_FAILED.remedy': 'Redemandez le message ; gardez les octets comme preuve.',
  'error.SEAL_PACKET_FORBIDDEN.title':
    "Les données OpenPGP contiennent un paquet qui n'y a pas sa place.",
  'error.SEAL_PACKET_FORBIDDEN.remedy':
    'Exportez ou scellez de nouveau sans le paquet nommé dans le détail.',
  'error.SEAL_PACKET_INVALID.title': 'Les octets ne sont pas une suite de paquets OpenPGP.',
  'error.SEAL_PACKET_INVALID.remedy': "Vérifiez que rien n'a été coupé ni converti en chemin.",
  'error.SEAL_PASSPHRASE_MISSING.title':
    "La clé est protégée par une phrase secrète et aucune n'a été donnée.",
  'error.SEAL_PASSPHRASE_MISSING.remedy': 'Donnez la phrase secrète.',
  'error.SEAL_PASSPHRASE_WRONG.title': "La phrase secrète n'ouvre pas la clé.",
  'error.SEAL_PASSPHRASE_WRONG.remedy':
    'Donnez la phrase secrète par laquelle cette clé fut verrouillée : tapez-la de nouveau, ou corrigez le fichier qui la contient.',
  'error.SEAL_PASSWORD_PACKET.title': 'Le message peut être ouvert avec un mot de passe.',
  'error.SEAL_PASSWORD_PACKET.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_RECIPIENT_ANONYMOUS.title': 'Le message cache la clé de son destinataire.',
  'error.SEAL_RECIPIENT_ANONYMOUS.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_RECIPIENT_MISSING.title': 'Le message ne nomme aucune clé de destinataire.',
  'error.SEAL_RECIPIENT_MISSING.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_RECIPIENT_UNKNOWN.title': "Le message n'est chiffré pour aucune clé détenue ici.",
  'error.SEAL_RECIPIENT_UNKNOWN.remedy':
    "Prenez l'annuaire actuel du destinataire et scellez de nouveau le message.",
  'error.SEAL_RSA_SHORT.title': 'La clé RSA a moins de 3072 bits.',
  'error.SEAL_RSA_SHORT.remedy':
    'Utilisez une clé du profil admis : Ed25519/X25519, RSA de 3072 bits ou plus, NIST.',
  'error.SEAL_SELF_SIGNATURE_INVALID.title':
    "La clé n'a pas de signature valable d'elle-même sur son identifiant d'utilisateur ou ses sous-clés.",
  'error.SEAL_SELF_SIGNATURE_INVALID.remedy':
    "Exportez de nouveau la clé depuis le programme qui l'a faite.",
  'error.SEAL_SELF_SIGNATURE_WEAK.title':
    "Les parties de la clé ne sont liées entre elles que par un algorithme d'empreinte cassé (SHA-1 ou plus ancien).",
  'error.SEAL_SELF_SIGNATURE_WEAK.remedy':
    'Renouvelez les autosignatures de la clé avec SHA-256 ou mieux et exportez-la de nouveau.',
  'error.SEAL_SIGNATURE_COUNT.title': "Il n'y a pas exactement une signature.",
  'error.SEAL_SIGNATURE_COUNT.remedy':
    'Signez de nouveau les octets exacts avec la clé du certificat.',
  'error.SEAL_SIGNATURE_CRITICAL.title':
    "La signature porte une mention critique qui n'est pas comprise ici.",
  'error.SEAL_SIGNATURE_CRITICAL.remedy':
    'Signez de nouveau sans notations ni sous-paquets critiques.',
  'error.SEAL_SIGNATURE_EXPIRED.title': "La signature dit qu'elle a expiré.",
  'error.SEAL_SIGNATURE_EXPIRED.remedy':
    'Signez de nouveau les octets exacts avec la clé du certificat.',
  'error.SEAL_SIGNATURE_FUTURE.title':
    "La signature se dit plus tardive que l'heure actuelle ne le permet.",
  'error.SEAL_SIGNATURE_FUTURE.remedy':
    'Vérifiez les horloges des deux côtés et signez de nouveau.',
  'error.SEAL_SIGNATURE_HASH.title':
    "La signature utilise un algorithme d'empreinte plus faible que SHA-256.",
  'error.SEAL_SIGNATURE_HASH.remedy': 'Signez de nouveau avec SHA-256, SHA-384 ou SHA-512.',
  'error.SEAL_SIGNATURE_INVALID.title': 'La signature ne va pas avec ces octets et cette clé.',
  'error.SEAL_SIGNATURE_INVALID.remedy':
    'Signez de nouveau les octets exacts avec la clé du certificat.',
  'error.SEAL_SIGNATURE_ISSUER.title':
    'La signature ne nomme pas une clé du certificat attendu par son empreinte entière.',
  'error.SEAL_SIGNATURE_ISSUER.remedy': "Signez avec la clé que l'annuaire attribue au signataire.",
  'error.SEAL_SIGNATURE_TYPE.title': 'La signature ne porte pas sur un document binaire.',
  'error.SEAL_SIGNATURE_TYPE.remedy':
    'Signez le fichier tel quel (signature détachée, ni en mode texte, ni en clair).',
  'error.SEAL_SUITE_FORBIDDEN.title':
    "Le message est chiffré avec un algorithme qui n'est pas admis.",
  'error.SEAL_SUITE_FORBIDDEN.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_SUITE_WEAK.title':
    'La clé du destinataire conduit à un chiffrement plus faible que SEIPD version 2 avec AES-256-GCM.',
  'error.SEAL_SUITE_WEAK.remedy':
    "Renouvelez la clé de chiffrement avec les préférences du protocole ; rien n'a été envoyé.",
  'error.SEAL_TOO_LARGE.title':
    'Les données OpenPGP sont plus grandes que la limite de leur genre.',
  'error.SEAL_TOO_LARGE.remedy': 'Envoyez-en moins ; le détail nomme la limite en octets.',
  'error.SEAL_UNAUTHENTICATED.title': "L'intégrité du message n'est pas protégée.",
  'error.SEAL_UNAUTHENTICATED.remedy':
    'Scellez de nouveau le message avec une passerelle qui suit le protocole.',
  'error.SEAL_USER_ID_INVALID.title':
    "L'identifiant d'utilisateur d'une nouvelle clé est vide, trop long ou contient des caractères de commande.",
  'error.SEAL_USER_ID_INVALID.remedy': 'Utilisez 1 à 200 caractères imprimables.',
  'error.CHECKPOINT_INVALID.title':
    "Le texte de la note n'est pas un point de contrôle du journal attendu.",
  'error.CHECKPOINT_INVALID.remedy': "Vérifiez l'origine que l'annuaire nomme pour ce journal.",
  'error.CHECKPOINT_OFFER_INVALID.title':
    'Les octets ne sont pas un point de contrôle présenté à un témoin.',
  'error.CHECKPOINT_OFFER_INVALID.remedy':
    'Vérifiez que les deux passerelles ont la même version du protocole.',
  'error.COSIGNATURE_TIME_INVALID.title':
    "L'heure d'une contresignature n'est pas un nombre entier de secondes depuis 1970.",
  'error.COSIGNATURE_TIME_INVALID.remedy': "Vérifiez l'horloge du témoin.",
  'error.ENTRY_BUNDLE_INVALID.title':
    "Un lot d'inscriptions du journal n'a pas la forme de la spécification tlog-tiles.",
  'error.ENTRY_BUNDLE_INVALID.remedy': 'Comparez le lot avec un miroir du journal.',
  'error.HASH_INVALID.title':
    "Une valeur qui doit être une empreinte SHA-256 de 32 octets n'en est pas une.",
  'error.HASH_INVALID.remedy': "Vérifiez qui a envoyé la valeur ; rien n'a été ajouté à l'arbre.",
  'error.LOG_PROOF_INVALID.title':
    'Les octets ne sont pas une preuve de la forme c2sp.org/tlog-proof@v1.',
  'error.LOG_PROOF_INVALID.remedy': "Redemandez la preuve à l'expéditeur.",
  'error.NOTE_INVALID.title':
    'Les octets ne sont pas une note signée, ou en dépassent les limites.',
  'error.NOTE_INVALID.remedy':
    "Redemandez la note à l'expéditeur ; gardez les octets s'ils sont venus par une liaison.",
  'error.NOTE_KEY_INVALID.title':
    "Une clé de journal, de témoin ou d'événements n'est pas une clé Ed25519 de la forme attendue à laquelle on puisse se fier.",
  'error.NOTE_KEY_INVALID.remedy':
    "Reprenez la clé dans l'annuaire signé et comparez-la en entier.",
  'error.NOTE_SIGNATURE_INVALID.title': "Une signature qui nomme une clé connue n'est pas valable.",
  'error.NOTE_SIGNATURE_INVALID.remedy':
    'Gardez la note : elle a été altérée ou forgée. Appelez le détenteur de la clé.',
  'error.NOTE_UNSIGNED.title': "Aucune signature de la note n'a été faite par une clé connue ici.",
  'error.NOTE_UNSIGNED.remedy':
    "Vérifiez si le journal a changé de clé et si l'annuaire nomme la nouvelle.",
  'error.POLICY_INVALID.title': "Le texte n'est pas une politique de journaux et de témoins.",
  'error.POLICY_INVALID.remedy': 'Corrigez la ligne nommée dans le détail.',
  'error.QUORUM_NOT_MET.title':
    'Le point de contrôle ne porte pas encore les contresignatures que la politique exige.',
  'error.QUORUM_NOT_MET.remedy':
    "Attendez les témoins ; si cela dure, vérifiez s'ils sont joignables.",
  'error.SECOND_NOTE_DIFFERS.title':
    "La seconde note d'un point de contrôle a une autre taille ou une autre racine que la première.",
  'error.SECOND_NOTE_DIFFERS.remedy':
    "Gardez les deux notes : une même clé les a signées, et ensemble elles montrent deux arbres. Appelez l'autre État.",
  'error.TILE_INVALID.title':
    "Une tuile enregistrée du journal de garde manque, est coupée ou n'a pas la bonne largeur.",
  'error.TILE_INVALID.remedy':
    'Cessez de signer. Comparez les tuiles enregistrées avec un miroir et refaites-les à partir des feuilles.',
  'error.TREE_LIMIT_EXCEEDED.title':
    "Plus de feuilles ou d'inscriptions ont été données à la fois que la limite nommée dans le détail.",
  'error.TREE_LIMIT_EXCEEDED.remedy': 'Divisez le travail en lots plus petits.',
  'error.TREE_POSITION_INVALID.title':
    "Un indice, une taille ou un niveau est hors de l'arbre auquel il se rapporte.",
  'error.TREE_POSITION_INVALID.remedy':
    'Redemandez avec une position comprise dans le point de contrôle utilisé.',
  'error.TREE_PROOF_INVALID.title': 'Une preuve de Merkle ne mène pas à la racine signée.',
  'error.TREE_PROOF_INVALID.remedy':
    "Gardez les deux notes et la preuve : elles peuvent montrer qu'un journal a été réécrit. Appelez l'autre État.",
} as const;
