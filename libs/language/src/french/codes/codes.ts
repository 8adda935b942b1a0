export const frenchCodes = {
  'requestType.INFORMATION': 'Renseignement',
  'requestType.RISK_TO_LIFE': 'Danger pour la vie',
  'requestType.BORDER_INCIDENT': 'Incident à la frontière',
  'requestType.DOCUMENT_CHECK': "Vérification d'un document",
  'requestType.VESSEL': 'Navire',
  'requestType.CONTROLLED_DELIVERY': 'Livraison surveillée',
  'requestType.SURVEILLANCE_COORDINATION': 'Surveillance transfrontalière',
  'requestType.PRESERVATION': 'Préservation de données',
  'requestType.NATIONALITY_VERIFICATION': 'Vérification de nationalité',
  'requestType.TRAVEL_DOCUMENT': 'Document de voyage',
  'requestType.PROTECTION': 'Protection',
  'requestType.WELFARE_REFERRAL': 'Signalement aux services sociaux',
  'requestType.CONSULAR_NOTIFICATION': 'Notification consulaire',

  'threadEvent.OPENED': 'nouvelle demande',
  'threadEvent.CLAIMED': 'prise en charge',
  'threadEvent.ASSIGNED': 'confiée à un agent',
  'threadEvent.HANDED_OVER': 'remise avec la relève',
  'threadEvent.GIVEN_BACK': "rendue : personne ne l'a",
  'threadEvent.TRANSFERRED': 'passée à cette autorité',
  'threadEvent.ESCALATED': "PERSONNE NE L'A EN CHARGE",
  'threadEvent.EXPIRED': 'le délai est passé sans réponse',
  'threadEvent.TERM_ENDING': 'les trois quarts de son délai sont écoulés',
  'threadEvent.TERM_ENDED': 'son délai a pris fin',
  'threadEvent.CLOSED': 'terminée',
  'threadEvent.DOCUMENT_RECEIVED': 'un document est arrivé',
  'threadEvent.DOCUMENT_SIGNED': 'un document a été signé',
  'threadEvent.DOCUMENT_KEPT_BACK': 'UN DOCUMENT NE PART PAS',
  'threadEvent.NOT_CONFIRMED': "le voisin n'a pas confirmé à temps",
  'threadEvent.NOTED': 'une note interne',
  'threadEvent.STOPPED': 'ARRÊTÉ : rien ne part',
  'threadEvent.STOP_LIFT_PROPOSED': "un collègue doit lever l'arrêt",
  'threadEvent.STOP_LIFTED': "l'arrêt est levé",
  'threadEvent.ACCESS_GIVEN': 'un agent peut le lire désormais',
  'threadEvent.ACCESS_ENDED': 'un agent ne peut plus le lire',
  'threadEvent.GLASS_BROKEN':
    "accès d'urgence : lu par un agent qui n'est pas sur sa liste d'accès",
  'threadEvent.ASKED_ABOUT': 'un autre service a demandé la même chose',
  'threadEvent.RECALLED': 'RAPPELÉ OU CORRIGÉ',
  'threadEvent.RECALL_ANSWERED': 'un rappel a reçu une réponse',
  'threadEvent.RECALL_OWED': 'une réponse à un rappel est due',
  'threadEvent.WITHHELD': 'un rappel a été exécuté',
  'threadEvent.RELEASE_ASKED': 'un consentement à une transmission a été demandé',
  'threadEvent.RELEASE_ANSWERED':
    'une demande de consentement à une transmission a reçu une réponse',
  'threadEvent.HALT_HEARD': "MOT D'ARRÊT d'une opération",
  'threadEvent.HALT_CONFIRMED': "un mot d'arrêt a été confirmé",
  'threadEvent.CONSENT_ASKED': "le consentement à l'usage comme preuve a été demandé",
  'threadEvent.CONSENT_GRANTED': 'le consentement a été donné',
  'threadEvent.CONSENT_REFUSED': 'le consentement a été refusé',
  'threadEvent.CONSENT_WITHDRAWN': 'le consentement a été retiré',
  'threadEvent.EXCULPATORY_NOTICED':
    'un avis que quelque chose est favorable à une personne poursuivie',
  'threadEvent.CENTRAL_AUTHORITY_INFORMED': 'une autorité centrale a été informée',
  'threadEvent.NOTICE_OWED': "un avis de l'autorité centrale est dû",
  'threadEvent.FORMAL_REQUESTED': 'une demande formelle',
  'threadEvent.FORMAL_ANSWERED': 'une demande formelle a reçu une réponse',
  'threadEvent.TERM_EXTENDED': 'une prolongation de son délai a été signée',
  'threadEvent.PACKAGE_TOUCHED':
    "UN DOSSIER DE PREUVE qui en est tiré ne vaut plus tel qu'il a été fait",
  'threadEvent.REVIEW_DUE': 'le fil doit être réexaminé',
  'threadEvent.ERASURE_STOPPED':
    "NON EFFACÉ : son affaire est ouverte, et personne n'a décidé d'un gel",

  'openGround.PACKAGE_HANDED': 'un dossier de preuve qui en est tiré a été remis',
  'openGround.FORMAL_REQUESTED':
    'une demande formelle en dépend, sans réponse définitive ni retrait',
  'openGround.CONSENT_GRANTED': "un consentement à l'usage comme preuve en dépend",

  'packageConcern.SUPERSEDED': 'Avisez chaque destinataire que le plus récent le remplace.',
  'packageConcern.CONSENT_WITHDRAWN':
    "Rien de ces éléments ne peut plus être utilisé. Avisez chaque destinataire de ce que le retrait dit de l'usage déjà fait ; faites-en un qui le remplace.",
  'packageConcern.CONSENT_EXPIRED':
    'Redemandez le consentement avant tout autre usage, et avisez chaque destinataire ; puis faites-en un qui le remplace.',
  'packageConcern.ITEM_RECALLED':
    'Répondez au rappel, et avisez chaque destinataire que le document a été repris ; faites-en un qui le remplace.',
  'packageConcern.ITEM_NARROWED':
    'Avisez chaque destinataire du traitement plus strict ; faites-en un qui le remplace.',
  'packageConcern.ITEM_CORRECTED':
    'Avisez chaque destinataire de la correction ; faites-en un qui le remplace.',
  'packageConcern.KEY_REVOKED':
    "Un de ses éléments est signé par une clé qui ne valait pas alors, ou un État a maintenant une autre racine. Avisez chaque destinataire. D'un agent : faites-lui confirmer le document, et faites-en un qui le remplace. D'un État : demandez à ses administrateurs depuis quand la clé n'était plus à eux seuls. Après ce qu'elle a signé : faites-en un qui le remplace. Avant : aucun dossier de ces inscriptions ne peut être fait, et chaque destinataire en est avisé.",
} as const;
