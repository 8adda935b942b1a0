package main

import "strings"

// with joins members of several tables.
func with(all ...fields) rule {
	joined := fields{}
	for _, some := range all {
		for name, fits := range some {
			joined[name] = fits
		}
	}
	return object(joined)
}

func words(lines string) rule { return oneOf(strings.Fields(lines)...) }

var (
	yesNoUnknown  = oneOf("YES", "NO", "UNKNOWN")
	powersForm    = different(1, 9, words("COERCIVE_MEASURE SEARCH_SEIZURE ASSET_FREEZING BANK_DATA INTERCEPTION TRAFFIC_DATA STORED_CONTENT STATEMENT_FOR_COURT JUDICIAL_RECORD"))
	exceptionForm = object(fields{"exception": words("SENSITIVE_INVESTIGATION TERRORISM_NON_CRISIS SAFETY_OF_PERSON"), "reason": text(1, 2_000)})
	requestTypes  = words("INFORMATION RISK_TO_LIFE BORDER_INCIDENT DOCUMENT_CHECK VESSEL CONTROLLED_DELIVERY SURVEILLANCE_COORDINATION PRESERVATION NATIONALITY_VERIFICATION TRAVEL_DOCUMENT PROTECTION WELFARE_REFERRAL CONSULAR_NOTIFICATION")
	groundForm    = words("NOT_AVAILABLE REQUEST_NOT_COMPLIANT JUDICIAL_AUTHORISATION_REFUSED PERSONAL_DATA_OUTSIDE_CATEGORIES INACCURATE_INCOMPLETE_OUTDATED NATIONAL_SECURITY ONGOING_INVESTIGATION_OR_SAFETY LEGAL_PERSON_INTERESTS OFFENCE_MAX_ONE_YEAR_OR_LESS NOT_AN_OFFENCE THIRD_STATE_ORIGIN_NO_CONSENT")
	categoryForm  = words("SUSPECT_OR_CONVICTED FUTURE_OFFENDER_INDICATIONS WITNESS VICTIM CONTACT_ASSOCIATE INFORMANT SMUGGLED_MIGRANT VULNERABLE_MIGRANT UNACCOMPANIED_CHILD RESCUE_SUBJECT")
	offenceForm   = words("SOM_3A_6_1_A SOM_6_1_B_I SOM_6_1_B_II SOM_6_1_C ORGANISED_CRIMINAL_GROUP LAUNDERING CORRUPTION OBSTRUCTION_OF_JUSTICE TRAFFICKING_IN_PERSONS OTHER_OFFENCE OWN_SMUGGLED_ENTRY_OR_STAY")
	scopeForm     = words("INTELLIGENCE_ONLY INVESTIGATION NAMED_PROCEEDINGS ANY_CRIMINAL_PROCEEDINGS")
	assistances   = different(1, 16, words("TAKE_EVIDENCE_STATEMENTS SERVE_DOCUMENTS SEARCH_SEIZE_FREEZE EXAMINE_OBJECTS_SITES INFORMATION_EVIDENCE_EXPERT ORIGINALS_CERTIFIED_COPIES TRACE_PROCEEDS VOLUNTARY_APPEARANCE OTHER PRESERVE_DATA ACCESS_STORED_DATA REAL_TIME_TRAFFIC VIDEO_HEARING TRANSFER_PROCEEDINGS JOINT_INVESTIGATION CONTROLLED_DELIVERY"))
	formalGrounds = words("NOT_CONFORM SOVEREIGNTY_SECURITY_ORDRE_PUBLIC PROHIBITED_BY_DOMESTIC_LAW_SIMILAR_OFFENCE CONTRARY_TO_LEGAL_SYSTEM DUAL_CRIMINALITY")

	subjectForm = object(fields{"type": words("PERSON VESSEL VEHICLE DOCUMENT OTHER"), "name": text(1, 200),
		"linkToPurpose": text(1, 1_000), "category?": categoryForm, "offence?": offenceForm, "birthDate?": dayForm,
		"nationality?": stateForm, "identifiers?": list(0, 16, object(fields{"type": text(1, 40), "value": text(1, 100)}))})
	subjectsForm = list(0, 100, subjectForm)
	itemForm     = object(fields{"document": uuid7Form, "sha256": sha256Form, "attachments": different(0, 32, sha256Form)})
	itemsForm    = list(1, 32, itemForm)
	proceedings  = object(fields{"kind": words("INVESTIGATION PROSECUTION JUDICIAL_PROCEEDING OTHER"), "court": text(1, 300),
		"reference": text(1, 120), "jurisdiction": stateForm})
	limitsForm = object(fields{"urgentDirect": hours, "urgentIndirect": hours, "other": hours})
	entryForm  = object(fields{"entry": base64Form(65_536), "signatures": list(1, 4, base64Form(4_000))})
)

func enclosed(more fields) rule {
	return with(fields{"document": base64Form(262_144), "signature": base64Form(8_000), "certificate": base64Form(64_000)}, more)
}

var directoryProof = list(1, 24, entryForm)

var release fields = fields{"outcome": oneOf("GRANTED", "REFUSED"), "item": uuid7Form, "itemSha256": sha256Form,
	"recipient": placeForm, "through?": list(1, 2, placeForm), "purpose": purposeForm, "until": timeForm,
	"reason": text(0, 2_000), "releases?": list(1, 8, enclosed(fields{"directory?": directoryProof}))}

var onward = object(fields{"holder": placeForm, "answer?": enclosed(fields{"root": fingerprintForm, "directory": directoryProof})})

var formal = fields{"requestingAuthority": text(1, 500), "subjectMatterAndNature": text(1, 8_000),
	"conductingAuthority": text(1, 500), "proceedings": proceedings, "facts?": text(0, 32_000), "assistanceTypes": assistances,
	"assistanceSought": text(1, 16_000), "particularProcedure": text(0, 8_000), "persons": list(0, 100, object(fields{
		"identity": text(1, 400), "location": text(0, 400), "nationality": text(0, 80)})),
	"purpose": text(1, 4_000), "offences": text(0, 8_000), "dualCriminality": text(0, 4_000), "urgency": anything,
	"confidentiality": anything, "certification": text(0, 2_000), "language": languageForm, "contact": text(0, 300),
	"informalExchangeRefs": list(0, 32, itemForm),
	"consentRefs":          list(0, 32, object(fields{"document": uuid7Form, "sha256": sha256Form}))}

func optional(all fields) fields {
	out := fields{}
	for name, fits := range all {
		out[strings.TrimSuffix(name, "?")+"?"] = fits
	}
	return out
}

var bodies = map[string]rule{
	"request": object(fields{"requestType": requestTypes, "subjectLine": text(1, 160), "language": languageForm,
		"ownReference": text(1, 80), "urgent": flag, "urgencyGrounds": different(0, 4, words("THREAT_PUBLIC_SECURITY THREAT_LIFE_INTEGRITY DEPRIVATION_OF_LIBERTY_DECISION LOSS_OF_RELEVANCE")),
		"urgencyReasons": text(0, 4_000), "informationRequested": text(1, 16_000), "facts": text(1, 32_000),
		"underlyingOffence?": text(1, 2_000), "reasonsInformationAvailable": text(1, 4_000),
		"necessityAndProportionality": text(1, 4_000), "subjects": subjectsForm, "details?": anyObject, "powers?": powersForm,
		"copyException?": exceptionForm, "broadcast?": object(fields{"id": uuid7Form, "proportionality": text(1, 4_000),
			"alsoSentTo?": list(1, 7, object(fields{"state": stateForm}))}), "timeLimits?": limitsForm}),
	"spontaneous-information": object(fields{"subjectLine": text(1, 160), "language": languageForm, "ownReference": text(1, 80),
		"information": text(1, 64_000), "ownInitiativeReason": text(1, 4_000), "subjects": subjectsForm, "powers?": powersForm,
		"copyException?": exceptionForm}),
	"acknowledgement":        object(fields{"note": text(0, 2_000), "access?": oneOf("DIRECT", "INDIRECT")}),
	"clarification-question": object(fields{"question": text(1, 8_000)}),
	"clarification":          object(fields{"answer": text(1, 16_000)}),
	"delay-notice": object(fields{"reason": words("JUDICIAL_AUTHORISATION OBTAINING_FROM_OTHERS WORKLOAD TECHNICAL"),
		"expectedAt": timeForm, "explanation": text(1, 4_000)}),
	"response": object(fields{"final": flag, "information": text(1, 64_000), "subjects?": subjectsForm, "powers?": powersForm,
		"copyException?": exceptionForm}),
	"refusal":         object(fields{"ground": groundForm, "refusedPart": text(1, 2_000), "reasons": text(0, 4_000), "partial?": flag}),
	"transfer-notice": object(fields{"authority": authorityForm, "reason": text(1, 2_000)}),
	"withdrawal":      object(fields{"reason": text(1, 2_000)}),
	"feedback": object(fields{"outcome": words("USED_IN_INVESTIGATION PREVENTED_HARM CONFIRMED_KNOWN NO_USE_YET NOT_USEFUL WRONG_OR_OUTDATED NOTHING_RECEIVED"),
		"remarks": text(0, 4_000)}),
	"recall": object(fields{"what": oneOf("RECALL", "NARROW"), "items": different(1, 32, uuid7Form), "reason": text(1, 2_000),
		"handling?": object(fields{"codes": codesForm, "restrictions": text(0, 2_000), "retentionMonths": whole(1, 60), "tlp?": tlpForm}),
		"effect?":   text(1, 2_000)}),
	"correction": object(fields{"item": uuid7Form, "correction": text(1, 16_000), "reason": text(1, 2_000)}),
	"halt":       object(fields{"danger": text(0, 2_000)}),
	"resume":     object(fields{"assurance": text(1, 2_000)}),
	"risk-assessment": object(fields{"riskToLife": text(1, 8_000), "mitigations": text(1, 8_000), "safetyOfficer": text(1, 200),
		"validUntil": timeForm}),
	"recall-answer": object(fields{"outcome": oneOf("COMPLIED", "CANNOT"), "reason": text(0, 2_000), "onward?": list(1, 8, onward)}),
	"forward": object(fields{"subjectLine": text(1, 160), "language": languageForm, "ownReference": text(1, 80),
		"reason": text(1, 4_000), "enclosed": list(1, 8, enclosed(fields{"consent?": enclosed(nil),
			"root": fingerprintForm, "directory": directoryProof})), "copyException?": exceptionForm}),
	"forward-consent-request": object(fields{"item": uuid7Form, "itemSha256": sha256Form, "recipient": placeForm,
		"through?": list(1, 2, placeForm), "purpose": purposeForm, "until": timeForm, "reason": text(1, 2_000)}),
	"forward-consent": object(release),
	"evidence-consent-request": object(fields{"items": itemsForm, "purpose": text(1, 4_000), "proceedings": proceedings,
		"judicialInstrumentAvailable": flag}),
	"evidence-consent": object(fields{"outcome": words("GRANTED LIMITED REFUSED"), "items": itemsForm,
		"grantingAuthority": text(1, 200), "legalBasis": text(1, 1_000), "given": oneOf("WITH_SUPPLY", "LATER"), "scope?": scopeForm,
		"judicialInstrumentNeeded?": flag, "mayNameSource?": flag, "custodyRecord?": flag, "proceedings?": proceedings, "conditions": text(0, 4_000),
		"expiresAt?": timeForm, "reason": text(0, 2_000)}),
	"exculpatory-notice": object(fields{"item": uuid7Form, "itemSha256": sha256Form,
		"stage": words("BEFORE_DISCLOSURE AFTER_DISCLOSURE CONSULTATION_REQUESTED"), "foundAt": timeForm, "dutyBasis": text(1, 1_000),
		"explanation": text(1, 4_000), "disclosureAt?": timeForm, "priorNoticeImpossible": text(0, 2_000)}),
	"central-authority-notice": object(fields{"centralAuthority": text(1, 200), "informedAt": timeForm, "reference": text(0, 120),
		"summary": text(1, 4_000)}),
	"formal-request":       object(formal),
	"formal-request-draft": with(optional(formal), fields{"remarks": text(0, 4_000)}),
	"formal-answer": object(fields{"outcome": words("ACKNOWLEDGED POSTPONED EXECUTED REFUSED"), "ground?": formalGrounds,
		"reasons": text(0, 8_000), "executingAuthority": text(1, 500), "items": list(0, 32, itemForm), "conditions": text(0, 4_000)}),
	"preservation-extension":  object(fields{"until": timeForm, "reason": text(1, 4_000)}),
	"data-subject-request":    object(subjectRequest),
	"data-subject-answer":     object(subjectAnswer),
	"data-subject-withdrawal": object(fields{"reason": text(0, 2_000)}),
}
