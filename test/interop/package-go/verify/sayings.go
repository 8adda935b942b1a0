package main

import (
	"strings"
	"time"
)

// sayings are the conditions of README 2.4 between members of a document of one kind.
var sayings = map[string]func(document, body any) bool{
	"request": requestFits,
	"transfer-notice": func(document, body any) bool {
		return textAt(body, "authority") != textAt(document, "from", "authority")
	},
	"recall":     recallFits,
	"correction": func(document, body any) bool { return repliesTo(document, textAt(body, "item")) },
	"recall-answer": func(document, body any) bool {
		isUnable := textAt(body, "outcome") == "CANNOT"
		for _, one := range listAt(body, "onward") {
			if at(one, "answer") == nil && !isUnable {
				return false
			}
		}
		return isUnable == !isBlank(body, "reason") && (isUnable || textAt(body, "reason") == "")
	},
	"forward-consent-request": func(document, body any) bool { return repliesTo(document, textAt(body, "item")) },
	"forward-consent":         func(_, body any) bool { return textAt(body, "outcome") == "GRANTED" || !isBlank(body, "reason") },
	"evidence-consent-request": func(document, body any) bool {
		return eachOnce(body, "items") && repliesTo(document, documentsIn(body, "items")...)
	},
	"evidence-consent":   consentFits,
	"exculpatory-notice": noticeFits,
	"central-authority-notice": func(document, body any) bool {
		return !timeAt(body, "informedAt").After(timeAt(document, "composedAt"))
	},
	"formal-request": func(_, body any) bool {
		kinds := listAt(body, "assistanceTypes")
		isService := len(kinds) == 1 && kinds[0] == "SERVE_DOCUMENTS"
		return (isService || !isBlank(body, "facts")) && eachOnce(body, "informalExchangeRefs") && eachOnce(body, "consentRefs")
	},
	"formal-request-draft": func(_, body any) bool {
		return eachOnce(body, "informalExchangeRefs") && eachOnce(body, "consentRefs")
	},
	"formal-answer": func(_, body any) bool {
		outcome := textAt(body, "outcome")
		needsReasons := outcome == "REFUSED" || outcome == "POSTPONED"
		return (at(body, "ground") != nil) == (outcome == "REFUSED") && (!needsReasons || !isBlank(body, "reasons")) &&
			(outcome == "EXECUTED" || len(listAt(body, "items")) == 0) && eachOnce(body, "items")
	},
	"data-subject-request": subjectRequestFits,
	"data-subject-answer":  subjectAnswerFits,
}

func isBlank(value any, names ...string) bool {
	return strings.TrimSpace(textAt(value, names...)) == ""
}

func repliesTo(document any, wanted ...string) bool {
	for _, one := range wanted {
		if one != "" && at(document, "inReplyTo") == one {
			return true
		}
	}
	return false
}

func documentsIn(body any, name string) (out []string) {
	for _, item := range listAt(body, name) {
		out = append(out, textAt(item, "document"))
	}
	return out
}

func eachOnce(body any, name string) bool {
	seen := map[string]bool{}
	for _, one := range documentsIn(body, name) {
		if seen[one] {
			return false
		}
		seen[one] = true
	}
	return true
}

func requestFits(document, body any) bool {
	kind := textAt(body, "requestType")
	details, hasForm := detailsOf[kind]
	given, isGiven := body.(map[string]any)["details"]
	if hasForm != isGiven || hasForm && !details(given) {
		return false
	}
	for _, name := range []string{"informationRequested", "facts", "reasonsInformationAvailable", "necessityAndProportionality"} {
		if isBlank(body, name) {
			return false
		}
	}
	isUrgent, grounds := at(body, "urgent") == true, listAt(body, "urgencyGrounds")
	if isUrgent != (len(grounds) > 0) || !isUrgent && textAt(body, "urgencyReasons") != "" {
		return false
	}
	offence, hasOffence := body.(map[string]any)["underlyingOffence"]
	if kind != "RISK_TO_LIFE" {
		return hasOffence && strings.TrimSpace(offence.(string)) != ""
	}
	isLife := false
	for _, ground := range grounds {
		isLife = isLife || ground == "THREAT_LIFE_INTEGRITY"
	}
	return isLife && at(body, "timeLimits") == nil
}

func recallFits(document, body any) bool {
	items := []string{}
	for _, one := range listAt(body, "items") {
		items = append(items, one.(string))
		if one == at(document, "id") {
			return false
		}
	}
	isNarrowing := textAt(body, "what") == "NARROW"
	handling := at(body, "handling")
	if (handling != nil) != isNarrowing || isNarrowing && at(body, "effect") != nil {
		return false
	}
	return repliesTo(document, items...) && saysWhatH3Is(handling)
}

func saysWhatH3Is(handling any) bool {
	for _, code := range listAt(handling, "codes") {
		if code == "H3" && isBlank(handling, "restrictions") {
			return false
		}
	}
	return true
}

func consentFits(document, body any) bool {
	isRefused := textAt(body, "outcome") == "REFUSED"
	for _, name := range []string{"scope", "judicialInstrumentNeeded", "mayNameSource"} {
		if (at(body, name) == nil) != isRefused {
			return false
		}
	}
	if (at(body, "proceedings") != nil) != (textAt(body, "scope") == "NAMED_PROCEEDINGS") {
		return false
	}
	if at(body, "custodyRecord") != nil && isRefused {
		return false
	}
	if at(body, "expiresAt") != nil && (isRefused || !timeAt(body, "expiresAt").After(timeAt(document, "composedAt"))) {
		return false
	}
	isSupplied := textAt(body, "given") == "WITH_SUPPLY"
	return (!isRefused || !isBlank(body, "reason")) && eachOnce(body, "items") &&
		(!isSupplied || repliesTo(document, documentsIn(body, "items")...))
}

func noticeFits(document, body any) bool {
	composed, stage := timeAt(document, "composedAt"), textAt(body, "stage")
	disclosure, isTimed := timeAt(body, "disclosureAt"), at(body, "disclosureAt") != nil
	if timeAt(body, "foundAt").After(composed) {
		return false
	}
	isAfter := stage == "AFTER_DISCLOSURE"
	if isAfter && (!isTimed || disclosure.After(composed)) || stage == "BEFORE_DISCLOSURE" && isTimed && !disclosure.After(composed) {
		return false
	}
	if isAfter == isBlank(body, "priorNoticeImpossible") || !isAfter && textAt(body, "priorNoticeImpossible") != "" {
		return false
	}
	return stage == "CONSULTATION_REQUESTED" || repliesTo(document, textAt(body, "item"))
}

func subjectRequestFits(document, body any) bool {
	if len(listAt(body, "sought", "names"))+len(listAt(body, "sought", "numbers")) == 0 {
		return false
	}
	day, _ := time.Parse("2006-01-02", textAt(document, "composedAt")[:10])
	by, _ := time.Parse("2006-01-02", textAt(body, "answerBy"))
	kept := monthsLater(day, countAt(document, "handling", "retentionMonths"))
	return !by.Before(day) && !by.After(day.AddDate(0, 0, 92)) && !kept.Before(monthsLater(by, 1))
}

// monthsLater is the same day of a later month, or its last.
func monthsLater(day time.Time, months int) time.Time {
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day.Day(), last)-1)
}

func subjectAnswerFits(_, body any) bool {
	facts := len(listAt(body, "facts")) > 0
	withheld := at(body, "withheld") == true
	restricted := at(body, "restrictions") != nil
	switch textAt(body, "outcome") {
	case "HELD":
		return (facts || withheld) && (!restricted || withheld)
	case "RESTRICTED":
		return restricted && !facts && !withheld && at(body, "measure") == nil
	}
	return !facts && !withheld && !restricted
}
