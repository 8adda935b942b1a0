package main

import (
	"regexp"
	"strings"
	"unicode"
)

var originForm = object(fields{"state": stateForm, "authority": authorityForm, "officer": officerForm})
var placeForm = object(fields{"state": stateForm, "authority": authorityForm})
var purposeForm = oneOf("PREVENTION", "DETECTION", "INVESTIGATION", "SAFETY_OF_LIFE", "DATA_SUBJECT_RIGHTS")
var fingerprintsForm = different(1, 4, fingerprintForm)
var codesForm = different(1, 4, oneOf("H0", "H1", "H2", "H3"))
var tlpForm = oneOf("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")

var handlingForm = object(fields{
	"codes":        codesForm,
	"evaluation":   object(fields{"source": oneOf("A", "B", "C", "X"), "information": oneOf("1", "2", "3", "4")}),
	"restrictions": text(0, 2_000), "retentionMonths": whole(1, 60), "tlp?": tlpForm,
	"classification?": oneOf("UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP_SECRET"),
})

var attachmentForm = object(fields{"name": attachmentName, "mediaType": pattern(`[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+`),
	"size": whole(0, 2<<30), "sha256": sha256Form, "sha512": sha512Form})

var bidirectional = regexp.MustCompile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")

func attachmentName(value any) bool {
	if !text(1, 200)(value) {
		return false
	}
	name := value.(string)
	return name != "." && name != ".." && !strings.ContainsAny(name, `/\`) && !bidirectional.MatchString(name) &&
		strings.IndexFunc(name, unicode.IsControl) < 0
}

// readDocument is nil for what is no document of README 2.3 and 2.4.
func readDocument(bytes []byte) map[string]any {
	value := parseCanonical(bytes, 196_608, 12)
	kind := textAt(value, "kind")
	body, isKnown := bodies[kind]
	if value == nil || !isKnown || !object(fields{
		"typ": oneOf("liaise-document"), "v": only(1), "kind": anything, "id": uuid7Form, "thread": uuid7Form,
		"inReplyTo": orNull(uuid7Form), "link": hex32Form, "from": originForm, "to": placeForm, "signer": fingerprintForm,
		"recipientKeys": fingerprintsForm, "composedAt": timeForm, "purpose": purposeForm, "handling": handlingForm,
		"body": body, "attachments": list(0, 32, attachmentForm),
	})(value) || !fitsTogether(kind, value) {
		return nil
	}
	return value
}

var opens = map[string]bool{"request": true, "spontaneous-information": true, "forward": true, "data-subject-request": true}

func fitsTogether(kind string, value map[string]any) bool {
	isOfSubject := strings.HasPrefix(kind, "data-subject-")
	if isOfSubject != (textAt(value, "purpose") == "DATA_SUBJECT_RIGHTS") || isOfSubject && len(listAt(value, "attachments")) > 0 {
		return false
	}
	if opens[kind] != (value["inReplyTo"] == nil) || opens[kind] && value["thread"] != value["id"] ||
		!opens[kind] && value["thread"] == value["id"] || value["inReplyTo"] == value["id"] {
		return false
	}
	fits, isSaid := sayings[kind]
	return saysWhatH3Is(value["handling"]) && (!isSaid || fits(value, value["body"]))
}

var envelopeAnchor = orNull(object(fields{"origin": text(1, 200), "size": count, "root": hash64Form}))

var envelopeForm = object(fields{
	"typ": oneOf("liaise-envelope"), "v": only(1), "id": hex32Form, "link": hex32Form, "from": stateForm, "to": stateForm,
	"seq": number, "prev": orNull(sha256Form), "documentSha256": sha256Form, "officerSignatureSha256": sha256Form,
	"recipientKeys": fingerprintsForm, "sealedAt": timeForm,
	"directory": object(fields{"version": count, "head": sha256Form}),
	"anchor":    object(fields{"own": envelopeAnchor, "peer": envelopeAnchor}),
	"rack":      count, "attachments": list(0, 32, object(fields{"root": sha256Form, "size": count})),
})

func readEnvelope(bytes []byte) map[string]any {
	value := parseCanonical(bytes, 32_768, 6)
	if value == nil || !envelopeForm(value) {
		return nil
	}
	return value
}

// signers are the roles of which one must be held to say a kind of document.
var signers = map[string][]string{}

func init() {
	for roles, kinds := range map[string]string{
		"LIAISON_OFFICER": "request clarification withdrawal preservation-extension",
		"DUTY_OFFICER":    "acknowledgement clarification-question delay-notice response refusal transfer-notice",
		"LIAISON_OFFICER DUTY_OFFICER": "spontaneous-information feedback halt resume risk-assessment forward " +
			"forward-consent-request forward-consent recall-answer",
		"CENTRAL_AUTHORITY JUDICIAL_AUTHORITY": "evidence-consent formal-request formal-request-draft formal-answer",
		"LIAISON_OFFICER DUTY_OFFICER CENTRAL_AUTHORITY JUDICIAL_AUTHORITY": "recall correction evidence-consent-request " +
			"exculpatory-notice central-authority-notice",
		"DATA_PROTECTION_OFFICER": "data-subject-request data-subject-answer data-subject-withdrawal",
	} {
		for _, kind := range strings.Fields(kinds) {
			signers[kind] = strings.Fields(roles)
		}
	}
}

func mayBeSaidBy(kind string, body any) []string {
	if kind == "recall" && at(body, "effect") != nil {
		return signers["evidence-consent"]
	}
	return signers[kind]
}
