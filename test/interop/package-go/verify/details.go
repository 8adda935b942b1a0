package main

var (
	nationality = object(fields{"state": stateForm, "basis": oneOf("CLAIMED", "VERIFIED")})
	consentTo   = words("YES NO NOT_YET_ASKED UNABLE")
	screening   = object(fields{"asylumClaim": yesNoUnknown, "appealPending": yesNoUnknown, "nonRefoulement": yesNoUnknown,
		"childBestInterests": words("NO_CHILD SERVED NOT_SERVED UNKNOWN"), "consent?": consentTo, "screenedBy": text(1, 200),
		"screenedAt": timeForm})
	operation = object(fields{"plan": text(1, 16_000), "from": timeForm, "until": timeForm, "safetyOfPersons": text(1, 8_000),
		"safetyOfficer": text(1, 200), "assessment?": object(fields{"riskToLife": text(1, 8_000), "mitigations": text(1, 8_000),
			"safetyOfficer": text(1, 200), "validUntil": timeForm})})
)

// detailsOf are the members of `details`, by type of request (README 2.4).
var detailsOf = map[string]rule{
	"RISK_TO_LIFE": object(fields{"situation": words("SEA VEHICLE CONTAINER DESERT RIVER PREMISES OTHER"), "place": text(1, 1_000),
		"persons?": whole(0, 10_000), "children": yesNoUnknown, "rescueInformed": yesNoUnknown}),
	"BORDER_INCIDENT": object(fields{"border": words("LAND SEA AIR"), "place": text(1, 1_000), "happenedAt": timeForm}),
	"DOCUMENT_CHECK": object(fields{
		"documentType": words("PASSPORT IDENTITY_CARD VISA RESIDENCE_PERMIT DRIVING_LICENCE SEAFARER OTHER"),
		"issuingState": stateForm,
		"number":       text(1, 100),
		"suspicion":    words("NONE FALSELY_MADE_OR_ALTERED IMPROPERLY_ISSUED_OR_OBTAINED USED_BY_NON_HOLDER")}),
	"VESSEL": object(fields{
		"measures":     different(1, 5, words("CONFIRM_REGISTRY AUTHORISE_BOARDING AUTHORISE_SEARCH AUTHORISE_MEASURES STATELESS_SUSPECTED")),
		"claimedFlag?": text(1, 60),
		"position?":    text(1, 200)}),
	"CONTROLLED_DELIVERY":       operation,
	"SURVEILLANCE_COORDINATION": operation,
	"PRESERVATION": object(fields{"data": different(1, 5, words("SUBSCRIBER USER_IDENTIFICATION TRAFFIC CONTENT OTHER")),
		"what": text(1, 4_000), "holder": text(1, 400), "until": timeForm, "grounds": text(1, 4_000),
		"intendedRequest": text(1, 1_000)}),
	"NATIONALITY_VERIFICATION": object(fields{"person": text(1, 200), "nationality": nationality,
		"permanentResidenceAtEntry": yesNoUnknown, "screening?": screening}),
	"TRAVEL_DOCUMENT": object(fields{"person": text(1, 200), "nationality": nationality,
		"document": words("PASSPORT EMERGENCY_TRAVEL_DOCUMENT OTHER"), "neededBy": timeForm, "screening?": screening}),
	"PROTECTION": object(fields{"person": text(1, 200),
		"dangers":  different(1, 6, words("LIFE_OR_SAFETY TORTURE_OR_INHUMAN_TREATMENT VIOLENCE RETALIATION TRAFFICKING_SIGN OTHER")),
		"measures": different(1, 6, words("PROTECTION_BY_POLICE SAFE_ACCOMMODATION MEDICAL_CARE LEGAL_ASSISTANCE FAMILY_CONTACT OTHER")),
		"child":    yesNoUnknown, "place?": text(1, 1_000), "neededBy": timeForm, "consent": consentTo}),
	"WELFARE_REFERRAL": object(fields{"person": text(1, 200),
		"triggers":  different(1, 6, words("CHILD PREGNANCY MEDICAL TRAFFICKING_SIGN VIOLENCE OTHER")),
		"authority": text(1, 200), "noticedAt": timeForm, "neededBy": timeForm,
		"guardian": words("APPOINTED NOT_APPOINTED NO_CHILD UNKNOWN"), "guardianContact?": text(1, 200), "consent": consentTo}),
	"CONSULAR_NOTIFICATION": object(fields{"person": text(1, 200), "nationality": nationality, "informedOfRightAt": timeForm,
		"language": text(1, 80), "interpreter": words("YES NO NOT_NEEDED"), "post": text(1, 200), "screening?": screening}),
}

var subjectRequest = fields{"ownReference": text(1, 80), "language": languageForm,
	"ground": words("ACCESS RECTIFICATION ERASURE RESTRICTION THROUGH_SUPERVISORY_AUTHORITY"),
	"sought": object(fields{"names": list(0, 16, text(1, 200)), "numbers": list(0, 16, text(1, 100)), "birthDate?": dayForm}),
	"wish?":  text(1, 4_000), "answerBy": dayForm}

var subjectFact = object(fields{"thread": uuid7Form, "authority": authorityForm, "side": oneOf("ASKING", "ASKED"),
	"requestType": either(requestTypes, oneOf("SPONTANEOUS_INFORMATION")), "peer": stateForm, "peerAuthority": authorityForm,
	"purpose": purposeForm, "categories": different(0, 10, categoryForm), "recipients": list(0, 32, placeForm),
	"openedAt": timeForm, "endedAt?": timeForm, "reviewAt?": timeForm, "eraseAt?": timeForm})

var subjectAnswer = fields{"outcome": words("HELD NOTHING_HELD RESTRICTED"), "language": languageForm,
	"facts": list(0, 100, subjectFact), "withheld?": flag, "restrictions?": different(1, 5, words(
		"INQUIRIES_AND_PROCEDURES PREVENTION_AND_PROSECUTION PUBLIC_SECURITY NATIONAL_SECURITY RIGHTS_OF_OTHERS")),
	"measure?": words("RECTIFIED ERASED PROCESSING_RESTRICTED REFUSED"), "remarks?": text(1, 4_000)}
